#pragma once

// What the engine must know of its meter.

#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/waveform/calibration.h"

namespace meter::waveform {

struct EngineConfig {
    Calibration calibration{};
    std::uint32_t nominal_hz = 50;        // 50: tracks 42.5 .. 57.5 Hz; 60: 51 .. 69 Hz.
    Millivolts nominal_voltage{230'000};  // Un, phase to neutral.
    Millivolts max_voltage{276'000};      // 1.2 Un: a cycle's energy is clamped at this times Imax.
    Milliamperes nominal_current{5'000};  // In, or Ib of a direct meter.
    Milliamperes max_current{100'000};    // Imax
    // Starting current as a share of In: 0.001 for class 0.5 S (IEC 62053-22).
    PartsPerMillion start{1'000};
    // A phase counts from this share of Un times the starting current on, in percent of it ...
    std::uint32_t count_from_percent = 60;
    // ... and no more below this one.
    std::uint32_t count_until_percent = 40;
    // More samples than these at the end of the range within 200 ms: the channel is saturated.
    std::uint32_t saturated_samples = 8;
};

}  // namespace meter::waveform
