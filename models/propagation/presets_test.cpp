#include "models/propagation/presets.h"

#include <gtest/gtest.h>

#include "models/propagation/budget.h"

namespace bench::propagation {
namespace {

constexpr Preset kAll[] = {Preset::street_los,     Preset::street_meter_box, Preset::basement_rc,
                           Preset::highrise_riser, Preset::steel_cabinet,    Preset::pit_lid};

// At 100 m and 868 MHz, by hand: 31.218 + 20 n, or 71.218 in free space.
TEST(Presets, MedianLossesAreTheirParts) {
    constexpr double kExpected[] = {75.218,          87.218 + 14.219 + 12, 87.218 + 31.210 + 15,
                                    71.218 + 18.300, 87.218 + 25,          97.218 + 25};
    for (int i = 0; i < 6; ++i) {
        const PresetPath named = preset(kAll[i]);
        const Ends ends{{{0, 0, 1}, named.enclosure}, {{100, 0, 1}, Enclosure::none}, 868};
        EXPECT_NEAR(median_loss_db(named.path, {}, ends), kExpected[i], 0.002) << name_of(kAll[i]);
    }
}

TEST(Presets, ShadowingAndFadingAreThoseOfTheList) {
    constexpr double kRician[] = {10, 6, 0, 3, 0, 0};
    constexpr double kSigma[] = {4, 7, 8, 5.04, 7, 7};
    for (int i = 0; i < 6; ++i) {
        EXPECT_EQ(preset(kAll[i]).rician_db, kRician[i]);
        EXPECT_EQ(preset(kAll[i]).path.shadowing.sigma_db, kSigma[i]);
    }
    EXPECT_EQ(preset(Preset::street_los).delay_spread_ns, 50);
    EXPECT_EQ(preset(Preset::basement_rc).delay_spread_ns, 100);
}

TEST(Presets, AreNamedAsTheyAreSpelt) {
    EXPECT_EQ(name_of(Preset::street_meter_box), "street_meter_box");
    EXPECT_EQ(name_of(Preset::pit_lid), "pit_lid");
}

}  // namespace
}  // namespace bench::propagation
