// The mains of a three-phase meter: grid, loads, or a recorded waveform in their place.

#include "harness/scenario/decode_analogue.h"

namespace bench::scenario {

namespace {

using mains::GridConfig;
using mains::LoadItem;

// A share in percent as a ratio.
Value share(double& out, Limits limits, std::string example) {
    return quantity(Kind::share, limits, std::move(example),
                    [&out](std::int64_t nano) { out = static_cast<double>(nano) * 1e-9; });
}

Value harmonic(mains::Harmonic& out) {
    return map_of(
        [&out](Fields& f) {
            f.req("order", "Multiple of the fundamental.",
                  whole(2, mains::kMaxOrder, "5",
                        [&out](std::uint64_t n) { out.order = static_cast<int>(n); }));
            f.req("share", "Of the fundamental.", share(out.share, {"0 %", "1000 %"}, "6 %"));
            f.opt("angle", "Against the fundamental, counted in its own period.",
                  real(Kind::angle, out.angle_deg, {"-180 deg", "180 deg"}, "0 deg"));
        },
        "{order: 5, share: 6 %}");
}

Value inter_harmonic(mains::InterHarmonic& out) {
    return map_of(
        [&out](Fields& f) {
            f.req("frequency", "Between the harmonics.",
                  real(Kind::frequency, out.frequency_hz, {"1 Hz", "3500 Hz"}, "175 Hz"));
            f.req("share", "Of the fundamental.", share(out.share, {"0 %", "100 %"}, "1 %"));
        },
        "{frequency: 175 Hz, share: 1 %}");
}

void drift_fields(Fields& f, mains::FrequencyDrift& drift) {
    f.req("amplitude", "The frequency swings by as much either way.",
          real(Kind::frequency, drift.amplitude_hz, {"0 Hz", "5 Hz"}, "0.2 Hz"));
    f.req("period", "Of the swing.", custom_seconds(drift.period_s, {"1 s", "11 d"}, "60 s"));
}

void flicker_fields(Fields& f, mains::Flicker& flicker) {
    f.req("depth", "From the higher to the lower voltage.",
          share(flicker.depth, {"0 %", "50 %"}, "0.8 %"));
    f.req("changes", "Steps a minute.", whole(1, 4800, "39", [&flicker](std::uint64_t n) {
              flicker.changes_per_minute = static_cast<double>(n);
          }));
}

void phase_fields(Fields& f, mains::PhaseSetting& phase) {
    f.opt("magnitude", "Of the nominal voltage.",
          quantity(Kind::share, {"0 %", "200 %"}, "98 %", [&phase](std::int64_t nano) {
              phase.magnitude_percent = static_cast<double>(nano) * 1e-7;
          }));
    f.opt("angle_error", "Against the nominal angle.",
          real(Kind::angle, phase.angle_error_deg, {"-180 deg", "180 deg"}, "1 deg"));
}

void wave_column(Fields& f, const char* key, std::size_t wave, mains::WaveFileConfig& config) {
    Named name;
    double scale = 1;
    const bool given =
        f.opt(key, "Column of the file that holds it, and its unit in volts or amperes.",
              map_of(
                  [&](Fields& in) {
                      in.req("column", "Name in the header line.",
                             text_value(name, "a name", "MODAQ_Va_V", is_some_text));
                      in.opt("scale", "Volts or amperes of one.",
                             real(Kind::number, scale, {"-1000", "1000"}, "0.03"));
                  },
                  "{column: MODAQ_Va_V, scale: 0.03}"));
    if (given) config.columns.push_back({name.text, wave, scale});
}

}  // namespace

Value custom_seconds(double& out, Limits limits, std::string example) {
    return quantity(Kind::time, limits, std::move(example),
                    [&out](std::int64_t nano) { out = static_cast<double>(nano) * 1e-9; });
}

void grid_fields(Fields& f, GridConfig& grid) {
    f.opt("voltage", "Nominal, phase against neutral.",
          real(Kind::voltage, grid.nominal_v, {"10 V", "1000 V"}, "230 V"));
    f.opt("frequency", "Of the fundamental.",
          real(Kind::frequency, grid.frequency_hz, {"42.5 Hz", "69 Hz"}, "50 Hz"));
    f.opt("drift", "A slow swing of the frequency.",
          map_of([&grid](Fields& in) { drift_fields(in, grid.drift); },
                 "{amplitude: 0.2 Hz, period: 60 s}"));
    f.opt("phases", "Those that exist.", phases_value(grid.phases));
    f.opt(
        "rotation", "Order of the phases.",
        word<mains::PhaseRotation>(grid.rotation, {{"l1_l2_l3", mains::PhaseRotation::l1_l2_l3},
                                                   {"l1_l3_l2", mains::PhaseRotation::l1_l3_l2}}));
    const char* const names[] = {"l1", "l2", "l3"};
    for (std::size_t p = 0; p < 3; ++p) {
        f.opt(names[p], "How this phase differs from the nominal one.",
              map_of([&grid, p](Fields& in) { phase_fields(in, grid.phase[p]); },
                     "{magnitude: 98 %}"));
    }
    f.opt("unbalance", "Negative over positive sequence.",
          share(grid.unbalance, {"0 %", "50 %"}, "2 %"));
    f.opt("harmonics", "Of the voltage, alike in all phases.",
          list_of<mains::Harmonic>(grid.harmonics, harmonic, "[{order: 5, share: 6 %}]"));
    f.opt("inter_harmonics", "Of the voltage.",
          list_of<mains::InterHarmonic>(grid.inter_harmonics, inter_harmonic,
                                        "[{frequency: 175 Hz, share: 1 %}]"));
    f.opt("flicker", "Rectangular modulation of IEC 61000-4-15.",
          map_of([&grid](Fields& in) { flicker_fields(in, grid.flicker); },
                 "{depth: 0.8 %, changes: 39}"));
}

Value grid_load_value(LoadItem& out) {
    return map_of(
        [&out](Fields& f) {
            using mains::LoadKind;
            f.req("kind", "What decides the wave of its current.",
                  word<LoadKind>(out.kind, {{"resistive", LoadKind::resistive},
                                            {"motor", LoadKind::motor},
                                            {"rectifier", LoadKind::rectifier},
                                            {"inverter", LoadKind::inverter},
                                            {"spectrum", LoadKind::spectrum}}));
            f.opt("power", "Of all its phases together, at nominal voltage.",
                  real(Kind::power, out.power_w, {"0 W", "10000 kW"}, "3 kW"));
            f.opt("current", "Of each phase, instead of power.",
                  real(Kind::current, out.current_a, {"0 A", "10 kA"}, "5 A"));
            f.opt("phases", "Those it is connected to.", phases_value(out.phases));
            f.opt("power_factor", "Of the fundamental.",
                  real(Kind::number, out.power_factor, {"0", "1"}, "0.5"));
            f.opt("sign", "Whether the current lags the voltage or leads it.",
                  word<mains::PowerFactorSign>(out.sign, {{"lag", mains::PowerFactorSign::lag},
                                                          {"lead", mains::PowerFactorSign::lead}}));
            f.opt("direction", "Which way the energy flows.",
                  word<mains::LoadDirection>(out.direction,
                                             {{"import", mains::LoadDirection::import},
                                              {"export", mains::LoadDirection::export_}}));
            f.opt("at", "When it is switched on.",
                  quantity(Kind::time, {"0 s", "366 d"}, "3 min",
                           [&out](std::int64_t ns) { out.start = kStart + Nanoseconds{ns}; }));
            f.opt("for", "How long; without it, to the end.",
                  time_value(out.length, {"1 ms", "366 d"}, "2 min"));
            f.opt("inrush", "Of a motor: current at the start over rated current.",
                  real(Kind::number, out.inrush_multiple, {"1", "20"}, "6"));
            f.opt("inrush_decay", "Of a motor: time constant of the inrush.",
                  time_value(out.inrush_decay, {"1 ms", "10 s"}, "100 ms"));
            f.opt("thd", "Of a rectifier or inverter: distortion of the current.",
                  share(out.thd, {"0 %", "1000 %"}, "30 %"));
            f.opt("harmonics", "Of kind spectrum: those of the current.",
                  list_of<mains::Harmonic>(out.spectrum, harmonic, "[{order: 3, share: 40 %}]"));
        },
        "{kind: resistive, power: 3 kW}");
}

void wave_fields(Fields& f, mains::WaveFileConfig& wave, Where& where) {
    Named file;
    Named time;
    f.req("file", "Recorded waveforms, by their path from scenarios/.",
          text_value(file, "a file name", "recordings/generator_50khz.csv", is_some_text));
    f.opt("rate", "Samples a second; without it the time column says.",
          real(Kind::frequency, wave.rate_hz, {"1 kHz", "1 MHz"}, "50 kHz"));
    f.opt("time", "Name of the time column.", text_value(time, "a name", "Time_UTC", is_some_text));
    f.opt("frequency", "Of the fundamental, nominally.",
          real(Kind::frequency, wave.nominal_hz, {"42.5 Hz", "69 Hz"}, "60 Hz"));
    const char* const names[] = {"u1", "u2", "u3", "i1", "i2", "i3", "in"};
    for (std::size_t channel = 0; channel < mains::kWaves; ++channel)
        wave_column(f, names[channel], channel, wave);
    wave.path = file.text;
    wave.time_column = time.text;
    where = where_of(file.place);
}

}  // namespace bench::scenario
