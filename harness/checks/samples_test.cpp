#include "harness/checks/samples.h"

#include <gtest/gtest.h>

namespace bench::checks {
namespace {

TEST(Samples, QuantilesAreSamplesAndLossesAreInfinite) {
    Samples samples;
    for (int i = 100; i >= 1; --i) samples.add(Nanoseconds{i});
    EXPECT_EQ(samples.quantile(500'000), Nanoseconds{50});
    EXPECT_EQ(samples.quantile(990'000), Nanoseconds{99});
    EXPECT_EQ(samples.quantile(999'000), Nanoseconds{100});
    EXPECT_EQ(samples.mean(), Nanoseconds{50});
    samples.add(kInfinite);
    samples.add(kInfinite);
    EXPECT_EQ(samples.count(), 102U);
    EXPECT_EQ(samples.quantile(990'000), kInfinite);  // Rank 101.
    EXPECT_EQ(samples.quantile(980'000), Nanoseconds{100});
    EXPECT_EQ(samples.mean(), kInfinite);
    EXPECT_EQ(samples.most(), Nanoseconds{100});
    EXPECT_EQ(samples.least(), Nanoseconds{1});
}

TEST(Samples, BeyondTheExactOnesAQuantileIsAtMostOne64thTooMuch) {
    Samples samples;
    constexpr std::int64_t kCount = 250'000;
    for (std::int64_t i = 1; i <= kCount; ++i) samples.add(Nanoseconds{i * 1'000});
    for (const std::uint32_t q : {500'000U, 990'000U, 999'000U}) {
        const double truth = static_cast<double>(kCount) * q / 1e6 * 1'000.0;
        const auto seen = static_cast<double>(samples.quantile(q).count());
        EXPECT_GE(seen, truth);
        EXPECT_LE(seen, truth * (1.0 + 1.0 / 64.0) + 1.0);
    }
    EXPECT_EQ(samples.ranked(kCount), Nanoseconds{kCount * 1'000});
}

}  // namespace
}  // namespace bench::checks
