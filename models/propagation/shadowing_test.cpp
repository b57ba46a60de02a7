#include "models/propagation/shadowing.h"

#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::propagation {
namespace {

constexpr double kSigma = 6;

ShadowingField field(std::uint64_t seed) {
    return ShadowingField{chance::Key{seed}.of("shadowing")};
}

// Sums over many keys of what two links have.
struct Together {
    double count = 0, xx = 0, yy = 0, xy = 0;
    void add(double x, double y) {
        count += 1;
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    [[nodiscard]] double deviation() const { return std::sqrt(xx / count); }
    [[nodiscard]] double correlation() const { return xy / std::sqrt(xx * yy); }
};

constexpr double kSteps[] = {1, 2, 5, 10, 20};

// Over 1500 keys and four links each; three standard deviations of the estimate are 0.04.
void expect_correlations(double correlation_m, const double (&expected)[5]) {
    const ShadowingConfig config{kSigma, correlation_m, 0, 600};
    std::array<Together, 5> moved;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        const ShadowingField shadows = field(seed);
        for (int link = 0; link < 4; ++link) {
            const Position a{1000.0 * link, 70, 1};
            const Position b{1000.0 * link + 230, 300, 1};
            const double still = shadows.db(config, a, b);
            for (std::size_t i = 0; i < 5; ++i) {
                // The first end in two of the links, the second in two, in two directions.
                Position c = link % 2 == 0 ? a : b;
                (link < 2 ? c.x : c.y) += kSteps[i];
                moved[i].add(still,
                             link % 2 == 0 ? shadows.db(config, c, b) : shadows.db(config, a, c));
            }
        }
    }
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_NEAR(moved[i].correlation(), expected[i], 0.04) << kSteps[i] << " m";
        EXPECT_NEAR(moved[i].deviation(), kSigma, 0.04 * kSigma);
    }
}

TEST(Shadowing, CorrelationFallsExponentiallyIndoors) {
    expect_correlations(5, {.8187, .6703, .3679, .1353, .0183});
}

TEST(Shadowing, CorrelationFallsExponentiallyInAStreet) {
    expect_correlations(20, {.9512, .9048, .7788, .6065, .3679});
}

// Both ends by 5 m each of 20: exp(-1/4)^2. Far links know nothing of each other. A short link
// varies as much as a long one. Shares beyond one and two deviations are those of a normal.
TEST(Shadowing, OtherPairsOfLinksAndItsDistribution) {
    const ShadowingConfig config{kSigma, 20, 0, 600};
    const Position a{0, 0, 1}, b{300, 0, 1}, near{2, 0, 1};
    Together both, far, brief;
    int beyond_one = 0, beyond_two = 0;
    constexpr int kKeys = 4000;
    for (std::uint64_t seed = 0; seed < kKeys; ++seed) {
        const ShadowingField shadows = field(seed);
        const double x = shadows.db(config, a, b);
        both.add(x, shadows.db(config, {5, 0, 1}, {300, 5, 1}));
        far.add(x, shadows.db(config, {0, 900, 1}, {300, 900, 1}));
        brief.add(shadows.db(config, a, near), x);
        if (x > kSigma) ++beyond_one;
        if (x > 2 * kSigma) ++beyond_two;
    }
    EXPECT_NEAR(both.correlation(), 0.6065, 0.04);
    EXPECT_NEAR(far.correlation(), 0, 0.05);
    EXPECT_NEAR(brief.deviation(), kSigma, 0.05 * kSigma);
    EXPECT_NEAR(beyond_one, 0.1587 * kKeys, 80);  // Over three standard deviations each.
    EXPECT_NEAR(beyond_two, 0.0228 * kKeys, 30);
}

// Within one run, over many links: the field of one key alone has the spread too.
TEST(Shadowing, OneFieldSpreadsOverItsLinks) {
    const ShadowingConfig config{kSigma, 20, 0, 600};
    const ShadowingField shadows = field(3);
    Together links;
    for (int i = 0; i < 2000; ++i) {
        const double x = 90.0 * (i % 50), y = 90.0 * (i / 50);
        links.add(shadows.db(config, {x, y, 1}, {x + 60, y, 1}), 1);
    }
    EXPECT_NEAR(links.deviation(), kSigma, 0.15 * kSigma);
}

TEST(Shadowing, IsTheSameFromBothEnds) {
    const ShadowingConfig config{kSigma, 5, 2, 600};
    const ShadowingField shadows = field(1);
    for (int i = 0; i < 50; ++i) {
        const Position a{3.7 * i, -1.3 * i, 1};
        const Position b{100 - 2.1 * i, 0.3 * i, 4};
        EXPECT_EQ(shadows.db(config, a, b), shadows.db(config, b, a));
        const Time time{Nanoseconds{1'000'000'007LL * i}};
        EXPECT_EQ(shadows.drift(config, a, b).db(time), shadows.drift(config, b, a).db(time));
    }
}

TEST(Shadowing, DoesNotDependOnWhatWasAskedBefore) {
    const ShadowingConfig config{kSigma, 5, 2, 600};
    const Position a{1, 2, 1}, b{30, 4, 1};
    const Time time{Nanoseconds{123'456'789'000}};
    const ShadowingField shadows = field(1);
    const double first = shadows.db(config, a, b);
    const Drift drift = shadows.drift(config, a, b);
    const double then = drift.db(time);
    static_cast<void>(shadows.db(config, {9, 9, 1}, b));
    static_cast<void>(drift.db(kStart));
    EXPECT_EQ(shadows.db(config, a, b), first);
    EXPECT_EQ(drift.db(time), then);
    EXPECT_EQ(field(1).db(config, a, b), first);
    EXPECT_NE(field(2).db(config, a, b), first);
}

TEST(Shadowing, ScalesWithItsDeviation) {
    const Position a{1, 2, 1}, b{30, 4, 1};
    EXPECT_EQ(field(1).db({0, 5, 0, 600}, a, b), 0);
    EXPECT_NEAR(field(1).db({8, 5, 0, 600}, a, b), 2 * field(1).db({4, 5, 0, 600}, a, b), 1e-12);
}

TEST(Shadowing, BadConfigurationsAreRefused) {
    const Position a{1, 2, 1}, b{30, 4, 1};
    EXPECT_THROW(static_cast<void>(field(1).db({-1, 5, 0, 600}, a, b)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(field(1).db({1, 0, 0, 600}, a, b)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(field(1).drift({1, 5, 1, 0}, a, b)), std::invalid_argument);
}

TEST(Drift, CorrelationFallsExponentiallyInTime) {
    const ShadowingConfig config{kSigma, 5, 1.5, 600};
    constexpr double kSeconds[] = {60, 300, 600, 1200};
    constexpr double kExpected[] = {0.9048, 0.6065, 0.3679, 0.1353};
    std::array<Together, 4> later;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const ShadowingField shadows = field(seed);
        const Drift drift = shadows.drift(config, {0, 0, 1}, {40, 0, 1});
        for (std::size_t start = 0; start < 4; ++start) {
            const double from = 20'000.0 * static_cast<double>(start);
            const auto at = [&](double s) {
                return drift.db(Time{Nanoseconds{static_cast<std::int64_t>((from + s) * 1e9)}});
            };
            for (std::size_t i = 0; i < 4; ++i) later[i].add(at(0), at(kSeconds[i]));
        }
    }
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(later[i].correlation(), kExpected[i], 0.04) << kSeconds[i] << " s";
        EXPECT_NEAR(later[i].deviation(), 1.5, 0.05 * 1.5);
    }
}

TEST(Drift, NeighboursDriftTogether) {
    const ShadowingConfig config{0, 20, 1.5, 600};
    Together neighbours;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const ShadowingField shadows = field(seed);
        const Time time{Nanoseconds{5'000'000'000'000}};
        neighbours.add(shadows.drift(config, {0, 0, 1}, {200, 0, 1}).db(time),
                       shadows.drift(config, {0, 10, 1}, {200, 0, 1}).db(time));
    }
    EXPECT_NEAR(neighbours.correlation(), 0.6065, 0.05);
}

}  // namespace
}  // namespace bench::propagation
