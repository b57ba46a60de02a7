#include "models/propagation/entry_loss.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::propagation {
namespace {

// ITU-R P.2109-2, computed independently with scipy's normal quantile.
TEST(EntryLoss, TablesOfBothKindsOfBuildings) {
    constexpr double kProbabilities[] = {0.1, 0.5, 0.9, 0.99};
    constexpr struct {
        Building building;
        double ghz;
        double db[4];
    } kExpected[] = {{Building::traditional, 0.868, {5.720, 14.219, 25.044, 34.617}},
                     {Building::traditional, 0.915, {5.722, 14.253, 25.158, 34.794}},
                     {Building::traditional, 2.4, {5.809, 15.187, 27.618, 38.325}},
                     {Building::thermally_efficient, 0.868, {17.164, 31.210, 46.550, 59.770}},
                     {Building::thermally_efficient, 0.915, {17.108, 31.132, 46.539, 59.854}},
                     {Building::thermally_efficient, 2.4, {16.590, 30.570, 47.869, 63.142}}};
    for (const auto& row : kExpected) {
        for (int i = 0; i < 4; ++i) {
            EXPECT_NEAR(entry_loss_db({row.building, row.ghz, 0, kProbabilities[i]}), row.db[i],
                        0.001);
        }
    }
}

TEST(EntryLoss, ASlantingPathLosesMore) {
    EXPECT_NEAR(entry_loss_db({Building::traditional, 0.868, 30, 0.5}), 19.264, 0.001);
    EXPECT_NEAR(entry_loss_db({Building::traditional, 0.868, -30, 0.5}), 19.264, 0.001);
    EXPECT_NEAR(entry_loss_db({Building::thermally_efficient, 2.4, 30, 0.5}), 35.283, 0.001);
}

TEST(EntryLoss, OutsideTheRecommendationItRefuses) {
    const Building old = Building::traditional;
    EXPECT_THROW(static_cast<void>(entry_loss_db({old, 868, 0, 0.5})), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(entry_loss_db({old, 0.07, 0, 0.5})), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(entry_loss_db({old, 0.868, 91, 0.5})), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(entry_loss_db({old, 0.868, 0, 1.0})), std::invalid_argument);
}

TEST(EntryLoss, LinksDrawTheirOwnAsOftenAsTheRecommendationSays) {
    const EntryLoss entry;
    constexpr int kLinks = 4000;
    int below[3] = {};  // 10, 50 and 90 %.
    for (int i = 0; i < kLinks; ++i) {
        const chance::Key link = chance::Key{5}.of(static_cast<std::uint64_t>(i));
        const double loss = 14.219 + entry_deviation_db(entry, 0.868, 0, link);
        if (loss < 5.720) ++below[0];
        if (loss < 14.219) ++below[1];
        if (loss < 25.044) ++below[2];
    }
    EXPECT_NEAR(below[0], 0.1 * kLinks, 60);  // Over three standard deviations.
    EXPECT_NEAR(below[1], 0.5 * kLinks, 100);
    EXPECT_NEAR(below[2], 0.9 * kLinks, 60);
}

TEST(EntryLoss, AStatedProbabilityIsNotDrawn) {
    const EntryLoss entry{Building::traditional, 0.9, 0};
    EXPECT_EQ(entry_deviation_db(entry, 0.868, 0, chance::Key{5}), 0);
}

}  // namespace
}  // namespace bench::propagation
