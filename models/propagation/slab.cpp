#include "models/propagation/slab.h"

#include <algorithm>
#include <complex>

#include "models/numeric/numeric.h"
#include "models/propagation/power.h"

namespace bench::propagation {
namespace {

using Complex = std::complex<double>;

constexpr double kLightSpeed = 299'792'458.0;
constexpr double kTwoPi = 6.283185307179586;

double magnitude(const Complex& z) {
    return numeric::square_root(z.real() * z.real() + z.imag() * z.imag());
}

// Of a value in the lower right quarter, where a lossy permittivity lies. The C library's is not
// used: it may differ between machines.
Complex square_root(const Complex& z) {
    const double length = magnitude(z);
    const double real = numeric::square_root((length + z.real()) / 2.0);
    return {real, -numeric::square_root(std::max((length - z.real()) / 2.0, 0.0))};
}

// e^(-j q)
Complex lag(const Complex& q) {
    const double turns = q.real() / kTwoPi;
    const double size = numeric::exp(q.imag());
    return {size * numeric::cos_turns(turns), -size * numeric::sin_turns(turns)};
}

}  // namespace

double slab_loss_db(const SlabConstants& material, double thickness_m, double frequency_ghz) {
    const double conductivity = material.c * power(frequency_ghz, material.d);
    const Complex permittivity{material.a * power(frequency_ghz, material.b),
                               -17.98 * conductivity / frequency_ghz};
    const Complex index = square_root(permittivity);
    const Complex reflection = (1.0 - index) / (1.0 + index);
    const Complex depth = kTwoPi * thickness_m * frequency_ghz * 1e9 / kLightSpeed * index;
    const Complex both = reflection * reflection;
    const Complex passed = (1.0 - both) * lag(depth) / (1.0 - both * lag(2.0 * depth));
    return -20.0 * numeric::log10(magnitude(passed));
}

}  // namespace bench::propagation
