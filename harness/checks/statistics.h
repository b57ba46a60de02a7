#pragma once

// Exact binomial statistics: what a number of trials proves, and what it does not.
//
// Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the
// binomial" (Biometrika 26, 1934); bounds of quantiles by order statistics are the same binomial.
// Nothing here is an approximation by the normal distribution.

#include <cstdint>
#include <span>

namespace bench::checks {

// I_x(a, b), the regularised incomplete beta function; a, b > 0, 0 <= x <= 1. Relative error below
// 1e-9 for a, b up to 1e6.
[[nodiscard]] double incomplete_beta(double a, double b, double x);

// P(X >= k) for X binomial with n trials of probability p.
[[nodiscard]] double at_least(std::uint64_t k, std::uint64_t n, double p);

// One-sided lower bound of a share that was seen `successes` times in `trials` >= 1.
[[nodiscard]] double share_at_least(std::uint64_t successes, std::uint64_t trials,
                                    double confidence);

// The least number of trials, `failures` of them failed, that shows `share` with `confidence`; both
// in (0, 1).
[[nodiscard]] std::uint64_t trials_needed(double share, double confidence,
                                          std::uint64_t failures = 0);

// Rank (from 1) of the sample of n that is an upper bound of quantile q with `confidence`; 0: n is
// too small.
[[nodiscard]] std::uint64_t upper_rank(std::uint64_t n, double q, double confidence);

// Successes and trials of one seed.
struct Cluster {
    std::uint64_t successes = 0;
    std::uint64_t trials = 0;
};
// Lower bound of the share by drawing whole seeds with replacement, `rounds` times: what is left of
// the claim when the messages of a seed go together. The draws are keyed by a fixed seed: one
// answer for ever.
[[nodiscard]] double bootstrap_at_least(std::span<const Cluster> clusters, double confidence,
                                        std::uint32_t rounds = 1000);

}  // namespace bench::checks
