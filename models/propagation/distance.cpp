#include "models/propagation/distance.h"

#include <algorithm>
#include <stdexcept>

#include "models/numeric/numeric.h"

namespace bench::propagation {
namespace {

constexpr double kLightSpeed = 299'792'458.0;
constexpr double kFourPi = 12.566370614359172;
constexpr double kDegreesPerRadian = 57.29577951308232;
constexpr double kThermalDbmPerHz = -173.975;  // kT at 290 K.

// x >= 0. atan x = 2 atan(x / (1 + sqrt(1 + x^2))), three times: what is left is below 0.2, where
// the series' omitted terms are below 1e-16.
double arc_tangent(double x) {
    for (int i = 0; i < 3; ++i) x = x / (1.0 + numeric::square_root(1.0 + x * x));
    double sum = 0;
    for (int n = 21; n >= 1; n -= 2) sum = 1.0 / n - sum * x * x;
    return 8.0 * x * sum;
}

double squared(double x) { return x * x; }

}  // namespace

double distance_m(const Position& a, const Position& b) {
    const double sum = squared(a.x - b.x) + squared(a.y - b.y) + squared(a.z - b.z);
    if (!(sum > 0)) throw std::invalid_argument("two nodes of a link are in one place");
    return numeric::square_root(sum);
}

double elevation_deg(const Position& a, const Position& b) {
    const double level = numeric::square_root(squared(a.x - b.x) + squared(a.y - b.y));
    const double height = numeric::square_root(squared(a.z - b.z));
    if (height <= level) return height > 0 ? kDegreesPerRadian * arc_tangent(height / level) : 0;
    return 90.0 - kDegreesPerRadian * arc_tangent(level / height);
}

double free_space_db(double distance, double frequency_mhz) {
    const double wavelengths = std::max(distance, 1.0) * frequency_mhz * 1e6 / kLightSpeed;
    return 20.0 * numeric::log10(kFourPi * wavelengths);
}

double log_distance_db(double distance, double frequency_mhz, double exponent) {
    const double beyond = 10.0 * exponent * numeric::log10(std::max(distance, 1.0));
    return free_space_db(1.0, frequency_mhz) + beyond;
}

double noise_dbm(double bandwidth_hz, double noise_figure_db) {
    return kThermalDbmPerHz + 10.0 * numeric::log10(bandwidth_hz) + noise_figure_db;
}

}  // namespace bench::propagation
