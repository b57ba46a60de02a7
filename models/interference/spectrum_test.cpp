#include "models/interference/spectrum.h"

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

TEST(BlockingRejection, HasTheValuesOfTheTable) {
    EXPECT_EQ(blocking_rejection_db(0, 200), 0);
    EXPECT_EQ(blocking_rejection_db(100, 200), 0);
    EXPECT_EQ(blocking_rejection_db(200, 200), 20);
    EXPECT_EQ(blocking_rejection_db(-400, 200), 40);
    EXPECT_EQ(blocking_rejection_db(2'000, 200), 60);
    EXPECT_EQ(blocking_rejection_db(-10'000, 200), 75);
    EXPECT_EQ(blocking_rejection_db(1'000'000, 200), 100);
    EXPECT_EQ(blocking_rejection_db(1'600'000, 200), 100);
}

TEST(BlockingRejection, NeverFallsWithTheOffset) {
    for (const double spacing : {100.0, 200.0, 400.0, 5000.0}) {
        double last = 0;
        for (double offset = 0; offset < 2e6; offset = offset * 1.1 + 10) {
            const double now = blocking_rejection_db(offset, spacing);
            EXPECT_GE(now, last) << offset << " kHz of " << spacing;
            last = now;
        }
    }
}

TEST(Spectrum, FlatPowerDividesByWidth) {
    const Spectrum flat = Spectrum::flat(1000, 10);
    EXPECT_NEAR(dbm(flat.total_mw()), 10, 1e-9);
    EXPECT_NEAR(dbm(flat.within_mw(kSubGhz, 868'300)), 10 + 10 * std::log10(0.165), 1e-9);
    EXPECT_EQ(flat.within_mw(kSubGhz, 870'000), 0);
}

TEST(Spectrum, ASlopeIsIntegratedExactly) {
    const Spectrum slope{{{-1000, 0}, {1000, -30}}};
    double sum = 0;
    for (int i = 0; i < 200'000; ++i) {
        sum += mw(-15 - 15 * ((i + 0.5) / 100'000 - 1)) * 2.0 / 200'000;
    }
    EXPECT_NEAR(slope.total_mw(), sum, sum * 1e-8);
}

TEST(Spectrum, WhatIsReceivedIsTheBandAndTheRejectedRest) {
    const Spectrum wide = Spectrum::flat(40'000, 20);
    double sum = 0;  // By small steps, against the exact pieces.
    constexpr double kStep = 0.5;
    for (double khz = 868'300 - 20'000 + kStep / 2; khz < 868'300 + 20'000; khz += kStep) {
        const double offset = std::abs(khz - kSubGhz.centre_khz);
        const double taken =
            offset <= kSubGhz.width_khz / 2
                ? 0
                : std::max(20.0, blocking_rejection_db(offset, kSubGhz.spacing_khz));
        sum += mw(20 - taken) * kStep / 40'000;
    }
    EXPECT_NEAR(wide.received_mw(kSubGhz, 868'300), sum, sum * 1e-4);
    EXPECT_GT(wide.received_mw(kSubGhz, 868'300), wide.within_mw(kSubGhz, 868'300));
}

TEST(Spectrum, AStrongNeighbourIsWeakenedByTheTable) {
    const Spectrum carrier = Spectrum::flat(1, 14);
    for (const auto& [offset, rejection] :
         std::vector<std::pair<double, double>>{{0, 0}, {200, 20}, {400, 40}, {2000, 60}}) {
        const double got = dbm(carrier.received_mw(kSubGhz, kSubGhz.centre_khz + offset));
        EXPECT_NEAR(got, 14 - rejection, 0.1) << offset;
    }
}

TEST(Spectrum, NeedsPointsInOrder) {
    EXPECT_THROW(Spectrum({{0, 0}}), std::invalid_argument);
    EXPECT_THROW(Spectrum({{1, 0}, {0, 0}}), std::invalid_argument);
}

}  // namespace
}  // namespace bench::interference
