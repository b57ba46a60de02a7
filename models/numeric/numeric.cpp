#include "models/numeric/numeric.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace bench::numeric {
namespace {

constexpr double kLn2High = 0x1.62e42feep-1;  // ln 2, its first 32 bits: k * kLn2High is exact.
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kInverseLn2 = 0x1.71547652b82fep+0;
constexpr double kLn10 = 0x1.26bb1bbb55516p+1;
constexpr double kPi = 0x1.921fb54442d18p+1;

// 1, 1/3, 1/5 ... 1/21: division takes several times as long as what is done with the quotient.
constexpr std::array<double, 11> kOddth = [] {
    std::array<double, 11> shares{};
    for (std::size_t i = 0; i < shares.size(); ++i)
        shares[i] = 1.0 / (2.0 * static_cast<double>(i) + 1.0);
    return shares;
}();

double times_power_of_two(double x, std::int64_t exponent) {
    // In two halves, so that results near the ends of the range do not overflow on the way.
    const std::int64_t half = exponent / 2;
    const auto power = [](std::int64_t e) {
        return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52U);
    };
    return x * power(half) * power(exponent - half);
}

// Taylor series of exp on |r| <= ln 2 / 2: the 14th term is below 2e-17.
double exp_reduced(double r) {
    double sum = 1.0;
#pragma GCC unroll 14
    for (int n = 14; n >= 1; --n) sum = 1.0 + sum * r / n;
    return sum;
}

// Taylor series on |x| <= pi / 4: the first omitted terms are below 1e-17.
double sine_series(double x) {
    const double square = x * x;
    double sum = 1.0;
#pragma GCC unroll 8
    for (int n = 17; n >= 3; n -= 2) sum = 1.0 - sum * square / (n * (n - 1));
    return x * sum;
}

double cosine_series(double x) {
    const double square = x * x;
    double sum = 1.0;
#pragma GCC unroll 9
    for (int n = 18; n >= 2; n -= 2) sum = 1.0 - sum * square / (n * (n - 1));
    return sum;
}

}  // namespace

double exp(double x) {
    if (x > 700.0) return std::numeric_limits<double>::max();
    if (x < -700.0) return 0.0;
    const double k = std::nearbyint(x * kInverseLn2);
    const double r = (x - k * kLn2High) - k * kLn2Low;
    return times_power_of_two(exp_reduced(r), static_cast<std::int64_t>(k));
}

double log(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<std::int64_t>(bits >> 52U) - 1023;
    double mantissa = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFU) | 0x3FF0000000000000U);
    if (mantissa > 1.4142135623730951) {
        mantissa *= 0.5;
        ++exponent;
    }
    // log m = 2 atanh((m - 1) / (m + 1)), |s| <= 0.172: s^2 <= 0.0295.
    const double s = (mantissa - 1.0) / (mantissa + 1.0);
    const double square = s * s;
    double sum = kOddth.back();
#pragma GCC unroll 10
    for (std::size_t i = kOddth.size() - 1; i > 0; --i) sum = kOddth[i - 1] + sum * square;
    const auto k = static_cast<double>(exponent);
    return k * kLn2High + (2.0 * s * sum + k * kLn2Low);
}

double log10(double x) { return log(x) / kLn10; }
double pow10(double x) { return exp(x * kLn10); }

double sin_turns(double turns) {
    const double quarters = std::nearbyint(turns * 4.0);
    const double x = (turns - quarters * 0.25) * (2.0 * kPi);
    switch (static_cast<std::int64_t>(quarters) & 3) {
        case 0:
            return sine_series(x);
        case 1:
            return cosine_series(x);
        case 2:
            return -sine_series(x);
        default:
            return -cosine_series(x);
    }
}

double cos_turns(double turns) { return sin_turns(turns + 0.25); }
double square_root(double x) { return std::sqrt(x); }
double from_db(double db) { return pow10(db * 0.1); }
double to_db(double ratio) { return 10.0 * log10(ratio); }

}  // namespace bench::numeric
