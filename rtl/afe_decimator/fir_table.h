#pragma once

// The coefficients of the low-pass, newest sample first. Written by design_fir.py: do not edit.

#include <array>
#include <cstdint>

namespace bench::afe_decimator {

// clang-format off
inline constexpr std::array<std::int32_t, 79> kFirTaps{
    -23, -31, -17, 35, 108, 148, 93, -78,
    -297, -410, -267, 157, 676, 940, 633, -264,
    -1340, -1886, -1310, 393, 2426, 3479, 2493, -523,
    -4153, -6113, -4543, 607, 6995, 10717, 8387, -519,
    -12440, -20590, -17872, -561, 29093, 62897, 89657, 99822,
    89657, 62897, 29093, -561, -17872, -20590, -12440, -519,
    8387, 10717, 6995, 607, -4543, -6113, -4153, -523,
    2493, 3479, 2426, 393, -1310, -1886, -1340, -264,
    633, 940, 676, 157, -267, -410, -297, -78,
    93, 148, 108, 35, -17, -31, -23,
};
// clang-format on

}  // namespace bench::afe_decimator
