#pragma once

// What the medium needs of a modulation again and again, worked out once.

#include <cstdint>

#include "models/radio/error_curve.h"
#include "models/radio/phy.h"

namespace bench::radio {

struct PhyFacts {
    Phy phy{};
    const ErrorCurve* curve = nullptr;
    const modem::CodedTable* coded = nullptr;  // If it is.
    double required_ratio = 0;                 // Of required_db().
    double bits_per_ns = 0;                    // On the air.
    Nanoseconds sfd_at{};
    Nanoseconds phr_at{};
    Nanoseconds payload_at{};
};

// Nothing for a number that no modulation has.
[[nodiscard]] const PhyFacts* facts_of(std::uint8_t phy);

}  // namespace bench::radio
