#pragma once

// What stands beside the records of a measurement (events.h).

#include <cstdint>

namespace bench::trace {

// What a message of power quality says, in its own units; and what was true at the end of its
// interval. Arrays are by phase; [0] of harmonics is the fundamental.
struct MeasuredPhase {
    std::int64_t active_mw = 0;
    std::int64_t reactive_mvar = 0;
    std::int64_t apparent_mva = 0;
    std::int32_t voltage_uv = 0;
    std::int32_t current_ua = 0;
    std::int32_t voltage_angle_mdeg = 0;  // Against U1.
    std::int32_t current_angle_mdeg = 0;
    std::int32_t voltage_thd_ppm = 0;
    std::int32_t current_thd_ppm = 0;
    std::int32_t voltage_harmonics_uv[50] = {};
    std::int32_t current_harmonics_ua[50] = {};
};
struct Measured {
    std::int64_t calendar_us = 0;
    std::int32_t frequency_mhz = 0;
    std::int32_t negative_unbalance_ppm = 0;
    std::int32_t zero_unbalance_ppm = 0;
    std::int32_t neutral_ua = 0;
    std::uint32_t flagged = 0;         // Disturbed samples are in it.
    std::uint32_t reversed_order = 0;  // L1 L3 L2
    MeasuredPhase phase[3];
};

}  // namespace bench::trace
