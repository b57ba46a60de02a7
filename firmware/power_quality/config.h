#pragma once

// Thresholds of power quality. Ratios are of the declared voltage Udin. The defaults are those of
// IEC 61000-4-30 for events and EN 50160 for limits.

#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/units/time.h"

namespace meter::power_quality {

struct Config {
    Microvolts declared{230'000'000};  // Udin, phase to neutral. 50 V to 1 000 V.
    std::int32_t nominal_hz = 50;      // 50 or 60.

    // Events, judged on half-cycle values.
    PartsPerMillion dip{900'000};          // Below this a dip starts. 50 % to 99 %.
    PartsPerMillion swell{1'100'000};      // Above this a swell starts. 101 % to 200 %.
    PartsPerMillion interruption{50'000};  // Below this a phase is without voltage. 1 % to 10 %.
    PartsPerMillion hysteresis{20'000};    // An event ends this far inside. 0 to 5 %.
    Duration phase_debounce = seconds(1);  // A phase is lost, or back, after this. Up to 1 min.
    // Disturbed half cycles in a row after which their values are believed. 1 to 100. Five outlast
    // a 15 ms burst, which touches at most three half cycles and so four one-cycle windows.
    std::uint8_t flagged_half_cycles = 5;
    // Starts that are alarms: so many at once for each phase and kind, then one in each interval.
    std::uint8_t alarm_burst = 8;           // 1 to 100.
    Duration alarm_interval = seconds(60);  // 0 to 1 day.

    // Limits, judged on aggregated values. A duration is how long a value must stay beyond its
    // limit, and then inside limit less hysteresis, to count; up to 1 day each.
    PartsPerMillion thd{80'000};            // 3 s values. 0.1 % to 100 %.
    PartsPerMillion thd_hysteresis{5'000};  // Below the limit.
    Duration thd_duration = seconds(600);
    PartsPerMillion unbalance{20'000};  // u2, 3 s values. 0.1 % to 100 %.
    PartsPerMillion unbalance_hysteresis{2'000};
    Duration unbalance_duration = seconds(600);
    PartsPerMillion under_voltage{900'000};   // 10-minute values. 50 % to 99 %.
    PartsPerMillion over_voltage{1'100'000};  // 10-minute values. 101 % to 200 %.
    PartsPerMillion voltage_hysteresis{10'000};
    Millihertz frequency_deviation{500};  // Either way, 10 s values. 10 mHz to 5 Hz.
    Millihertz frequency_hysteresis{50};
    Duration frequency_duration = seconds(20);
    PhaseOrder order = PhaseOrder::l1_l2_l3;  // Anything known that differs is wrong.
    Duration order_duration = seconds(1);     // 200 ms windows.
    // Two starts of one kind in one phase are at least this far apart. Up to 1 day.
    Duration restart_interval = seconds(600);
};

// The first field that is outside its range, in the order of Config; `none` if all is well.
enum class ConfigFault : std::uint8_t {
    none,
    declared,
    nominal_hz,
    dip,
    swell,
    interruption,
    hysteresis,
    phase_debounce,
    flagged_half_cycles,
    alarm_burst,
    alarm_interval,
    thd,
    unbalance,
    voltage,
    frequency,
    order,
    restart_interval
};
[[nodiscard]] ConfigFault check(const Config& config);

// A ratio of the declared voltage, rounded down.
[[nodiscard]] constexpr Microvolts of_declared(const Config& config, PartsPerMillion ratio) {
    return Microvolts{static_cast<std::int32_t>(std::int64_t{config.declared.count()} *
                                                ratio.count() / 1'000'000)};
}

// Samples of the front end that a length of time takes, rounded down.
[[nodiscard]] constexpr std::uint64_t samples_in(Duration length) {
    return static_cast<std::uint64_t>(length.count()) * kSampleRateHz / 1'000'000;
}

}  // namespace meter::power_quality
