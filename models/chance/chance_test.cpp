#include "models/chance/chance.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

namespace bench::chance {
namespace {

TEST(Key, ADrawIsAFunctionOfItsKeyAndIndexAlone) {
    const Key key = Key{7}.of("meter").of("backoff");
    const std::uint64_t first = key.bits(5);
    EXPECT_EQ(Key{7}.of("meter").of("backoff").bits(5), first);
    EXPECT_NE(Key{8}.of("meter").of("backoff").bits(5), first);
    EXPECT_NE(Key{7}.of("collector").of("backoff").bits(5), first);
    EXPECT_NE(key.bits(6), first);
}

TEST(Key, NamesAndNumbersAreDifferentEntities) {
    const std::set<std::uint64_t> draws{Key{1}.bits(0), Key{1}.of(0).bits(0), Key{1}.of("").bits(0),
                                        Key{1}.of("0").bits(0), Key{1}.of(1).bits(0)};
    EXPECT_EQ(draws.size(), 5U);
}

TEST(Key, UniformHasItsMeanAndVariance) {
    const Key key = Key{3}.of("uniform");
    double sum = 0;
    double squares = 0;
    constexpr int kDraws = 200'000;
    for (int i = 0; i < kDraws; ++i) {
        const double u = key.uniform(static_cast<std::uint64_t>(i));
        ASSERT_GE(u, 0.0);
        ASSERT_LT(u, 1.0);
        sum += u;
        squares += u * u;
    }
    EXPECT_NEAR(sum / kDraws, 0.5, 0.003);
    EXPECT_NEAR(squares / kDraws, 1.0 / 3.0, 0.003);
}

TEST(Key, NormalHasTheTailsOfTheNormalDistribution) {
    const Key key = Key{3}.of("normal");
    constexpr int kDraws = 200'000;
    int beyond_two = 0;
    double squares = 0;
    for (int i = 0; i < kDraws; ++i) {
        const double x = key.normal(static_cast<std::uint64_t>(i));
        squares += x * x;
        beyond_two += std::fabs(x) > 2.0 ? 1 : 0;
    }
    EXPECT_NEAR(squares / kDraws, 1.0, 0.02);
    EXPECT_NEAR(static_cast<double>(beyond_two) / kDraws, 0.0455, 0.002);
}

TEST(Key, BelowStaysBelow) {
    const Key key = Key{3}.of("below");
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < 200; ++i) seen.insert(key.below(i, 6));
    EXPECT_EQ(seen.size(), 6U);
    EXPECT_LT(*seen.rbegin(), 6U);
}

}  // namespace
}  // namespace bench::chance
