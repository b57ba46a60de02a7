// What the timeline does to a three-phase meter: its voltage changes, or something disturbs it.

#include "harness/scenario/decode_analogue.h"

namespace bench::scenario {

namespace {

using emi::Kind;

struct KindWord {
    const char* name;
    Kind kind;
    scenario::Kind unit;
    const char* least;
    const char* most;
    const char* example;
};
constexpr KindWord kKindWords[] = {
    {"eft_burst", Kind::eft_burst, scenario::Kind::voltage, "0 V", "10 kV", "4 kV"},
    {"surge", Kind::surge, scenario::Kind::voltage, "0 V", "10 kV", "4 kV"},
    {"esd", Kind::esd, scenario::Kind::voltage, "0 V", "30 kV", "8 kV"},
    {"conducted_rf", Kind::conducted_rf, scenario::Kind::voltage, "0 V", "100 V", "10 V"},
    {"radiated_rf", Kind::radiated_rf, scenario::Kind::electric_field, "0 V/m", "300 V/m",
     "10 V/m"},
    {"magnetic_field", Kind::magnetic_field, scenario::Kind::magnetic_field, "0 A/m", "10000 A/m",
     "400 A/m"},
    {"dc_magnet", Kind::dc_magnet, scenario::Kind::flux_density, "0 mT", "2 T", "300 mT"},
};

const KindWord& word_of(Kind kind) {
    for (const KindWord& each : kKindWords) {
        if (each.kind == kind) return each;
    }
    return kKindWords[0];
}

Value kind_value(Kind& out) {
    std::vector<std::pair<std::string, Kind>> words;
    for (const KindWord& each : kKindWords) words.emplace_back(each.name, each.kind);
    return word<Kind>(out, std::move(words));
}

// Levels are in the unit of the kind; a flux density is kept in mT.
Value level_value(emi::DisturbanceConfig& out) {
    const KindWord& kind = word_of(out.kind);
    const double nanos = out.kind == Kind::dc_magnet ? 1e6 : 1e9;
    return quantity(
        kind.unit, {kind.least, kind.most}, kind.example,
        [&out, nanos](std::int64_t nano) { out.level = static_cast<double>(nano) / nanos; });
}

// "l1+l2+n", "mains", "signal"
Value lines_value(std::uint8_t& mask) {
    return custom("lines: mains, signal, or l1+n", "l1+l2",
                  [&mask](Findings& findings, const Node& node, const std::string& key) {
                      const std::pair<const char*, std::uint8_t> names[] = {
                          {"l1", emi::line_1},          {"l2", emi::line_2},
                          {"l3", emi::line_3},          {"n", emi::line_neutral},
                          {"signal", emi::line_signal}, {"mains", emi::kMainsLines}};
                      std::uint8_t found = 0;
                      std::string rest = node.text + "+";
                      for (std::size_t plus = 0; (plus = rest.find('+')) != std::string::npos;
                           rest.erase(0, plus + 1)) {
                          const std::uint8_t before = found;
                          for (const auto& [name, bit] : names) {
                              if (rest.substr(0, plus) == name)
                                  found = static_cast<std::uint8_t>(found | bit);
                          }
                          if (found == before)
                              return refuse_word(
                                  findings, node, key,
                                  {"mains", "signal", "l1", "l2", "l3", "n", "l1+n"});
                      }
                      mask = found;
                  });
}

void burst_fields(Fields& f, emi::DisturbanceConfig& out) {
    f.opt("rate", "Of eft_burst: spikes within a burst; 5 kHz or 100 kHz by the standard.",
          real(scenario::Kind::frequency, out.spike_rate_hz, {"1 kHz", "1 MHz"}, "5 kHz"));
    f.opt("spikes", "Of eft_burst: in one burst.", whole(1, 65'535, "75", [&out](std::uint64_t n) {
              out.spikes_per_burst = static_cast<std::uint32_t>(n);
          }));
    f.opt("period", "Of eft_burst: from burst to burst.",
          custom_seconds(out.burst_period_s, {"1 ms", "10 s"}, "300 ms"));
}

void pulse_fields(Fields& f, emi::DisturbanceConfig& out) {
    double phase = 0;
    f.opt("interval", "Of surge and esd: from pulse to pulse.",
          custom_seconds(out.interval_s, {"10 ms", "1 h"}, "60 s"));
    if (f.opt("phase", "Of surge: waits for this angle of L1.",
              real(scenario::Kind::angle, phase, {"0 deg", "360 deg"}, "60 deg")))
        out.phase_deg = phase;
    f.opt("discharge", "Of esd.",
          word<emi::Discharge>(
              out.discharge, {{"contact", emi::Discharge::contact}, {"air", emi::Discharge::air}}));
}

void carrier_fields(Fields& f, emi::DisturbanceConfig& out) {
    f.opt("carrier", "Of conducted_rf and radiated_rf.",
          real(scenario::Kind::frequency, out.carrier_hz, {"150 kHz", "6 GHz"}, "80 MHz"));
}

}  // namespace

void voltage_fields(Fields& f, EntryDraft& out) {
    using mains::EventKind;
    mains::GridEvent& event = out.entry.grid_event;
    f.req("meter", "Whose mains.", text_value(out.target, "an id", "meter", is_word));
    f.req("kind", "What happens.",
          word<EventKind>(event.kind, {{"dip", EventKind::dip},
                                       {"swell", EventKind::swell},
                                       {"interruption", EventKind::interruption},
                                       {"phase_loss", EventKind::phase_loss},
                                       {"phase_swap", EventKind::phase_swap}}));
    f.opt("phases", "Which; of phase_swap two.", phases_value(event.phases));
    f.opt("residual", "What is left of the nominal voltage.",
          quantity(scenario::Kind::share, {"0 %", "200 %"}, "40 %", [&event](std::int64_t nano) {
              event.residual = static_cast<double>(nano) / 1e9;
          }));
    f.opt("phase_jump", "By which the angle changes meanwhile.",
          real(scenario::Kind::angle, event.phase_jump_deg, {"-180 deg", "180 deg"}, "30 deg"));
    out.entry.action = system::Action::voltage;
    out.entry.target = out.target.text;
    out.analogue = f.place("");
}

void inject_fields(Fields& f, EntryDraft& out) {
    emi::DisturbanceConfig& disturbance = out.entry.disturbance;
    f.req("into", "Which meter.", text_value(out.target, "an id", "meter", is_word));
    f.req("emi", "Which phenomenon of IEC 61000-4.", kind_value(disturbance.kind));
    f.req("level", "In volts, V/m, A/m or mT by its kind.", level_value(disturbance));
    out.level = f.place("level");
    f.opt("couple", "Lines that it enters by.", lines_value(disturbance.lines));
    f.opt("polarity", "Of the pulses.",
          word<emi::Polarity>(disturbance.polarity, {{"positive", emi::Polarity::positive},
                                                     {"negative", emi::Polarity::negative},
                                                     {"alternating", emi::Polarity::alternating}}));
    burst_fields(f, disturbance);
    pulse_fields(f, disturbance);
    carrier_fields(f, disturbance);
    out.entry.action = system::Action::inject;
    out.entry.target = out.target.text;
}

}  // namespace bench::scenario
