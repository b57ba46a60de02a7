#include "models/propagation/slab.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "models/propagation/materials.h"

namespace bench::propagation {
namespace {

struct SlabCase {
    const char* name;
    SlabConstants material;
    double metres;
    double db[3];  // 868, 915, 2400 MHz.
};
constexpr SlabCase kCases[] = {{"brick 10 cm", kBrickSlab, 0.10, {2.65, 2.89, 3.03}},
                               {"brick 22 cm", kBrickSlab, 0.22, {5.56, 5.40, 5.67}},
                               {"concrete 10 cm", kConcreteSlab, 0.10, {4.84, 5.12, 8.10}},
                               {"concrete 20 cm", kConcreteSlab, 0.20, {7.49, 7.44, 14.57}},
                               {"concrete 30 cm", kConcreteSlab, 0.30, {10.12, 10.66, 21.05}},
                               {"stud wall", kPlasterboardSlab, 0.026, {0.80, 0.85, 1.18}},
                               {"glass 6 mm", kGlassSlab, 0.006, {0.37, 0.41, 1.91}},
                               {"wood 4 cm", kWoodSlab, 0.04, {0.58, 0.61, 0.61}}};

// The slab formula of ITU-R P.2040-2, computed independently with numpy.
TEST(Slab, LossesAreThoseOfTheRecommendation) {
    constexpr double kGhz[] = {0.868, 0.915, 2.4};
    for (const SlabCase& row : kCases) {
        for (int i = 0; i < 3; ++i) {
            EXPECT_NEAR(slab_loss_db(row.material, row.metres, kGhz[i]), row.db[i], 0.02)
                << row.name << " at " << kGhz[i] << " GHz";
        }
    }
}

TEST(Slab, ALosslessHalfWaveIsTransparent) {
    const SlabConstants glass{4, 0, 0, 1};  // Index 2: half a wave in 75 mm.
    EXPECT_NEAR(slab_loss_db(glass, 0.299792458 / 4, 1), 0, 1e-9);
    // A quarter wave reflects most: T = 2 n / (1 + n^2) = 0.8.
    EXPECT_NEAR(slab_loss_db(glass, 0.299792458 / 8, 1), 1.938200, 1e-6);
}

TEST(Slab, TheTableOfMaterialsIsNeverBelowIt) {
    constexpr struct {
        Material material;
        double cm;
        SlabConstants constants;
    } kRows[] = {{Material::brick, 10, kBrickSlab},
                 {Material::brick, 22, kBrickSlab},
                 {Material::concrete, 10, kConcreteSlab},
                 {Material::concrete, 20, kConcreteSlab},
                 {Material::plasterboard, 2.6, kPlasterboardSlab},
                 {Material::glass, 0.6, kGlassSlab},
                 {Material::wood, 4, kWoodSlab}};
    for (const auto& row : kRows) {
        for (const double mhz : {868.0, 915.0, 2400.0}) {
            EXPECT_GT(material_loss(row.material, row.cm, mhz).mean_db,
                      slab_loss_db(row.constants, row.cm / 100, mhz / 1000));
        }
    }
}

}  // namespace
}  // namespace bench::propagation
