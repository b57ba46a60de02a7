#pragma once

// Double precision for tables, while compiling only: nothing here exists at run time.

namespace meter::waveform::compile_time {

inline constexpr double kPi = 3.14159265358979323846;

consteval double sine(double x) {
    const auto turns = static_cast<long long>(x / (2 * kPi) + (x < 0 ? -0.5 : 0.5));
    const double y = x - static_cast<double>(turns) * 2 * kPi;
    double term = y;
    double sum = y;
    for (int k = 1; k < 16; ++k) {
        term *= -y * y / ((2.0 * k) * (2.0 * k + 1.0));
        sum += term;
    }
    return sum;
}

consteval double square_root(double x) {
    double root = x > 1 ? x : 1;
    for (int k = 0; k < 64; ++k) root = (root + x / root) / 2;
    return root;
}

// Modified Bessel function of the first kind, order 0, by its series.
consteval double bessel_i0(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 40; ++k) {
        term *= (x / (2.0 * k)) * (x / (2.0 * k));
        sum += term;
    }
    return sum;
}

}  // namespace meter::waveform::compile_time
