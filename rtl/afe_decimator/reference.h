#pragma once

// What the decimator must give, written from its specification as sums over the bits from the reset
// on: no integrators, no ring, no registers, and numbers in which nothing can wrap around.

#include <functional>
#include <span>
#include <vector>

#include "rtl/afe_decimator/afe_decimator.h"

namespace bench::afe_decimator {

// Whether the high-pass was on when the frame of this number was made.
using HighPass = std::function<bool(std::size_t frame)>;

// All frames of a stream that begins with the reset and none of which is lost.
[[nodiscard]] std::vector<Frame> frames_of(std::span<const Bits> stream, const HighPass& high_pass);

// The impulse response of both filters from the modulator's bit to the frame, newest bit first.
// Their sum stands for kFullScale.
[[nodiscard]] std::vector<double> impulse_response();

// Gain from the modulator's input to the frame at `hertz`, 1 at 0 Hz; up to 512 kHz.
[[nodiscard]] double gain_at(double hertz);

}  // namespace bench::afe_decimator
