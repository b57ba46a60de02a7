#include "models/system/limit_rules.h"

#include <algorithm>
#include <cmath>

namespace bench::system {
namespace {

using mains::Truth;
using quality::Kind;
using quality::LimitRule;
using quality::Standing;
using quality::Thresholds;

// Aggregation begins and ends with its intervals (3 s, 10 s, windows of 200 ms), and with ticks.
constexpr Nanoseconds kSlack3s = std::chrono::milliseconds{6'600};
constexpr Nanoseconds kSlack10s = std::chrono::milliseconds{11'000};
constexpr Nanoseconds kSlackWindow = std::chrono::milliseconds{700};

// `doubt`: how far a meter of class A may be off.
Standing standing_of(double value, double limit, double hysteresis, double doubt) {
    if (std::fabs(value - limit) < doubt || std::fabs(value - (limit - hysteresis)) < doubt)
        return Standing::near_limit;
    if (value > limit) return Standing::beyond;
    return value < limit - hysteresis ? Standing::inside : Standing::between;
}

bool dead(const mains::PhaseTruth& phase, const Thresholds& thresholds, double nominal_v) {
    return phase.voltage_v < thresholds.interruption * nominal_v;
}

// IEC 61000-4-7 class I: 5 % of the reading.
Standing thd(const Truth& truth, const LimitRule& rule, const Thresholds& thresholds,
             double nominal_v, double) {
    const mains::PhaseTruth& phase = truth.phase[rule.phase];
    if (dead(phase, thresholds, nominal_v)) return Standing::unknown;
    return standing_of(phase.voltage_thd, thresholds.thd, thresholds.thd_hysteresis,
                       0.05 * thresholds.thd);
}

Standing unbalance(const Truth& truth, const LimitRule&, const Thresholds& thresholds,
                   double nominal_v, double) {
    if (std::ranges::all_of(truth.phase,
                            [&](const auto& p) { return dead(p, thresholds, nominal_v); }))
        return Standing::unknown;
    return standing_of(truth.u2, thresholds.unbalance, thresholds.unbalance_hysteresis, 0.0015);
}

Standing frequency(const Truth& truth, const LimitRule&, const Thresholds& thresholds,
                   double nominal_v, double nominal_hz) {
    if (std::ranges::all_of(truth.phase,
                            [&](const auto& p) { return dead(p, thresholds, nominal_v); }))
        return Standing::unknown;
    return standing_of(std::fabs(truth.frequency_hz - nominal_hz),
                       thresholds.frequency_deviation_hz, thresholds.frequency_hysteresis_hz, 0.01);
}

// Clear when one rotation outweighs the other by far.
Standing phase_order(const Truth& truth, const LimitRule&, const Thresholds& thresholds,
                     double nominal_v, double) {
    constexpr double kClear = 0.3;
    if (std::ranges::any_of(truth.phase,
                            [&](const auto& p) { return dead(p, thresholds, nominal_v); }))
        return Standing::unknown;
    if (truth.u2 > kClear) return Standing::near_limit;
    return truth.reversed ? Standing::beyond : Standing::inside;
}

}  // namespace

std::vector<LimitSource> limit_sources(const Thresholds& thresholds) {
    std::vector<LimitSource> sources;
    const Nanoseconds restart = thresholds.restart_interval;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        sources.push_back(
            {{Kind::thd, phase, thresholds.thd_duration, kSlack3s, restart, true}, thd});
    }
    sources.push_back(
        {{Kind::unbalance, 0, thresholds.unbalance_duration, kSlack3s, restart, false}, unbalance});
    sources.push_back(
        {{Kind::frequency, 0, thresholds.frequency_duration, kSlack10s, restart, false},
         frequency});
    sources.push_back(
        {{Kind::phase_order, 0, thresholds.order_duration, kSlackWindow, restart, false},
         phase_order});
    return sources;
}

}  // namespace bench::system
