#include "harness/scenario/decode.h"

#include <algorithm>

namespace bench::scenario {

namespace {

Value language_version() {
    return custom("1", "1", [](Findings& findings, const Node& node, const std::string&) {
        if (node.is_scalar() && node.text == "1") return;
        findings.error("E210", node.place, "this program reads language version 1",
                       "write 'meterbench: 1'");
    });
}

Value words_list(std::vector<std::string>& out, const char* what, const char* example,
                 std::function<bool(const std::string&)> fits) {
    return list_of<std::string>(
        out,
        [what, fits](std::string& item) {
            return custom(
                what, "residential",
                [&item, what, fits](Findings& findings, const Node& node, const std::string& key) {
                    item = node.text;
                    if (node.is_scalar() && fits(node.text)) return;
                    findings.error("E211", node.place,
                                   fmt::format("'{}' lists {}s, not '{}'", key, what, node.text),
                                   "for example [residential, rf]");
                });
        },
        example);
}

void read_seeds(SeedRange& out, Findings& findings, const Node& node) {
    const std::size_t dots = node.text.find(" .. ");
    const Integer first = parse_integer(node.text.substr(0, dots), "seeds");
    const Integer last =
        parse_integer(dots == std::string::npos ? "" : node.text.substr(dots + 4), "seeds");
    constexpr std::uint64_t kMostSeeds = 1'000'000;
    const bool read = node.is_scalar() && !first.complaint && !last.complaint;
    if (!read || first.value > last.value || last.value - first.value >= kMostSeeds) {
        findings.error("E211", node.place,
                       fmt::format("'seeds' needs a range of whole numbers, got '{}'", node.text),
                       "for example seeds: 1 .. 300; the first is not above the last, a million "
                       "seeds at most");
        return;
    }
    out = {first.value, last.value};
}

void sweep_fields(Fields& f, SeedRange& out) {
    f.req("seeds", "First and last seed of the sweep.",
          custom("a range of whole numbers", "1 .. 300",
                 [&out](Findings& findings, const Node& node, const std::string&) {
                     read_seeds(out, findings, node);
                 }));
}

void times(Fields& f, Draft& draft) {
    system::BenchConfig& config = draft.scenario.config;
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    draft.times_sound = f.req("duration", "Length of the run, warm-up and drain included.",
                              time_value(config.duration, {"1 s", "366 d"}, "15 min"));
    f.opt("warmup", "Not judged, at the start.",
          time_value(config.warmup, {"0 s", "366 d"}, "20 s"));
    f.opt("drain", "Not judged, at the end: faults are off and what is owed must arrive.",
          time_value(config.drain, {"0 s", "366 d"}, "30 s"));
    draft.duration = f.place("duration");
    if (!f.describing() && (f.spoiled() || f.findings().errors() != before))
        draft.times_sound = false;
}

void heading(Fields& f, Scenario& s, Named& name, Named& summary) {
    f.req("meterbench", "Version of the language.", language_version());
    f.req("name", "Unique name: snake_case parts joined by points, the folder first.",
          text_value(name, "a dotted snake_case name", "residential.three_brick_walls",
                     is_dotted_name));
    f.opt("summary", "One sentence for lists and reports.",
          text_value(summary, "a text", "Meter behind three brick walls.", is_some_text));
    f.opt("targets", "Sets of targets of the product that the scenario is about.",
          custom("one of residential", "residential",
                 [&s](Findings& findings, const Node& node, const std::string& key) {
                     if (node.is_scalar() && node.text == "residential") {
                         s.targets = {node.text};
                     } else {
                         refuse_word(findings, node, key, {"residential"});
                     }
                 }));
    f.opt("tags", "Words to select scenarios by.",
          words_list(s.tags, "snake_case word", "[residential, rf]", is_word));
}

// Named here for the reference page and for hints; merge.cpp and params.cpp have read them before.
void consumed_earlier(Fields& f) {
    f.opt("use",
          "Files that this one builds on, by their path from scenarios/. Maps merge key by key, "
          "timeline and expect concatenate, a timeline entry replaces its namesake.",
          custom("a list of files", "[lib/single_phase_meter.yaml]", {}));
    f.opt("remove",
          "Ids of timeline entries that the used files bring and this one does not want; 'expect' "
          "for all of their checks.",
          custom("a list of ids", "[quiet]", {}));
    f.opt("params", "Values that --set may change, written $(name), with + - * / and brackets.",
          custom("a map of parameters, each {default, range, doc}",
                 "{walls: {default: 3, range: 0 .. 6, doc: brick walls}}", {}));
}

void judging(Fields& f, Scenario& s) {
    SeedRange seeds;
    const bool expects =
        f.opt("expect", "Checks; each may be named after the clause that it proves.",
              expect_value(s.expect));
    const bool fails = f.opt(
        "must_fail", "The check that must fail: the scenario passes only if exactly this one does.",
        must_fail_value(s.must_fail));
    if (f.opt("sweep", "Judge many seeds together.",
              map_of([&seeds](Fields& in) { sweep_fields(in, seeds); }, "{seeds: 1 .. 300}")))
        s.sweep = seeds;
    if (!f.describing() && !expects && !fails) {
        f.findings().error("E202", f.place(""), "the scenario checks nothing",
                           "for example expect: [lost(all) == 0]");
    }
}

}  // namespace

Where where_of(const Place& place) {
    return place.source == nullptr ? Where{}
                                   : Where{place.source->name(), place.line, place.column};
}

void scenario_fields(Fields& f, Draft& draft) {
    Scenario& s = draft.scenario;
    Named name;
    Named summary;
    heading(f, s, name, summary);
    times(f, draft);
    f.opt("seed", "Seed of a single run; --seed overrides it.",
          whole(0, UINT64_MAX, "7", [&s](std::uint64_t seed) { s.config.seed = seed; }));
    consumed_earlier(f);
    f.req("meter", "The meter under test.",
          map_of([&draft](Fields& in) { meter_fields(in, draft); },
                 "{load: {file: recordings/p1_household.txt, reader: dsmr_p1}}"));
    f.opt("collector", "The node that the meter reports to.",
          map_of(
              [&s](Fields& in) {
                  in.opt("clock", "Error of its crystal.",
                         quantity(Kind::drift, {"-100 ppm", "100 ppm"}, "-20 ppm",
                                  [&s](std::int64_t ppb) { s.config.collector.drift_ppb = ppb; }));
              },
              "{clock: -20 ppm}"));
    f.opt(
        "fidelity", "How closely parts of the world are modelled.",
        map_of(
            [&s](Fields& in) {
                using system::RadioFidelity;
                in.opt(
                    "radio",
                    "Frames by tables; or bit by bit, SUN FSK with h = 0.5, decoded in software "
                    "or by the RTL.",
                    word<RadioFidelity>(s.config.radio_fidelity, {{"packet", RadioFidelity::packet},
                                                                  {"bit", RadioFidelity::bit},
                                                                  {"rtl", RadioFidelity::rtl}}));
                in.opt("afe",
                       "Of a three-phase meter: samples in closed form, or bit streams into the "
                       "decimator in RTL.",
                       word<system::AfeFidelity>(s.afe_fidelity,
                                                 {{"samples", system::AfeFidelity::samples},
                                                  {"rtl", system::AfeFidelity::rtl}}));
            },
            "{radio: bit}"));
    f.opt("firmware", "What runs on the meter.",
          map_of([&s](Fields& in) { firmware_fields(in, s.firmware); },
                 "{kind: product, name: single_phase}"));
    f.req("world", "Where the nodes stand and what noise there is.",
          map_of([&draft](Fields& in) { world_fields(in, draft); },
                 "{nodes: {meter: {at: [0 m, 0 m, 1 m]}, collector: {at: [22 m, 0 m, 4 m]}}}"));
    f.req("links", "What joins the nodes.",
          map_of([&draft](Fields& in) { links_fields(in, draft); },
                 "the keys rf and wan, as in use: [lib/indoor_link.yaml]"));
    f.opt("redundancy", "How the meter uses its radio beside Ethernet.",
          map_of([&draft](Fields& in) { redundancy_fields(in, draft); }, "{policy: duplicate}"));
    f.opt("head_end", "The system that takes the messages in.",
          map_of(
              [&s](Fields& in) {
                  in.opt("processing", "From arrival to acceptance.",
                         time_value(s.config.head_end_processing, {"0 s", "10 s"}, "2 ms"));
              },
              "{processing: 2 ms}"));
    f.opt("streams", "What the firmware pushes by itself, and by when it must arrive.",
          map_of([&s](Fields& in) { streams_fields(in, s.config.meters.front()); },
                 "{readings: {every: 1 s, deadline: 1 s}}"));
    f.opt("timeline", "What happens.",
          list_of<EntryDraft>(
              draft.entries,
              [](EntryDraft& e) {
                  return map_of([&e](Fields& in) { timeline_entry_fields(in, e); },
                                "{id: cover, at: 30 s, for: 2 s, open_cover: meter}");
              },
              "[{id: cover, at: 30 s, for: 2 s, open_cover: meter}]"));
    judging(f, s);
    s.name = name.text;
    s.summary = summary.text;
}

}  // namespace bench::scenario
