#include "harness/scenario/decode_analogue.h"

namespace bench::scenario {

namespace {

using system::Action;

// "quiet", or "quiet + 5 s"
void read_after(EntryDraft& out, Findings& findings, const Node& node) {
    const std::size_t plus = node.text.find(" + ");
    const std::string id = node.text.substr(0, plus);
    if (!node.is_scalar() || !is_word(id)) {
        findings.error("E211", node.place,
                       fmt::format("'after' needs the id of another entry, got '{}'", node.text),
                       "for example after: quiet + 5 s");
        return;
    }
    out.after = {id, node.place};
    out.after.place.length = characters(id);
    if (plus == std::string::npos) return;
    Node offset = node;
    offset.text = node.text.substr(plus + 3);
    time_value(out.entry.at, {"0 s", "366 d"}, "5 s").read(findings, offset, "after");
}

void when(Fields& f, EntryDraft& out) {
    system::TimelineEntry& entry = out.entry;
    out.has_at =
        f.opt("at", "From the start of the run.", time_value(entry.at, {"0 s", "366 d"}, "30 s"));
    const bool after =
        f.opt("after", "From the end of another entry.",
              custom("an id, or an id + a time", "quiet + 5 s",
                     [&out](Findings& findings, const Node& node, const std::string&) {
                         read_after(out, findings, node);
                     }));
    out.has_for =
        f.opt("for", "Length of one occurrence; without it, to the end of the judged time.",
              time_value(entry.length, {"1 us", "366 d"}, "2 s"));
    out.has_every = f.opt("every", "Repeat, from start to start.",
                          time_value(entry.every, {"1 ms", "366 d"}, "30 s"));
    out.has_until = f.opt("until", "End of the repetition.",
                          time_value(entry.until, {"1 ms", "366 d"}, "9 min"));
    f.opt("jitter", "Each occurrence moves by a uniform draw within +- this.",
          time_value(entry.jitter, {"0 s", "1 d"}, "10 s"));
    out.at = f.place(out.has_at ? "at" : "after");
    out.until = f.place("until");
    out.every = f.place("every");
    if (f.describing() || out.has_at != after) return;
    out.sound = false;
    f.findings().error(
        "E213", out.actions,
        after ? "an entry has 'at' or 'after', not both" : "the entry does not say when",
        "for example at: 30 s, or after: quiet + 5 s");
}

Value target(EntryDraft& out, Action action, const char* example) {
    Value value = text_value(out.target, "an id", example, is_word);
    value.read = [&out, action, read = value.read](Findings& findings, const Node& node,
                                                   const std::string& key) {
        out.entry.action = action;
        read(findings, node, key);
        out.entry.target = out.target.text;
    };
    return value;
}

void read_band(EntryDraft& out, Findings& findings, const Node& node) {
    if (node.is_scalar() && node.text == "whole") return;
    if (node.is_scalar())
        return refuse_word(findings, node, "band", {"whole", "{channels: [...]}"});
    map_of(
        [&out](Fields& f) {
            std::vector<std::uint64_t> channels;
            f.req("channels", "Numbers of the channels.",
                  list_of<std::uint64_t>(
                      channels,
                      [](std::uint64_t& n) {
                          return whole(0, 255, "15", [&n](std::uint64_t v) { n = v; });
                      },
                      "[15]"));
            for (const std::uint64_t channel : channels)
                out.entry.jam_channels.push_back(static_cast<std::uint8_t>(channel));
        },
        "{channels: [15]}")
        .read(findings, node, "band");
    if (const Node* const list = node.find("channels"); list != nullptr) {
        for (const Node& item : list->items) out.jammed.push_back(item.place);
    }
    if (node.is_map() && out.entry.jam_channels.empty()) {
        findings.error("E211", node.place, "'band' covers no channel",
                       "write 'band: whole' or name channels: {channels: [15]}");
    }
}

void action(Fields& f, EntryDraft& out, const char* key, const char* doc, const Value& value) {
    if (f.opt(key, doc, value)) out.chosen.emplace_back(key);
}

void head_end_fields(Fields& f, EntryDraft& out) {
    bool silent = false;
    f.req("silent", "It takes nothing in and answers nothing.", only_true(silent));
    out.entry.action = Action::head_end_silent;
    out.entry.target = "head_end";
}

void actions(Fields& f, EntryDraft& out) {
    action(f, out, "open_cover", "Open the cover of a meter, and close it at the end.",
           target(out, Action::open_cover, "meter"));
    action(f, out, "power_off", "Take the mains from a meter.",
           target(out, Action::power_off, "meter"));
    action(f, out, "cut", "Carry nothing over a link.", target(out, Action::cut, "wan"));
    action(f, out, "jam", "Transmit noise over a radio link's channels.",
           target(out, Action::jam, "rf"));
    action(f, out, "turn_on", "Switch an interferer on; it is off otherwise.",
           target(out, Action::turn_on, "oven"));
    action(f, out, "reset",
           "Reset the processor of a node from outside, its flash in whatever it does.",
           target(out, Action::reset, "collector"));
    action(f, out, "forge",
           "Before each answer over a link a forged one, its counter far ahead; after it the "
           "answer again.",
           target(out, Action::forge, "wan"));
    action(f, out, "head_end", "Act on the head end.",
           map_of([&out](Fields& in) { head_end_fields(in, out); }, "{silent: true}"));
    action(f, out, "voltage", "Change the voltage of a three-phase meter.",
           map_of([&out](Fields& in) { voltage_fields(in, out); },
                  "{meter: meter, kind: dip, phases: l1, residual: 40 %}"));
    action(f, out, "inject", "Disturb a three-phase meter electromagnetically.",
           map_of([&out](Fields& in) { inject_fields(in, out); },
                  "{into: meter, emi: eft_burst, level: 4 kV}"));
    if (f.describing() || out.chosen.size() == 1) return;
    const std::string names =
        "open_cover, power_off, cut, jam, turn_on, reset, forge, head_end, voltage, inject";
    if (out.chosen.empty()) {
        f.findings().error("E214", out.actions, "the entry does nothing",
                           "give it one of " + names);
    } else {
        f.findings().error("E214", out.actions,
                           fmt::format("the entry does {} things: {}", out.chosen.size(),
                                       fmt::join(out.chosen, ", ")),
                           "give each an entry of its own");
    }
}

}  // namespace

void timeline_entry_fields(Fields& f, EntryDraft& out) {
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    out.actions = f.place("");
    f.req("id", "Name of the entry, for checks, reports and other entries.",
          text_value(out.id, "a snake_case word", "cover", is_word));
    out.entry.id = out.id.text;
    when(f, out);
    f.opt("unfelt",
          "Nothing may feel it: no module, frame or datagram. Without this key it must "
          "have an effect.",
          only_true(out.unfelt));
    actions(f, out);
    const bool jams = f.describing() || (!out.chosen.empty() && out.entry.action == Action::jam);
    if (jams) {
        f.req("power", "Of jam: level at every receiver, in each channel that it covers.",
              real(Kind::level, out.entry.jam_power_dbm, {"-150 dBm", "20 dBm"}, "-40 dBm"));
        f.opt("band", "Of jam: the whole band, or some channels.",
              custom("whole, or {channels: [...]}", "whole",
                     [&out](Findings& findings, const Node& node, const std::string&) {
                         read_band(out, findings, node);
                     }));
    }
    if (!f.describing() && (f.spoiled() || f.findings().errors() != before)) out.sound = false;
}

}  // namespace bench::scenario
