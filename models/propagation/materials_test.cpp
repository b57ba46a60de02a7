#include "models/propagation/materials.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::propagation {
namespace {

TEST(Wall, LossesAreTheTablesAtBothBands) {
    constexpr struct {
        Material material;
        double cm;
        double sub_ghz, sub_ghz_sd;
        double ghz_2_4, ghz_2_4_sd;
    } kExpected[] = {{Material::brick, 10, 4, 2, 6, 2},
                     {Material::brick, 22, 7, 3, 10, 3},
                     {Material::concrete, 10, 8, 3, 12, 3},
                     {Material::concrete, 20, 12, 4, 18, 4},
                     {Material::reinforced_concrete, 20, 18, 5, 25, 5},
                     {Material::reinforced_concrete, 30, 18, 5, 25, 5},
                     {Material::plasterboard, 2.6, 2, 1, 3, 1},
                     {Material::glass, 0.6, 2, 1, 3, 1},
                     {Material::low_e_glass, 0.6, 20, 6, 25, 6},
                     {Material::wood, 4, 2, 1, 3, 1}};
    for (const auto& row : kExpected) {
        for (const double mhz : {863.0, 868.0, 915.0, 928.0}) {
            const Loss loss = material_loss(row.material, row.cm, mhz);
            EXPECT_EQ(loss.mean_db, row.sub_ghz);
            EXPECT_EQ(loss.sd_db, row.sub_ghz_sd);
            EXPECT_FALSE(loss.source.empty());
        }
        EXPECT_EQ(material_loss(row.material, row.cm, 2450).sd_db, row.ghz_2_4_sd);
        EXPECT_EQ(wall_db({row.material, row.cm, 1}, 868), row.sub_ghz);
        EXPECT_EQ(wall_db({row.material, row.cm, 2}, 2400), 2 * row.ghz_2_4);
    }
}

TEST(Wall, CostClassesAreTheSameInBothBands) {
    for (const double mhz : {868.0, 2400.0}) {
        EXPECT_EQ(wall_db({Material::light_wall, 5, 1}, mhz), 3.4);
        EXPECT_EQ(wall_db({Material::heavy_wall, 5, 1}, mhz), 6.9);
        EXPECT_EQ(wall_db({Material::floor_slab, 5, 1}, mhz), 18.3);
    }
}

TEST(Wall, AnUnknownThicknessOrBandIsRefused) {
    EXPECT_THROW(static_cast<void>(wall_db({Material::concrete, 22, 1}, 868)),
                 std::invalid_argument);
    EXPECT_THROW(static_cast<void>(wall_db({Material::brick, 22, -1}, 868)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(wall_db({Material::brick, 22, 1}, 1800)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(wall_db({Material::brick, 22, 1}, 929)), std::invalid_argument);
}

TEST(Wall, TheRefusalSaysWhatToWrite) {
    try {
        static_cast<void>(wall_db({Material::brick, 15, 1}, 868));
        FAIL() << "was not refused";
    } catch (const std::invalid_argument& refusal) {
        EXPECT_STREQ(refusal.what(),
                     "no loss is known for brick of 15 cm: write 10, 22 cm, or give its loss");
    }
    EXPECT_EQ(known_thicknesses(Material::reinforced_concrete, 31),
              "write 20 to 30 cm, or give its loss");
    EXPECT_FALSE(known_thicknesses(Material::glass, 77));
}

TEST(Leaf, ItsOwnLossStandsOverThatOfTheMaterialAndThatOverTheTable) {
    const std::vector<MaterialOverride> overrides{{Material::brick, 9.5}};
    EXPECT_EQ(leaf_db({Material::brick, 22, 3.0}, overrides, 868), 3.0);
    EXPECT_EQ(leaf_db({Material::brick, 15, {}}, overrides, 868), 9.5);
    EXPECT_EQ(leaf_db({Material::brick, 22, {}}, {}, 868), 7.0);
    EXPECT_EQ(leaf_db({Material::wood, 4, {}}, overrides, 868), 2.0);
}

TEST(EnclosureLoss, LossesAreTheTablesAndNeverAboveTheLeak) {
    constexpr struct {
        Enclosure enclosure;
        double sub_ghz;
        double ghz_2_4;
        double sd;
    } kExpected[] = {{Enclosure::none, 0, 0, 0},
                     {Enclosure::meter_box_closed, 12, 15, 6},
                     {Enclosure::steel_cabinet, 25, 30, 8},
                     {Enclosure::pit, 25, 35, 8}};
    for (const auto& row : kExpected) {
        EXPECT_EQ(enclosure_db(row.enclosure, 868), row.sub_ghz);
        EXPECT_EQ(enclosure_db(row.enclosure, 2400), row.ghz_2_4);
        EXPECT_EQ(enclosure_loss(row.enclosure, 915).sd_db, row.sd);
        EXPECT_LE(enclosure_db(row.enclosure, 2400), 35);
    }
    EXPECT_THROW(static_cast<void>(enclosure_db(Enclosure::pit, 433)), std::invalid_argument);
}

}  // namespace
}  // namespace bench::propagation
