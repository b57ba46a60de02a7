#pragma once

// exp, log, sin and cos for what decides an outcome: one result on every CPU.
//
// glibc chooses between variants with and without fused multiply-add by the CPU it finds, and they
// differ in the last bit. These use only +, -, *, / and IEEE square root, without contraction.
// Relative error below 1e-12 within the ranges stated; tests compare with libm.

namespace bench::numeric {

[[nodiscard]] double exp(double x);    // |x| <= 700; beyond, 0 or the largest finite value.
[[nodiscard]] double log(double x);    // x > 0, normal.
[[nodiscard]] double log10(double x);  // x > 0, normal.
[[nodiscard]] double pow10(double x);  // |x| <= 300
[[nodiscard]] double sin_turns(
    double turns);  // sin(2 pi turns), |turns| < 2^50; absolute error below 1e-12.
[[nodiscard]] double cos_turns(double turns);
[[nodiscard]] double square_root(double x);  // x >= 0; IEEE, exact.

// Power ratio <-> decibels.
[[nodiscard]] double from_db(double db);
[[nodiscard]] double to_db(double ratio);  // ratio > 0

}  // namespace bench::numeric
