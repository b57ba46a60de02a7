#include "models/afe/noise.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

using Columns = std::array<std::vector<double>, kChannels>;

Columns draws(const Noise& noise, std::uint64_t first, std::size_t count) {
    Columns columns;
    std::array<std::span<double>, kChannels> spans;
    for (std::size_t i = 0; i < kChannels; ++i) {
        columns[i].assign(count, 0.0);
        spans[i] = columns[i];
    }
    noise.add(first, 1, spans);
    return columns;
}

TEST(Noise, QuantilesAreThoseOfTheNormalDistribution) {
    for (double x = -6; x <= 6; x += 0.25) {
        const double p = 0.5 * std::erfc(-x / std::sqrt(2));
        EXPECT_NEAR(normal_quantile(p), x, 1e-7 + 1e-7 * std::abs(x)) << x;
    }
}

TEST(Noise, IsNormalAndIndependentBetweenChannels) {
    constexpr std::size_t kCount = 40'000;
    const Columns columns = draws(Noise{chance::Key{5}}, 0, kCount);
    for (std::size_t i = 0; i < kChannels; ++i) {
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        double across = 0;
        double along = 0;
        std::size_t beyond = 0;
        for (std::size_t n = 0; n < kCount; ++n) {
            const double x = columns[i][n];
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            across += x * columns[(i + 1) % kChannels][n];
            along += n > 0 ? x * columns[i][n - 1] : 0;
            beyond += std::abs(x) > 3.2905267 ? 1U : 0U;  // One in a thousand.
        }
        const double root = std::sqrt(static_cast<double>(kCount));
        EXPECT_LT(std::abs(sum), 4.5 * root);
        EXPECT_NEAR(squares / kCount, 1, 4.5 * std::sqrt(2) / root);
        EXPECT_NEAR(fourths / kCount, 3, 4.5 * std::sqrt(96) / root);
        EXPECT_LT(std::abs(across), 4.5 * root);
        EXPECT_LT(std::abs(along), 4.5 * root);
        EXPECT_NEAR(static_cast<double>(beyond), 40, 4.5 * std::sqrt(40));
    }
}

TEST(Noise, IsAFunctionOfTheIndex) {
    const Noise noise{chance::Key{5}};
    const Columns whole = draws(noise, 100, 50);
    const Columns part = draws(noise, 120, 10);
    for (std::size_t n = 0; n < 10; ++n) EXPECT_EQ(part[3][n], whole[3][n + 20]);
    EXPECT_NE(draws(Noise{chance::Key{6}}, 100, 50)[3], whole[3]);
}

}  // namespace
}  // namespace bench::afe
