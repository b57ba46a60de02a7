#pragma once

// The normal distribution and its inverse, the same on every machine.

namespace bench::propagation {

// P(X <= x) of a standard normal X. Relative error below 1e-12 for -30 <= x; 0 below -37.
// Marsaglia, "Evaluating the normal distribution", J. Stat. Software 11 (2004), and Laplace's
// continued fraction beyond 3.
[[nodiscard]] double normal_cdf(double x);

// The x with normal_cdf(x) = p, 0 < p < 1; throws std::invalid_argument otherwise. Absolute error
// below 1e-11 for 1e-12 <= p <= 1 - 1e-12. Acklam's rational approximation (2003) and one step of
// Halley's method.
[[nodiscard]] double normal_quantile(double p);

// The share of links whose shadowing of `sigma_db` (above 0) stays below a margin over the median.
[[nodiscard]] double coverage(double margin_db, double sigma_db);

}  // namespace bench::propagation
