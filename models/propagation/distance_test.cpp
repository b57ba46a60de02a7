#include "models/propagation/distance.h"

#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::propagation {
namespace {

// Free space by c = 299792458 m/s; the values equal ns-3.37's Friis model at 1, 10, 50, 100 and
// 1000 m.
TEST(FreeSpaceLoss, EqualsFriisToAThousandthOfADecibel) {
    constexpr double kDistances[] = {1, 10, 50, 100, 300, 1000};
    constexpr struct {
        double mhz;
        double db[6];
    } kExpected[] = {{868, {31.218, 51.218, 65.198, 71.218, 80.761, 91.218}},
                     {915, {31.676, 51.676, 65.656, 71.676, 81.219, 91.676}},
                     {2400, {40.052, 60.052, 74.031, 80.052, 89.594, 100.052}}};
    for (const auto& row : kExpected) {
        for (int i = 0; i < 6; ++i) {
            EXPECT_NEAR(free_space_db(kDistances[i], row.mhz), row.db[i], 0.001) << row.mhz;
        }
    }
}

TEST(FreeSpaceLoss, NearerThanAMetreIsAMetre) {
    EXPECT_EQ(free_space_db(0.1, 868), free_space_db(1, 868));
    EXPECT_EQ(log_distance_db(0.0, 868, 3), free_space_db(1, 868));
}

TEST(LogDistanceLoss, EqualsNs3AtExponentThree) {
    EXPECT_NEAR(log_distance_db(10, 868, 3), 61.218, 0.001);
    EXPECT_NEAR(log_distance_db(50, 868, 3), 82.187, 0.001);
    EXPECT_NEAR(log_distance_db(100, 868, 3), 91.218, 0.001);
}

TEST(Noise, FloorsOfTheUsualBandwidths) {
    EXPECT_NEAR(noise_dbm(50e3, 5), -121.99, 0.01);
    EXPECT_NEAR(noise_dbm(100e3, 5), -118.98, 0.01);
    EXPECT_NEAR(noise_dbm(200e3, 7), -113.96, 0.011);
    EXPECT_NEAR(noise_dbm(1e6, 7), -106.98, 0.011);
}

TEST(Distance, IsThatOfTheStraightLine) {
    EXPECT_NEAR(distance_m({1, 2, 3}, {4, 6, 15}), 13, 1e-12);
}

TEST(Distance, TwoNodesInOnePlaceAreRefused) {
    EXPECT_THROW(static_cast<void>(distance_m({1, 2, 3}, {1, 2, 3})), std::invalid_argument);
}

TEST(Elevation, EqualsTheArcTangentFromBothEnds) {
    constexpr double kDegrees = 180 / 3.141592653589793;
    for (const double height : {0.0, 0.001, 1.0, 7.0, 9.999, 10.0, 10.001, 60.0, 1e5}) {
        const double expected = std::atan2(height, 10.0) * kDegrees;
        EXPECT_NEAR(elevation_deg({0, 0, 0}, {6, 8, height}), expected, 1e-11) << height;
        EXPECT_EQ(elevation_deg({0, 0, 0}, {6, 8, height}),
                  elevation_deg({6, 8, height}, {0, 0, 0}));
    }
    EXPECT_EQ(elevation_deg({0, 0, 0}, {0, 0, 5}), 90);
}

}  // namespace
}  // namespace bench::propagation
