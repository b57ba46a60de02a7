#include "models/system/mains_view.h"

#include <algorithm>
#include <cmath>

#include "models/numeric/numeric.h"

namespace bench::system {
namespace {

// Levels between which nothing can be an event, whatever happens within a cycle.
constexpr double kCalmLow = 0.94;
constexpr double kCalmHigh = 1.06;

Time first_after(const std::vector<Time>& steps, Time time) {
    const auto next = std::ranges::upper_bound(steps, time);
    return next == steps.end() ? kEndOfTime : *next;
}

Nanoseconds seconds_to_ns(double seconds) { return Nanoseconds{std::llround(seconds * 1e9)}; }

// Half cycles since a crossing; the next one is at the next whole number.
Nanoseconds to_next(double halves, double hz) {
    const double left = std::floor(halves) + 1 - halves;
    return std::max(Nanoseconds{1}, seconds_to_ns(left / (2 * hz)));
}

}  // namespace

GridVoltages::GridVoltages(const mains::Grid& grid, const mains::GridConfig& config,
                           const std::vector<mains::GridEvent>& events)
    : grid_{grid}, nominal_v_{config.nominal_v} {
    for (const mains::GridEvent& event : events) {
        const bool jumps = event.kind == mains::EventKind::phase_swap || event.phase_jump_deg != 0;
        for (const Time step : {event.start, event.start + event.length}) {
            steps_.push_back(step);
            if (jumps) jumps_.push_back(step);
        }
    }
    std::ranges::sort(steps_);
    std::ranges::sort(jumps_);
    double swing = config.flicker.depth / 2;
    for (const mains::InterHarmonic& inter : config.inter_harmonics) swing += inter.share;
    flickers_ = false;
    for (const mains::PhaseSetting& phase : config.phase) {
        const double level = phase.magnitude_percent / 100;
        flickers_ = flickers_ || (config.flicker.depth > 0 && (level * (1 - swing) < kCalmLow ||
                                                               level * (1 + swing) > kCalmHigh));
    }
}

bool GridVoltages::jumps(Time time) const { return std::ranges::binary_search(jumps_, time); }

double GridVoltages::one_cycle(std::size_t phase, Time end) const {
    return grid_.half_cycle_rms(phase, end) / nominal_v_;
}

double GridVoltages::level(std::size_t phase, Time time) const {
    return grid_.rms_at(phase, time) / nominal_v_;
}

// u1 is at its peak at whole cycles, so it crosses zero half a half cycle later.
Time GridVoltages::crossing_after(std::size_t phase, Time time) const {
    const double turned = grid_.cycles_at(time) - static_cast<double>(phase) / 3;
    return time + to_next(2 * (turned - 0.25), grid_.frequency_hz(time));
}

Time GridVoltages::next_change(Time time) const {
    return flickers_ ? grid_.next_change(time) : first_after(steps_, time);
}

Nanoseconds GridVoltages::cycle(Time time) const {
    return seconds_to_ns(1 / grid_.frequency_hz(time));
}

WaveVoltages::WaveVoltages(const mains::WaveFile& wave, const mains::GatedWave& gated,
                           double nominal_v, std::vector<Time> steps)
    : wave_{wave},
      gated_{gated},
      nominal_v_{nominal_v},
      restless_{false},
      steps_{std::move(steps)} {
    for (const mains::CycleValues& values : wave.cycle_values()) {
        for (const double volts : values.voltage_v) {
            const double level = volts / nominal_v;
            restless_ = restless_ || level < kCalmLow || level > kCalmHigh;
        }
    }
}

double WaveVoltages::one_cycle(std::size_t phase, Time end) const {
    return numeric::square_root(
               gated_.mean_square(phase, std::max(kStart, end - cycle(end)), end)) /
           nominal_v_;
}

double WaveVoltages::level(std::size_t phase, Time time) const {
    if (gated_.off(time)) return 0;
    return wave_.cycle_values()[wave_.cycle_at(std::max(kStart, time))].voltage_v[phase] /
           nominal_v_;
}

Time WaveVoltages::crossing_after(std::size_t phase, Time time) const {
    const double hz = wave_.frequency_hz();
    const double turned =
        static_cast<double>(ns(time)) * 1e-9 * hz - static_cast<double>(phase) / 3;
    return time + to_next(2 * turned, hz);
}

Time WaveVoltages::next_change(Time time) const {
    const Time step = first_after(steps_, time);
    return restless_ ? std::min(step, time + cycle(time)) : step;
}

Nanoseconds WaveVoltages::cycle(Time) const { return seconds_to_ns(1 / wave_.frequency_hz()); }

}  // namespace bench::system
