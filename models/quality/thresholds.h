#pragma once

// What the quality of the mains is judged by, as plain numbers: the defaults of IEC 61000-4-30 for
// events and of EN 50160 for limits. Ratios are of the declared voltage.

#include "models/time/time.h"

namespace bench::quality {

struct Thresholds {
    double dip = 0.90;
    double swell = 1.10;
    double interruption = 0.05;
    double hysteresis = 0.02;
    Nanoseconds phase_debounce = std::chrono::seconds{1};  // Of a lost phase, and of its return.
    int alarm_burst = 8;  // Starts that are alarms at once, of each phase and kind ...
    Nanoseconds alarm_interval = std::chrono::seconds{60};  // ... then one in each of these.

    double under_voltage = 0.90;  // 10-minute values.
    double over_voltage = 1.10;
    double voltage_hysteresis = 0.01;
    double thd = 0.08;  // 3 s values, and so on.
    double thd_hysteresis = 0.005;
    Nanoseconds thd_duration = std::chrono::seconds{600};
    double unbalance = 0.02;
    double unbalance_hysteresis = 0.002;
    Nanoseconds unbalance_duration = std::chrono::seconds{600};
    double frequency_deviation_hz = 0.5;  // 10 s values.
    double frequency_hysteresis_hz = 0.05;
    Nanoseconds frequency_duration = std::chrono::seconds{20};
    Nanoseconds order_duration = std::chrono::seconds{1};
    Nanoseconds restart_interval = std::chrono::seconds{600};  // Between two starts of one limit.
};

}  // namespace bench::quality
