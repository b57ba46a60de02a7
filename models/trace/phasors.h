#pragma once

// Phasors in the trace: what the head end decoded, and beside it what was true.

#include <cstdint>

#include "models/trace/record.h"

namespace bench::trace {

// Fundamentals of one instant; angles against the voltage of phase 1.
struct PhasorPair {
    std::int32_t voltage_uv = 0;
    std::int32_t current_ua = 0;
    std::int32_t voltage_angle_mdeg = 0;
    std::int32_t current_angle_mdeg = 0;
};
struct PhasorValues {
    std::int32_t frequency_mhz = 0;
    std::uint32_t flagged = 0;  // 1: the meter marks them as disturbed.
    PhasorPair phase[3];
};
// Entity: the meter. Bytes: one PhasorValues, as the head end has decoded it.
struct PhasorsAccepted {
    static constexpr Kind kKind = Kind::phasors_accepted;
    std::uint32_t sequence = 0;
    std::uint32_t reserved = 0;
    std::int64_t calendar_us = 0;
};
// Just after the acceptance it belongs to. Bytes: one PhasorValues.
struct PhasorsTruth {
    static constexpr Kind kKind = Kind::phasors_truth;
    std::uint32_t steady = 0;  // 1: nothing changed in the cycles before the instant.
    std::uint32_t reserved = 0;
};

}  // namespace bench::trace
