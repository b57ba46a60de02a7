#include "models/mains/phasor.h"

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

constexpr double kDegreesPerRadian = 0x1.ca5dc1a63c1f8p+5;

// 0 <= x <= 1. Halving the angle twice brings it below 0.2; then the series' first omitted term is
// below 1e-17.
double arc_tangent(double x) {
    for (int i = 0; i < 2; ++i) x /= 1.0 + numeric::square_root(1.0 + x * x);
    const double square = x * x;
    double sum = 0.0;
    for (int n = 23; n >= 1; n -= 2) sum = 1.0 / n - sum * square;
    return 4.0 * x * sum;
}

}  // namespace

Phasor polar(double magnitude, double turns) {
    return {magnitude * numeric::cos_turns(turns), magnitude * numeric::sin_turns(turns)};
}

Phasor power(Phasor base, int exponent) {
    Phasor result = base;
    for (int i = 1; i < exponent; ++i) result *= base;
    return result;
}

double degrees_of(Phasor phasor) {
    const double x = phasor.real() < 0 ? -phasor.real() : phasor.real();
    const double y = phasor.imag() < 0 ? -phasor.imag() : phasor.imag();
    if (x == 0 && y == 0) return 0;
    double degrees = y <= x ? arc_tangent(y / x) * kDegreesPerRadian
                            : 90.0 - arc_tangent(x / y) * kDegreesPerRadian;
    if (phasor.real() < 0) degrees = 180.0 - degrees;
    return phasor.imag() < 0 ? -degrees : degrees;
}

}  // namespace bench::mains
