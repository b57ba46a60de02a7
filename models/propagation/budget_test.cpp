#include "models/propagation/budget.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "models/propagation/distance.h"

namespace bench::propagation {
namespace {

constexpr double kEirpDbm = 16.15;
constexpr double kNoiseFigureDb = 6 + 2;  // With 2 dB of implementation loss.

Ends apart(double metres, double mhz = 868, Enclosure enclosure = Enclosure::none) {
    return {{{0, 0, 1}, enclosure}, {{metres, 0, 1}, Enclosure::none}, mhz};
}

void expect_levels(double loss, double received, double es_n0) {
    EXPECT_NEAR(kEirpDbm - loss, received, 0.1);
    EXPECT_NEAR(kEirpDbm - loss - noise_dbm(50e3, kNoiseFigureDb), es_n0, 0.1);
}

// A: a collector in the street at 60 m, 868.3 MHz, meter box in a traditional building.
TEST(WorkedBudget, ACollectorInTheStreet) {
    PathConfig path;
    path.entry = EntryLoss{};
    const double loss = median_loss_db(path, {}, apart(60, 868.3, Enclosure::meter_box_closed));
    EXPECT_NEAR(loss, 107.23, 0.1);
    expect_levels(loss, -91.08, 27.91);
}

// D: 20 m within a building, one light wall, two heavy ones and one floor.
TEST(WorkedBudget, AcrossAStorey) {
    PathConfig path;
    path.law = MultiWall{0, 1};
    path.walls = {{Material::light_wall, 5, 1}, {Material::heavy_wall, 20, 2}};
    const double loss = median_loss_db(path, {}, apart(20));
    EXPECT_NEAR(loss, 92.74, 0.1);
    expect_levels(loss, -76.59, 42.39);
}

// E: a steel cabinet behind three heavy walls and two floors, 30 m.
TEST(WorkedBudget, ASteelCabinetDeepInside) {
    PathConfig path;
    path.law = MultiWall{0, 2};
    path.walls = {{Material::heavy_wall, 20, 3}};
    const double loss = median_loss_db(path, {}, apart(30, 868, Enclosure::steel_cabinet));
    EXPECT_NEAR(loss, 139.98, 0.1);
    expect_levels(loss, -123.83, -4.85);
}

// 31.218 + 28 log10(22.231 m) + 21 + 12 = 101.93 dB; mode 3 needs -100.2 dBm.
TEST(WorkedBudget, ThreeBrickWallsAtTwentyTwoMetresLeaveFourteenDecibels) {
    PathConfig path;
    path.walls = {{Material::brick, 22, 3}};
    const Ends ends{{{0, 0, 0.8}, Enclosure::meter_box_closed}, {{22, 0, 4}, {}}, 868};
    EXPECT_NEAR(kEirpDbm - median_loss_db(path, {}, ends) - -100.2, 14.4, 0.1);
}

SiteConfig house() {
    SiteConfig site;
    site.walls.push_back({"kitchen", {5, -9}, {5, 9}, 0, 3, Material::brick, 22, {}});
    site.walls.push_back({"aside", {50, -9}, {50, 9}, 0, 3, Material::brick, 22, {}});
    site.floors.resize(2);
    site.floors[0].name = "first";
    site.floors[1].name = "second";
    site.floors[1].height = 6;
    return site;
}

TEST(Budget, NamesEveryItemOnTheWay) {
    PathConfig path;
    path.law = LogDistance{3};
    path.walls = {{Material::wood, 4, 2}};
    const Ends ends{{{0, 0, 1}, Enclosure::meter_box_closed}, {{10, 0, 1}, {}}, 868};
    EXPECT_EQ(to_text(median_budget(path, house(), ends)),
              "log-distance, exponent 3, 10.0 m 61.2 dB\n"
              "2 x wood 4 cm 4.0 dB\n"
              "wall kitchen: brick 22 cm 7.0 dB\n"
              "enclosure meter_box_closed 12.0 dB\n"
              "total 84.2 dB\n");
}

TEST(Budget, DrawnFloorsTakeLessTogetherByCost231Only) {
    const Ends ends{{{0, 0, 1}, {}}, {{0, 10, 7}, {}}, 868};
    PathConfig path;
    path.law = MultiWall{};
    EXPECT_EQ(to_text(median_budget(path, house(), ends)),
              "free space, 11.7 m 52.6 dB\n"
              "floor first: floor_slab 25 cm 18.3 dB\n"
              "floor second: floor_slab 25 cm 18.3 dB\n"
              "2 floors together (COST 231) -3.1 dB\n"
              "total 86.1 dB\n");
    const double together = median_loss_db(path, house(), ends);
    path.law = FreeSpace{};
    EXPECT_NEAR(median_loss_db(path, house(), ends) - together, 36.6 - 33.52, 0.005);
}

TEST(Budget, UnlikeFloorsCountWithTheirMean) {
    SiteConfig site = house();
    site.floors[0].loss_db = 10;
    site.floors[1].loss_db = 26.6;
    PathConfig path;
    path.law = MultiWall{};
    const Ends ends{{{0, 0, 1}, {}}, {{0, 10, 7}, {}}, 868};
    EXPECT_NEAR(median_loss_db(path, site, ends), median_loss_db(path, house(), ends), 1e-9);
}

TEST(Budget, NamesEntryBasementAndConstant) {
    PathConfig path;
    path.entry = EntryLoss{Building::thermally_efficient, 0.9, 15};
    const Budget budget = median_budget(path, {}, apart(1));
    ASSERT_EQ(budget.items.size(), 3U);
    EXPECT_EQ(budget.items[1].name, "entry (P.2109), thermally_efficient, 90 %");
    EXPECT_NEAR(budget.items[1].loss_db, 46.55, 0.001);
    EXPECT_EQ(budget.items[2].name, "basement");
    path = {};
    path.law = MultiWall{7, 0};
    EXPECT_EQ(median_budget(path, {}, apart(1)).items[1].name, "COST 231 constant");
}

TEST(Budget, TheSumIsThatOfItsItemsAndTheSameFromBothEnds) {
    PathConfig path;
    path.walls = {{Material::wood, 4, 3}};
    const Ends forth{{{0, 1, 1.3}, Enclosure::pit}, {{11, 3, 8.7}, Enclosure::meter_box_closed}};
    const Ends back{forth.b, forth.a, forth.frequency_mhz};
    for (const PathLaw& law : {PathLaw{MultiWall{3, 1}}, PathLaw{LogDistance{}}}) {
        path.law = law;
        const double loss = median_loss_db(path, house(), forth);
        EXPECT_EQ(median_budget(path, house(), forth).total_db(), loss);
        EXPECT_EQ(median_loss_db(path, house(), back), loss);
    }
}

TEST(Contradiction, AnEntryLossIsNeverAddedToWallsOrFloors) {
    PathConfig path;
    path.entry = EntryLoss{};
    EXPECT_FALSE(contradiction(path, house(), {{{0, 0, 1}, {}}, {{4, 0, 1}, {}}}));
    const auto drawn = contradiction(path, house(), apart(10));
    ASSERT_TRUE(drawn);
    EXPECT_EQ(drawn->what, "has an entry loss (P.2109) and walls or floors on its way");
    EXPECT_THROW(static_cast<void>(median_loss_db(path, house(), apart(10))),
                 std::invalid_argument);
    path.law = MultiWall{0, 1};
    EXPECT_TRUE(contradiction(path, {}, apart(10)));
    path.law = LogDistance{};
    path.walls = {{Material::brick, 22, 1}};
    EXPECT_TRUE(contradiction(path, {}, apart(10)));
}

TEST(Contradiction, SiteGeneralHoldsItsWalls) {
    PathConfig path;
    path.law = SiteGeneral{Environment::office_nlos};
    EXPECT_NEAR(median_loss_db(path, {}, apart(10)), 52.67, 0.01);
    EXPECT_TRUE(contradiction(path, house(), apart(10)));
    path.entry = EntryLoss{};
    EXPECT_TRUE(contradiction(path, {}, apart(10)));
}

TEST(Budget, BadNumbersAreRefused) {
    PathConfig path;
    path.law = LogDistance{0};
    EXPECT_THROW(static_cast<void>(median_loss_db(path, {}, apart(10))), std::invalid_argument);
    path.law = MultiWall{0, -1};
    EXPECT_THROW(static_cast<void>(median_loss_db(path, {}, apart(10))), std::invalid_argument);
    path = {};
    path.walls = {{Material::brick, 22, -1}};
    EXPECT_THROW(static_cast<void>(median_loss_db(path, {}, apart(10))), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(median_loss_db({}, {}, apart(0))), std::invalid_argument);
}

}  // namespace
}  // namespace bench::propagation
