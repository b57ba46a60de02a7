#pragma once

// Anti-alias pole and decimator as one short FIR at the sample rate.

#include <array>
#include <cstddef>

#include "models/afe/decimator_response.h"

namespace bench::afe {

inline constexpr std::size_t kFilterReach = 6;  // Samples to either side.
inline constexpr std::size_t kFilterTaps = 2 * kFilterReach + 1;

// Tap k weighs the input k - kFilterReach samples after the one that the output belongs to, the
// delay of the decimator being taken out. Least squares fit to amplitude(f) / (1 + j f / corner) at
// 8 kS/s: tight up to 2.6 kHz, loose from there to 4 kHz. A step that differs by some parts per
// million moves the fit by as much.
[[nodiscard]] std::array<double, kFilterTaps> fit_input_filter(const DecimatorResponse& decimator,
                                                               double corner_hz);

}  // namespace bench::afe
