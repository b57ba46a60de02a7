#include "harness/checks/statistics.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/chance/chance.h"
#include "models/numeric/numeric.h"

namespace bench::checks {
namespace {

// ln Gamma(x), x > 0: Stirling's series (DLMF 5.11.1) above 12, recurrence below.
double log_gamma(double x) {
    double product = 1.0;
    while (x < 12.0) {
        product *= x;
        x += 1.0;
    }
    constexpr double kHalfLogTwoPi = 0.91893853320467274178;
    const double i = 1.0 / x;
    const double s = i * i;
    const double series =
        i *
        (1.0 / 12.0 + s * (-1.0 / 360.0 + s * (1.0 / 1260.0 + s * (-1.0 / 1680.0 + s / 1188.0))));
    return (x - 0.5) * numeric::log(x) - x + kHalfLogTwoPi + series - numeric::log(product);
}

double away_from_zero(double value) { return std::fabs(value) < 1e-300 ? 1e-300 : value; }

// The continued fraction of DLMF 8.17.22, by the modified Lentz method.
double beta_fraction(double a, double b, double x) {
    double c = 1.0;
    double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    double h = d;
    for (int m = 1; m < 20'000; ++m) {
        const double k = m;
        const double even = k * (b - k) * x / ((a + 2.0 * k - 1.0) * (a + 2.0 * k));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        h *= d * c;
        const double odd = -(a + k) * (a + b + k) * x / ((a + 2.0 * k) * (a + 2.0 * k + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        h *= d * c;
        if (std::fabs(d * c - 1.0) < 1e-15) break;
    }
    return h;
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
    if (x <= 0.0) return 0.0;
    if (x >= 1.0) return 1.0;
    const double front =
        numeric::exp(std::max(-700.0, log_gamma(a + b) - log_gamma(a) - log_gamma(b) +
                                          a * numeric::log(x) + b * numeric::log(1.0 - x)));
    if (x < (a + 1.0) / (a + b + 2.0)) return front * beta_fraction(a, b, x) / a;
    return 1.0 - front * beta_fraction(b, a, 1.0 - x) / b;
}

double at_least(std::uint64_t k, std::uint64_t n, double p) {
    if (k == 0) return 1.0;
    if (k > n) return 0.0;
    return incomplete_beta(static_cast<double>(k), static_cast<double>(n - k) + 1.0, p);
}

double share_at_least(std::uint64_t successes, std::uint64_t trials, double confidence) {
    double low = 0.0;
    double high = 1.0;
    if (successes == 0) return 0.0;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2.0;
        (at_least(successes, trials, middle) < 1.0 - confidence ? low : high) = middle;
    }
    return low;
}

std::uint64_t trials_needed(double share, double confidence, std::uint64_t failures) {
    // With that many trials, so few failures would be this unlikely if the share were no better.
    const auto shown = [&](std::uint64_t n) {
        return at_least(n - failures, n, share) <= 1.0 - confidence;
    };
    std::uint64_t low = failures;  // Never enough: at_least(0, n) is 1.
    std::uint64_t high = failures + 1;
    while (!shown(high)) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (shown(middle) ? high : low) = middle;
    }
    return high;
}

std::uint64_t upper_rank(std::uint64_t n, double q, double confidence) {
    // P(the sample of rank r lies at or above the quantile) = P(fewer than r lie below it).
    const auto bounds = [&](std::uint64_t r) { return 1.0 - at_least(r, n, q) >= confidence; };
    if (n == 0 || !bounds(n)) return 0;
    std::uint64_t low = 0;
    std::uint64_t high = n;
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (bounds(middle) ? high : low) = middle;
    }
    return high;
}

double bootstrap_at_least(std::span<const Cluster> clusters, double confidence,
                          std::uint32_t rounds) {
    constexpr std::uint64_t kSeed = 0x626f6f74;
    const chance::Key key = chance::Key{kSeed}.of("cluster_bootstrap");
    std::vector<double> shares;
    for (std::uint32_t round = 0; round < rounds; ++round) {
        const chance::Key drawn = key.of(round);
        Cluster sum;
        for (std::uint64_t i = 0; i < clusters.size(); ++i) {
            const Cluster& cluster = clusters[drawn.below(i, clusters.size())];
            sum.successes += cluster.successes;
            sum.trials += cluster.trials;
        }
        if (sum.trials == 0) continue;
        shares.push_back(static_cast<double>(sum.successes) / static_cast<double>(sum.trials));
    }
    if (shares.empty()) return 0.0;
    const auto rank =
        static_cast<std::ptrdiff_t>((1.0 - confidence) * static_cast<double>(shares.size()));
    std::nth_element(shares.begin(), shares.begin() + rank, shares.end());
    return shares[static_cast<std::size_t>(rank)];
}

}  // namespace bench::checks
