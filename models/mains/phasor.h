#pragma once

// Phasors: the wave is sqrt(2) times the real part of phasor * exp(j 2 pi cycles).

#include <complex>

namespace bench::mains {

using Phasor = std::complex<double>;

inline constexpr double kSqrt2 = 0x1.6a09e667f3bcdp+0;

[[nodiscard]] Phasor polar(double magnitude, double turns);
[[nodiscard]] Phasor power(Phasor base, int exponent);  // exponent >= 1
// -180 .. 180 degrees, error below 1e-12; 0 for 0. libm's atan2 differs between CPUs.
[[nodiscard]] double degrees_of(Phasor phasor);

}  // namespace bench::mains
