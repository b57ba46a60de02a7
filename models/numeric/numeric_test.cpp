#include "models/numeric/numeric.h"

#include <cmath>

#include <gtest/gtest.h>

namespace bench::numeric {
namespace {

constexpr double kTolerance = 1e-12;

TEST(Numeric, ExpAgreesWithLibm) {
    for (double x = -690.0; x <= 690.0; x += 0.37) {
        EXPECT_NEAR(exp(x) / std::exp(x), 1.0, kTolerance) << x;
    }
}

TEST(Numeric, LogAgreesWithLibm) {
    for (double x = 1e-300; x < 1e300; x *= 1.71) {
        EXPECT_NEAR(log(x), std::log(x), kTolerance * std::fmax(1.0, std::fabs(std::log(x)))) << x;
    }
    EXPECT_EQ(log(1.0), 0.0);
}

TEST(Numeric, SineAndCosineAgreeWithLibm) {
    for (double turns = -3.0; turns <= 3.0; turns += 0.00137) {
        EXPECT_NEAR(sin_turns(turns), std::sin(2.0 * M_PI * turns), kTolerance) << turns;
        EXPECT_NEAR(cos_turns(turns), std::cos(2.0 * M_PI * turns), kTolerance) << turns;
    }
}

TEST(Numeric, DecibelsAndRatiosAreInverse) {
    for (double db = -150.0; db <= 60.0; db += 0.77) EXPECT_NEAR(to_db(from_db(db)), db, 1e-10);
    EXPECT_NEAR(from_db(3.0), 1.9952623149688795, 1e-12);
}

}  // namespace
}  // namespace bench::numeric
