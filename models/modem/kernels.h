#pragma once

// The loops that a frame spends its time in, in single precision.
//
// Only +, -, *, / and square root, each element by itself: no result depends on how a compiler
// vectorises, and there is no libm. Angles are turns; one in 32 bits wraps by itself.

#include <cstdint>
#include <span>

namespace bench::modem {

// Cosine and sine of angles in units of 2^-32 turns; absolute error below 1e-6. All spans of one
// size.
void cosines_and_sines(std::span<const std::uint32_t> angles, std::span<float> cosines,
                       std::span<float> sines);

// out[i] = sum of taps[k] in[i + k]. The taps are symmetric and odd in number, and
// in.size() == out.size() + taps.size() - 1.
void filter(std::span<const float> in, std::span<const float> taps, std::span<float> out);

// out[i] = the turn from sample i to sample i + 1, in (-1/2, 1/2]; absolute error below 1e-6.
// One element fewer than samples. The sample 0 has no direction and turns nothing.
void turns(std::span<const float> real, std::span<const float> imaginary, std::span<float> out);

// -2 ln((n + 1/2) / 2^32), of which Box and Muller (1958) take the root. Relative error below 1e-5
// but near 0, where the absolute error is below 1e-6.
void exponentials(std::span<const std::uint32_t> numbers, std::span<float> out);

}  // namespace bench::modem
