#include "models/radio/propagation.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::radio {
namespace {

// Free space by c = 299792458 m/s; the values equal ns-3.37's Friis model at 1, 10, 50, 100 and
// 1000 m.
TEST(FreeSpace, EqualsFriisToAThousandthOfADecibel) {
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

TEST(FreeSpace, NearerThanAMetreIsAMetre) {
    EXPECT_EQ(free_space_db(0.1, 868), free_space_db(1, 868));
    EXPECT_EQ(log_distance_db(0.0, 868, 3), free_space_db(1, 868));
}

TEST(LogDistance, EqualsNs3AtExponentThree) {
    EXPECT_NEAR(log_distance_db(10, 868, 3), 61.218, 0.001);
    EXPECT_NEAR(log_distance_db(50, 868, 3), 82.187, 0.001);
    EXPECT_NEAR(log_distance_db(100, 868, 3), 91.218, 0.001);
}

TEST(Wall, LossesAreTheTablesAtBothBands) {
    constexpr struct {
        Material material;
        double cm;
        double sub_ghz;
        double ghz_2_4;
    } kExpected[] = {{Material::brick, 10, 4, 6},
                     {Material::brick, 22, 7, 10},
                     {Material::concrete, 10, 8, 12},
                     {Material::concrete, 20, 12, 18},
                     {Material::reinforced_concrete, 25, 18, 25},
                     {Material::plasterboard, 2.6, 2, 3},
                     {Material::glass, 0.6, 2, 3},
                     {Material::low_e_glass, 0.6, 20, 25},
                     {Material::wood, 4, 2, 3}};
    for (const auto& row : kExpected) {
        EXPECT_EQ(wall_db({row.material, row.cm, 1}, 868), row.sub_ghz);
        EXPECT_EQ(wall_db({row.material, row.cm, 1}, 915), row.sub_ghz);
        EXPECT_EQ(wall_db({row.material, row.cm, 2}, 2400), 2 * row.ghz_2_4);
    }
}

TEST(Wall, AnUnknownThicknessOrBandIsRefused) {
    EXPECT_THROW(static_cast<void>(wall_db({Material::brick, 15, 1}, 868)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(wall_db({Material::concrete, 22, 1}, 868)),
                 std::invalid_argument);
    EXPECT_THROW(static_cast<void>(wall_db({Material::brick, 22, -1}, 868)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(wall_db({Material::brick, 22, 1}, 1800)), std::invalid_argument);
}

TEST(Enclosure, LossesAreTheTables) {
    EXPECT_EQ(enclosure_db(Enclosure::none, 868), 0);
    EXPECT_EQ(enclosure_db(Enclosure::meter_box_closed, 868), 12);
    EXPECT_EQ(enclosure_db(Enclosure::steel_cabinet, 868), 25);
    EXPECT_EQ(enclosure_db(Enclosure::pit, 2400), 35);
}

TEST(Noise, FloorsOfTheUsualBandwidths) {
    EXPECT_NEAR(noise_dbm(50e3, 5), -121.99, 0.01);
    EXPECT_NEAR(noise_dbm(100e3, 5), -118.98, 0.01);
    EXPECT_NEAR(noise_dbm(200e3, 7), -113.96, 0.011);
    EXPECT_NEAR(noise_dbm(1e6, 7), -106.98, 0.011);
}

TEST(Link, TwoNodesInOnePlaceAreRefused) {
    EXPECT_THROW(static_cast<void>(distance_m({1, 2, 3}, {1, 2, 3})), std::invalid_argument);
}

// Collector at 60 m at 868.3 MHz, meter box closed, 50 kb/s, 14.22 dB of building entry loss: total
// loss 107.23 dB, received -91.08 dBm, Es/N0 27.91 dB. Building entry (ITU-R P.2109) is not
// modelled and given.
TEST(Link, BudgetOfACollectorInTheStreet) {
    const NodeConfig meter{"meter", {0, 0, 0}, Enclosure::meter_box_closed, 6, 2};
    const NodeConfig collector{"collector", {60, 0, 0}, Enclosure::none, 6, 2};
    const LinkConfig link{"rf", "meter", "collector", 2.8, {}, 0, {}};
    const double loss = median_loss_db(link, meter, collector, 868.3) + 14.22;
    EXPECT_NEAR(loss, 107.23, 0.01);
    EXPECT_NEAR(16.15 - loss, -91.08, 0.01);
    EXPECT_NEAR(16.15 - loss - noise_dbm(50e3, 6 + 2), 27.91, 0.01);
}

// 31.218 + 28 log10(22.231 m) + 21 + 12 = 101.93 dB; the receiver needs -100.2 dBm.
TEST(Link, ThreeBrickWallsAtTwentyTwoMetresLeaveFourteenDecibels) {
    const NodeConfig meter{"meter", {0, 0, 0.8}, Enclosure::meter_box_closed, 6, 2};
    const NodeConfig collector{"collector", {22, 0, 4}, Enclosure::none, 6, 2};
    const LinkConfig link{"rf", "meter", "collector", 2.8, {{Material::brick, 22, 3}}, 0, {}};
    const double received = 16.15 - median_loss_db(link, meter, collector, 868);
    EXPECT_NEAR(received - -100.2, 14.4, 0.1);
}

}  // namespace
}  // namespace bench::radio
