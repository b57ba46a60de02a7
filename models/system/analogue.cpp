#include "models/system/analogue.h"

#include <algorithm>
#include <cmath>

#include "models/system/adjustment.h"
#include "models/system/mains_view.h"

namespace bench::system {
namespace {

// What a power-quality message is about: 150 cycles of 50 Hz, 180 of 60.
constexpr Nanoseconds kAggregated = std::chrono::seconds{3};
// A voltage or current whose cycles differ by more is not steady, if it is more than so much of Un
// or In.
constexpr double kUnsteady = 0.05;
// For so long a disturbance may leave traces in the registers.
constexpr Nanoseconds kAfterwards = std::chrono::seconds{10};

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

// When the mains are off at the meter's terminals, in order and apart from each other.
std::vector<std::pair<Time, Time>> gaps_of(const BenchConfig& config, const MeterConfig& meter,
                                           const std::vector<Occurrence>& occurrences) {
    std::vector<std::pair<Time, Time>> gaps;
    for (const Occurrence& item : occurrences) {
        if (is_of(config.entries[item.entry], Action::power_off, meter))
            gaps.emplace_back(item.start, item.end);
    }
    return united(std::move(gaps));
}

// What a phase draws at the starting current, which it need not register.
double starting_w(const ThreePhaseConfig& config) {
    return config.grid.nominal_v * config.start_share * config.front_end.current.front().rated_a;
}

mains::GridConfig grid_of(const ThreePhaseConfig& config) {
    mains::GridConfig grid = config.grid;
    grid.faint_w = starting_w(config);
    return grid;
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
      duration_{config.duration},
      disturbances_{disturbances_of(config, meter, occurrences, key.of("emi"))},
      bus_{disturbances_},
      converter_{converter_of(config_)},
      front_end_{front_end_of(config_),
                 config_.wave
                     ? static_cast<const mains::WaveSource&>(recorded_.emplace(
                           *config_.wave, gaps_of(config, meter, occurrences), starting_w(config_)))
                     : grid_.emplace(grid_of(config_), config_.loads,
                                     grid_events(config, meter, occurrences)),
                 &disturbances_, key.of("front_end"), converter_.get()},
      fifo_{front_end_, LocalClock{meter.drift_ppb}},
      port_{fifo_, &bus_, agenda},
      adjustment_{adjust(config_, front_end_, key.of("adjustment"))} {
    const std::vector<mains::GridEvent> events = grid_events(config, meter, occurrences);
    for (const mains::GridEvent& event : events) {
        steps_.push_back(event.start);
        steps_.push_back(event.start + event.length);
    }
    std::ranges::sort(steps_);
    changes_ = steps_;
    for (const mains::LoadItem& load : config_.loads) {
        changes_.push_back(load.start);
        if (load.length < kEndOfTime - load.start) changes_.push_back(load.start + load.length);
    }
    std::ranges::sort(changes_);
    for (const Occurrence& item : occurrences) {
        if (!is_of(config.entries[item.entry], Action::inject, meter)) continue;
        injections_.push_back(item.start);
        injected_.emplace_back(item.start, item.end + kAfterwards);
    }
    injected_ = united(std::move(injected_));
    for (const auto& [from, to] : injected_) {
        const Int128 before = injected_gross_pj_.empty() ? 0 : injected_gross_pj_.back();
        injected_gross_pj_.push_back(before + energy_at(to).gross_pj - energy_at(from).gross_pj);
    }
    if (grid_) {
        voltages_ = std::make_unique<GridVoltages>(*grid_, config_.grid, events);
    } else {
        voltages_ = std::make_unique<WaveVoltages>(*config_.wave, *recorded_,
                                                   config_.grid.nominal_v, steps_);
    }
}

bool Analogue::saturates(const mains::Truth& truth) const {
    // Of the converter's range; harmonics may stand upon each other.
    constexpr double kNear = 0.95;
    const auto beyond = [&](double rms, double thd, double volts_per_unit) {
        const double peak = rms * 1.4142 * (1 + thd);
        return peak * volts_per_unit > kNear * config_.front_end.converter.full_scale_v;
    };
    for (std::size_t p = 0; p < 3; ++p) {
        const mains::PhaseTruth& phase = truth.phase[p];
        const afe::CurrentInput& input = config_.front_end.current[p];
        const double per_ampere = input.sensor == afe::CurrentSensor::shunt
                                      ? input.shunt_ohm * input.amplification
                                      : input.burden_ohm / input.turns;
        if (beyond(phase.voltage_v, phase.voltage_thd, 1 / config_.front_end.voltage[p].ratio) ||
            beyond(phase.current_a, phase.current_thd, per_ampere))
            return true;
    }
    return false;
}

// Current without the voltage that drives it: what an open voltage input looks like.
bool Analogue::driven_by_nothing(const mains::Truth& truth) const {
    constexpr double kNoVoltage = 0.07;    // Of Un.
    constexpr double kSomeCurrent = 0.02;  // In A.
    return std::ranges::any_of(truth.phase, [&](const mains::PhaseTruth& phase) {
        return phase.voltage_v < kNoVoltage * config_.grid.nominal_v &&
               phase.current_a > kSomeCurrent;
    });
}

std::vector<Time> Analogue::out_of_range() const {
    std::vector<Time> times = injections_;
    if (!grid_) return times;
    const auto look = [&](Time time) {
        const mains::Truth truth = grid_->truth_at(time);
        if (saturates(truth) || driven_by_nothing(truth)) times.push_back(time);
    };
    look(kStart);
    for (const Time change : changes_) look(change);
    return times;
}

std::vector<TimeSpan> Analogue::unfed(double least_share) const {
    const auto dark = [&](Time time) {
        double most = 0;
        for (std::size_t p = 0; p < 3; ++p) most = std::max(most, voltages_->level(p, time));
        return most < least_share;
    };
    std::vector<TimeSpan> spans;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Time end = i + 1 < steps_.size() ? steps_[i + 1] : kStart + duration_;
        if (dark(steps_[i])) spans.emplace_back(steps_[i], end);
    }
    return united(std::move(spans));
}

double Analogue::mean_square(std::size_t phase, Time from, Time to) const {
    return grid_ ? grid_->mean_square(phase, from, to) : recorded_->mean_square(phase, from, to);
}

double Analogue::nominal_hz() const {
    const double hz = config_.wave ? config_.wave->frequency_hz() : config_.grid.frequency_hz;
    return hz > 55 ? 60 : 50;
}

mains::Truth Analogue::truth_at(Time time) const {
    return grid_ ? grid_->truth_at(time) : recorded_->truth_at(time);
}

mains::EnergyTruth Analogue::energy_at(Time time) const {
    return grid_ ? grid_->energy_at(time) : recorded_->energy_at(time);
}

trace::Measured Analogue::measured_at(Time time) const {
    const mains::Truth truth =
        grid_ ? truth_at(time) : recorded_->truth_over(std::max(kStart, time - kAggregated), time);
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
    if (next != changes_.end() && *next <= to) return false;
    return grid_ || steady_cycles(from, to);
}

bool Analogue::steady_cycles(Time from, Time to) const {
    std::array<double, 6> least;
    least.fill(INFINITY);
    std::array<double, 6> most{};
    recorded_->each_cycle(std::max(kStart, from), to, [&](const mains::CycleValues& values) {
        for (std::size_t p = 0; p < 3; ++p) {
            least[p] = std::min(least[p], values.voltage_v[p]);
            most[p] = std::max(most[p], values.voltage_v[p]);
            least[p + 3] = std::min(least[p + 3], values.current_a[p]);
            most[p + 3] = std::max(most[p + 3], values.current_a[p]);
        }
    });
    for (std::size_t i = 0; i < least.size(); ++i) {
        const double faint = i < 3 ? kUnsteady * config_.grid.nominal_v
                                   : kUnsteady * config_.front_end.current.front().rated_a;
        if (most[i] > faint && most[i] - least[i] > kUnsteady * most[i]) return false;
    }
    return true;
}

}  // namespace bench::system
