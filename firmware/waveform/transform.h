#pragma once

// Discrete Fourier transform of 128 complex points, in place.

#include <array>
#include <cstddef>

#include "firmware/waveform/arithmetic.h"

namespace meter::waveform {

inline constexpr std::size_t kPoints = 128;
using Spectrum = std::array<Complex, kPoints>;

// X[k] = sum of x[n] e^(-j 2 pi n k / 128), by decimation in frequency: 448 butterflies.
void transform(Spectrum& points);

}  // namespace meter::waveform
