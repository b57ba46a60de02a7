#include "models/propagation/indoor.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::propagation {
namespace {

// ITU-R P.1238-11, table 2, computed with f in GHz.
struct SiteGeneralCase {
    Environment environment;
    double at_868_mhz[4];  // 5, 10, 20, 30 m.
    double at_915_mhz_10_m;
    double at_2400_mhz_10_m;
    double sigma_db;
};
constexpr SiteGeneralCase kCases[] = {
    {Environment::office_los, {43.58, 47.97, 52.37, 54.94}, 48.44, 56.94, 3.76},
    {Environment::office_nlos, {45.26, 52.67, 60.07, 64.40}, 53.21, 63.18, 5.04},
    {Environment::corridor_los, {38.13, 43.04, 47.94, 50.81}, 43.55, 52.97, 4.07},
    {Environment::corridor_nlos, {47.11, 55.45, 63.78, 68.66}, 56.01, 66.40, 7.63},
    {Environment::industrial_los, {39.40, 46.35, 53.31, 57.38}, 46.83, 55.45, 2.69},
    {Environment::industrial_nlos, {46.68, 58.09, 69.50, 76.17}, 58.39, 64.00, 9.05}};

TEST(SiteGeneral, MediansOfTheSixEnvironments) {
    constexpr double kDistances[] = {5, 10, 20, 30};
    for (const SiteGeneralCase& row : kCases) {
        for (int i = 0; i < 4; ++i) {
            EXPECT_NEAR(site_general_db(row.environment, kDistances[i], 868), row.at_868_mhz[i],
                        0.01);
        }
        EXPECT_NEAR(site_general_db(row.environment, 10, 915), row.at_915_mhz_10_m, 0.01);
        EXPECT_NEAR(site_general_db(row.environment, 10, 2400), row.at_2400_mhz_10_m, 0.01);
        EXPECT_EQ(site_general_sigma_db(row.environment), row.sigma_db);
    }
}

TEST(SiteGeneral, OutsideTheMeasuredRangesItWarns) {
    EXPECT_FALSE(site_general_warning(Environment::office_los, 27, 868));
    EXPECT_FALSE(site_general_warning(Environment::corridor_los, 160, 300));
    const auto far = site_general_warning(Environment::office_los, 27.1, 868);
    ASSERT_TRUE(far);
    EXPECT_EQ(far->where, "path law p1238 office_los");
    EXPECT_EQ(far->what, "27.1 m is outside the measured 2 to 27 m");
    EXPECT_TRUE(site_general_warning(Environment::office_nlos, 3.9, 868));
    const auto low = site_general_warning(Environment::industrial_nlos, 50, 433);
    ASSERT_TRUE(low);
    EXPECT_EQ(low->what, "0.433 GHz is outside the measured 0.625 to 70 GHz");
}

// ns-3.37, ItuR1238PropagationLossModel: 10 m on one floor, and one floor up at a height
// difference of 3.5 m.
TEST(PowerLoss, EqualsNs3) {
    constexpr struct {
        Premises premises;
        double same_floor[3];  // 868, 915, 2400 MHz.
        double one_floor[3];
    } kExpected[] = {{Premises::residential, {58.770, 59.228, 67.604}, {63.473, 63.931, 72.307}},
                     {Premises::office, {60.770, 61.228, 69.604}, {76.523, 76.981, 85.357}},
                     {Premises::commercial, {52.770, 53.228, 61.604}, {59.322, 59.780, 68.156}}};
    constexpr double kMhz[] = {868, 915, 2400};
    constexpr double kUp = 10.594810;  // sqrt(10^2 + 3.5^2)
    for (const auto& row : kExpected) {
        const PowerLoss same = power_loss_2_ghz(row.premises, 0);
        const PowerLoss up = power_loss_2_ghz(row.premises, 1);
        for (int i = 0; i < 3; ++i) {
            EXPECT_NEAR(power_loss_db(same, 10, kMhz[i]), row.same_floor[i], 0.01);
            EXPECT_NEAR(power_loss_db(up, kUp, kMhz[i]), row.one_floor[i], 0.01);
        }
    }
}

TEST(PowerLoss, TheColumnOf900MegahertzIsThatOfTheRecommendation) {
    const double distances[] = {5, 10, 20, 50};
    const double one_floor[] = {63.29, 73.23, 83.16, 96.29};
    const double two_floors[] = {73.29, 83.23, 93.16, 106.29};
    const double commercial[] = {45.21, 51.23, 57.25, 65.21};
    for (int i = 0; i < 4; ++i) {
        const double d = distances[i];
        EXPECT_NEAR(power_loss_db(power_loss_900_mhz(Premises::office, 1), d, 915), one_floor[i],
                    0.01);
        EXPECT_NEAR(power_loss_db(power_loss_900_mhz(Premises::office, 2), d, 915), two_floors[i],
                    0.01);
        EXPECT_NEAR(power_loss_db(power_loss_900_mhz(Premises::commercial, 0), d, 915),
                    commercial[i], 0.01);
    }
    EXPECT_EQ(power_loss_900_mhz(Premises::office, 3).floors_db, 24);
}

TEST(PowerLoss, FloorsOfTheTwoGigahertzColumn) {
    EXPECT_EQ(power_loss_2_ghz(Premises::residential, 3).floors_db, 12);
    EXPECT_EQ(power_loss_2_ghz(Premises::office, 3).floors_db, 23);
    EXPECT_EQ(power_loss_2_ghz(Premises::commercial, 3).floors_db, 12);
}

TEST(PowerLoss, WhereTheRecommendationIsSilentItRefuses) {
    EXPECT_THROW(static_cast<void>(power_loss_900_mhz(Premises::residential, 0)),
                 std::invalid_argument);
    EXPECT_THROW(static_cast<void>(power_loss_900_mhz(Premises::office, 4)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(power_loss_900_mhz(Premises::commercial, 1)),
                 std::invalid_argument);
    EXPECT_THROW(static_cast<void>(power_loss_2_ghz(Premises::office, -1)), std::invalid_argument);
}

TEST(MultiWallLoss, FloorsDoNotSimplyAddUp) {
    EXPECT_EQ(floors_db(0), 0);
    EXPECT_NEAR(floors_db(1), 18.30, 0.005);
    EXPECT_NEAR(floors_db(2), 33.52, 0.005);
    EXPECT_NEAR(floors_db(3), 43.59, 0.005);
    EXPECT_NEAR(floors_db(4), 51.05, 0.005);
    EXPECT_THROW(static_cast<void>(floors_db(-1)), std::invalid_argument);
}

// COST 231, chapter 4: light 3.4, heavy 6.9, floor 18.3, b = 0.46.
TEST(MultiWallLoss, WorkedPaths) {
    constexpr struct {
        double distance;
        CountedWalls walls;
        double db[3];  // 868, 915, 2400 MHz.
    } kExpected[] = {{10, {0, 1, 0, 0}, {54.62, 55.08, 63.45}},
                     {20, {0, 2, 1, 0}, {70.94, 71.40, 79.77}},
                     {20, {0, 1, 2, 1}, {92.74, 93.20, 101.57}},
                     {30, {0, 2, 3, 2}, {121.78, 122.24, 130.62}}};
    constexpr double kMhz[] = {868, 915, 2400};
    for (const auto& row : kExpected) {
        for (int i = 0; i < 3; ++i) {
            EXPECT_NEAR(multi_wall_db(row.walls, row.distance, kMhz[i]), row.db[i], 0.01);
        }
    }
    EXPECT_NEAR(multi_wall_db({37, 1, 0, 0}, 10, 868), 91.62, 0.01);
}

}  // namespace
}  // namespace bench::propagation
