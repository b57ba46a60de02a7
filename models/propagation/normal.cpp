#include "models/propagation/normal.h"

#include <array>
#include <stdexcept>

#include "models/numeric/numeric.h"

namespace bench::propagation {
namespace {

constexpr double kSquareRootOfTwoPi = 2.5066282746310002;

double density(double x) { return numeric::exp(-x * x / 2.0) / kSquareRootOfTwoPi; }

// P(X > x), x >= 3. 120 levels are enough there for 1e-15.
double upper_tail(double x) {
    double below = x;
    for (int k = 120; k >= 1; --k) below = x + k / below;
    return density(x) / below;
}

// x + x^3/3 + x^5/(3 5) + ...: no term has another sign, so nothing cancels.
double central(double x) {
    double term = x;
    double sum = x;
    for (int n = 3; n <= 101; n += 2) {
        term = term * x * x / n;
        sum += term;
    }
    return density(x) * sum;
}

template <std::size_t Size>
double polynomial(const std::array<double, Size>& highest_first, double x) {
    double sum = 0;
    for (const double coefficient : highest_first) sum = sum * x + coefficient;
    return sum;
}

// Acklam (2003), relative error below 1.15e-9. 0 < p <= 0.5.
double first_guess(double p) {
    constexpr double kTail = 0.02425;
    constexpr std::array kCentreOver{-3.969683028665376e+01, 2.209460984245205e+02,
                                     -2.759285104469687e+02, 1.383577518672690e+02,
                                     -3.066479806614716e+01, 2.506628277459239e+00};
    constexpr std::array kCentreUnder{-5.447609879822406e+01, 1.615858368580409e+02,
                                      -1.556989798598866e+02, 6.680131188771972e+01,
                                      -1.328068155288572e+01, 1.0};
    constexpr std::array kTailOver{-7.784894002430293e-03, -3.223964580411365e-01,
                                   -2.400758277161838e+00, -2.549732539343734e+00,
                                   4.374664141464968e+00,  2.938163982698783e+00};
    constexpr std::array kTailUnder{7.784695709041462e-03, 3.224671290700398e-01,
                                    2.445134137142996e+00, 3.754408661907416e+00, 1.0};
    if (p < kTail) {
        const double q = numeric::square_root(-2.0 * numeric::log(p));
        return polynomial(kTailOver, q) / polynomial(kTailUnder, q);
    }
    const double q = p - 0.5;
    return q * polynomial(kCentreOver, q * q) / polynomial(kCentreUnder, q * q);
}

}  // namespace

double normal_cdf(double x) {
    if (x < -37.0) return 0.0;
    if (x <= -3.0) return upper_tail(-x);
    if (x >= 3.0) return x > 37.0 ? 1.0 : 1.0 - upper_tail(x);
    return 0.5 + central(x);
}

double normal_quantile(double p) {
    if (!(p > 0 && p < 1)) {
        throw std::invalid_argument("a probability must lie between 0 and 1, without the ends");
    }
    if (p > 0.5) return -normal_quantile(1.0 - p);
    const double x = first_guess(p);
    const double step = (normal_cdf(x) - p) / density(x);
    return x - step / (1.0 + x * step / 2.0);
}

double coverage(double margin_db, double sigma_db) { return normal_cdf(margin_db / sigma_db); }

}  // namespace bench::propagation
