#include "models/propagation/normal.h"

#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::propagation {
namespace {

double reference(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

TEST(Normal, EqualsTheComplementaryErrorFunction) {
    for (double x = -30; x <= 9; x += 0.0625) {
        EXPECT_NEAR(normal_cdf(x) / reference(x), 1, 1e-12) << x;
    }
    EXPECT_EQ(normal_cdf(-40), 0);
    EXPECT_EQ(normal_cdf(40), 1);
}

TEST(Normal, QuantilesOfTheTables) {
    EXPECT_NEAR(normal_quantile(0.9), 1.2815515655446004, 1e-12);
    EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
    EXPECT_NEAR(normal_quantile(0.99), 2.3263478740408408, 1e-12);
    EXPECT_NEAR(normal_quantile(0.001), -3.090232306167813, 1e-12);
    EXPECT_NEAR(normal_quantile(1e-6), -4.753424308822899, 1e-12);
    EXPECT_NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-11);
    EXPECT_EQ(normal_quantile(0.5), 0);
}

TEST(Normal, TheQuantileIsTheInverse) {
    for (int i = 1; i < 1000; ++i) {
        const double p = i / 1000.0;
        EXPECT_NEAR(reference(normal_quantile(p)), p, 1e-13);
    }
    for (double p = 1e-12; p < 0.1; p *= 1.7) {
        EXPECT_NEAR(reference(normal_quantile(p)) / p, 1, 1e-10) << p;
        EXPECT_NEAR(normal_quantile(1 - p), -normal_quantile(p), 1e-4);  // 1 - p is rounded.
    }
}

TEST(Normal, OutsideItsProbabilitiesItRefuses) {
    for (const double p : {0.0, 1.0, -0.1, 1.1, std::nan("")}) {
        EXPECT_THROW(static_cast<void>(normal_quantile(p)), std::invalid_argument);
    }
}

TEST(Coverage, SharesWithinAMargin) {
    EXPECT_NEAR(coverage(5, 4), 0.8944, 5e-5);
    EXPECT_NEAR(coverage(5, 6), 0.7977, 5e-5);
    EXPECT_NEAR(coverage(5, 8), 0.7340, 5e-5);
    EXPECT_NEAR(coverage(10, 4), 0.9938, 5e-5);
    EXPECT_NEAR(coverage(10, 6), 0.9522, 5e-5);
    EXPECT_NEAR(coverage(10, 8), 0.8944, 5e-5);
}

}  // namespace
}  // namespace bench::propagation
