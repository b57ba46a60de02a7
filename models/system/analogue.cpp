#include "models/system/analogue.h"

#include <algorithm>
#include <cmath>

#include "models/system/adjustment.h"

namespace bench::system {
namespace {

constexpr double kTolerance = 0.02;
constexpr Int128 kPicojoulesPerCentiwattHour = Int128{36} * 1'000'000'000'000;

double seconds_of(Time time) { return static_cast<double>(ns(time)) * 1e-9; }

bool is_of(const TimelineEntry& entry, Action action, const MeterConfig& meter) {
    return entry.action == action && entry.target == meter.name;
}

std::vector<mains::GridEvent> grid_events(const BenchConfig& config, const MeterConfig& meter,
                                          const std::vector<Occurrence>& occurrences) {
    std::vector<mains::GridEvent> events;
    for (const Occurrence& item : occurrences) {
        const TimelineEntry& entry = config.entries[item.entry];
        mains::GridEvent event = entry.grid_event;
        if (is_of(entry, Action::power_off, meter)) {
            event = {};
            event.kind = mains::EventKind::interruption;
        } else if (!is_of(entry, Action::voltage, meter)) {
            continue;
        }
        event.start = item.start;
        event.length = item.end - item.start;
        if (event.length > Nanoseconds{0}) events.push_back(event);
    }
    return events;
}

emi::Disturbances disturbances_of(const BenchConfig& config, const MeterConfig& meter,
                                  const std::vector<Occurrence>& occurrences,
                                  const chance::Key& key) {
    emi::Installation installation = meter.three_phase->installation;
    installation.mains_hz = meter.three_phase->grid.frequency_hz;
    emi::Disturbances disturbances{installation, key};
    for (const Occurrence& item : occurrences) {
        const TimelineEntry& entry = config.entries[item.entry];
        if (!is_of(entry, Action::inject, meter)) continue;
        emi::DisturbanceConfig disturbance = entry.disturbance;
        disturbance.id = item.entry + 1;
        disturbances.add(disturbance, seconds_of(item.start), seconds_of(item.end));
    }
    return disturbances;
}

std::unique_ptr<afe::RtlConverter> converter_of(const ThreePhaseConfig& config) {
    if (config.fidelity == AfeFidelity::samples) return nullptr;
    return std::make_unique<afe::RtlConverter>(config.front_end.converter.full_scale_v);
}

// With the RTL's low-pass if that is what converts: what is calibrated against must be its
// response.
afe::FrontEndConfig front_end_of(const ThreePhaseConfig& config) {
    afe::FrontEndConfig front_end = config.front_end;
    if (config.fidelity == AfeFidelity::rtl) {
        front_end.decimator = afe::Decimator::two_stage;
        front_end.low_pass_taps = afe::RtlConverter::low_pass_taps();
    }
    return front_end;
}

std::int32_t micro(double value) { return static_cast<std::int32_t>(std::lround(value * 1e6)); }
std::int64_t milli(double value) { return std::llround(value * 1e3); }
std::int32_t millidegrees(double degrees) {
    return static_cast<std::int32_t>(std::lround(degrees * 1e3));
}

trace::MeasuredPhase measured_of(const mains::PhaseTruth& truth) {
    trace::MeasuredPhase phase;
    phase.active_mw = milli(truth.active_w);
    phase.reactive_mvar = milli(truth.reactive_var);
    phase.apparent_mva = milli(truth.apparent_va);
    phase.voltage_uv = micro(truth.voltage_v);
    phase.current_ua = micro(truth.current_a);
    phase.voltage_angle_mdeg = millidegrees(truth.voltage_angle_deg);
    phase.current_angle_mdeg = millidegrees(truth.current_angle_deg);
    phase.voltage_thd_ppm = micro(truth.voltage_thd);
    phase.current_thd_ppm = micro(truth.current_thd);
    for (std::size_t order = 1; order <= std::size(phase.voltage_harmonics_uv); ++order) {
        phase.voltage_harmonics_uv[order - 1] = micro(truth.voltage_harmonic_v[order]);
        phase.current_harmonics_ua[order - 1] = micro(truth.current_harmonic_a[order]);
    }
    return phase;
}

// Power, mean voltage and sum of currents as a capture says them.
trace::MintedValues values_of(const mains::Truth& truth) {
    double power = 0;
    double voltage = 0;
    double current = 0;
    for (const mains::PhaseTruth& phase : truth.phase) {
        power += phase.active_w;
        voltage += phase.voltage_v / 3;
        current += phase.current_a;
    }
    return {0, 0, milli(power), static_cast<std::int32_t>(milli(voltage)),
            static_cast<std::int32_t>(milli(current))};
}

void widen(trace::MintedValues& low, trace::MintedValues& high, const trace::MintedValues& value) {
    low.power_mw = std::min(low.power_mw, value.power_mw);
    high.power_mw = std::max(high.power_mw, value.power_mw);
    low.voltage_mv = std::min(low.voltage_mv, value.voltage_mv);
    high.voltage_mv = std::max(high.voltage_mv, value.voltage_mv);
    low.current_ma = std::min(low.current_ma, value.current_ma);
    high.current_ma = std::max(high.current_ma, value.current_ma);
}

template <typename Number>
void slacken(Number& low, Number& high, Number resolution) {
    low -= static_cast<Number>(std::fabs(static_cast<double>(low)) * kTolerance) + resolution;
    high += static_cast<Number>(std::fabs(static_cast<double>(high)) * kTolerance) + resolution;
}

}  // namespace

bool Analogue::Bus::active(double from_s, double to_s) const {
    return disturbances_.active(from_s, to_s);
}

// There a bit is sampled in its middle, here at its start.
void Analogue::Bus::flips(double start_s, double bit_s, std::size_t bits,
                          std::vector<std::size_t>& out) const {
    disturbances_.bit_flips(start_s - bit_s / 2, bit_s, bits, out);
}

Analogue::Analogue(const BenchConfig& config, const MeterConfig& meter,
                   const std::vector<Occurrence>& occurrences, chance::Key key, Agenda& agenda)
    : config_{*meter.three_phase},
      disturbances_{disturbances_of(config, meter, occurrences, key.of("emi"))},
      bus_{disturbances_},
      converter_{converter_of(config_)},
      front_end_{front_end_of(config_),
                 config_.wave ? static_cast<const mains::WaveSource&>(*config_.wave)
                              : grid_.emplace(config_.grid, config_.loads,
                                              grid_events(config, meter, occurrences)),
                 &disturbances_, key.of("front_end"), converter_.get()},
      fifo_{front_end_, LocalClock{meter.drift_ppb}},
      port_{fifo_, &bus_, agenda},
      adjustment_{adjust(config_, front_end_, key.of("adjustment"))} {
    for (const mains::GridEvent& event : grid_events(config, meter, occurrences)) {
        changes_.push_back(event.start);
        changes_.push_back(event.start + event.length);
    }
    for (const mains::LoadItem& load : config_.loads) {
        changes_.push_back(load.start);
        if (load.length < kEndOfTime - load.start) changes_.push_back(load.start + load.length);
    }
    std::ranges::sort(changes_);
}

mains::Truth Analogue::truth_at(Time time) const {
    return grid_ ? grid_->truth_at(time) : config_.wave->truth();
}

Int128 Analogue::import_pj(Time time) const {
    if (grid_) return grid_->energy_at(time).import_pj;
    const double power = static_cast<double>(values_of(config_.wave->truth()).power_mw);
    return power > 0 ? static_cast<Int128>(power) * ns(time) : Int128{0};
}

Int128 Analogue::export_pj(Time time) const {
    if (grid_) return grid_->energy_at(time).export_pj;
    const double power = static_cast<double>(values_of(config_.wave->truth()).power_mw);
    return power < 0 ? static_cast<Int128>(-power) * ns(time) : Int128{0};
}

std::array<trace::MintedValues, 2> Analogue::bounds(Time time, Time since) const {
    constexpr int kLooks = 6;
    constexpr Nanoseconds kBetween = std::chrono::milliseconds{100};
    trace::MintedValues low = values_of(truth_at(time));
    trace::MintedValues high = low;
    for (int look = 1; look < kLooks; ++look) {
        const Time then = std::max(kStart, time - kBetween * look);
        widen(low, high, values_of(truth_at(then)));
    }
    slacken<std::int64_t>(low.power_mw, high.power_mw, 1000);
    slacken<std::int32_t>(low.voltage_mv, high.voltage_mv, 100);
    slacken<std::int32_t>(low.current_ma, high.current_ma, 1);
    const auto registers = [&](Int128 now, Int128 before, std::int64_t& least, std::int64_t& most) {
        least = static_cast<std::int64_t>((now - before) / kPicojoulesPerCentiwattHour);
        most = static_cast<std::int64_t>(now / kPicojoulesPerCentiwattHour);
        slacken<std::int64_t>(least, most, 2);
    };
    const Time measuring = std::min(time, since + std::chrono::seconds{1});
    registers(import_pj(time), import_pj(measuring), low.import_cwh, high.import_cwh);
    registers(export_pj(time), export_pj(measuring), low.export_cwh, high.export_cwh);
    return {low, high};
}

trace::Measured Analogue::measured_at(Time time) const {
    const mains::Truth truth = truth_at(time);
    trace::Measured measured;
    measured.frequency_mhz = static_cast<std::int32_t>(milli(truth.frequency_hz));
    measured.negative_unbalance_ppm = micro(truth.u2);
    measured.zero_unbalance_ppm = micro(truth.u0);
    measured.neutral_ua = micro(truth.neutral_a);
    measured.reversed_order = truth.reversed ? 1 : 0;
    for (std::size_t p = 0; p < 3; ++p) measured.phase[p] = measured_of(truth.phase[p]);
    return measured;
}

bool Analogue::steady(Time from, Time to) const {
    const auto next = std::ranges::lower_bound(changes_, from);
    return next == changes_.end() || *next > to;
}

}  // namespace bench::system
