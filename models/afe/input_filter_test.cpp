#include "models/afe/input_filter.h"

#include <cmath>
#include <complex>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

std::complex<double> response(const std::array<double, kFilterTaps>& taps, double hz) {
    std::complex<double> sum = 0;
    for (std::size_t k = 0; k < kFilterTaps; ++k) {
        const double samples = static_cast<double>(k) - static_cast<double>(kFilterReach);
        sum += taps[k] * std::polar(1.0, 2 * M_PI * hz / 8000 * samples);
    }
    return sum;
}

TEST(InputFilter, FollowsPoleAndDecimatorToTheFiftiethHarmonic) {
    for (const Decimator decimator : {Decimator::two_stage, Decimator::single_sinc3}) {
        for (const double corner : {5000.0, 7089.0, 7234.0, 7379.0, 20'000.0}) {
            const DecimatorResponse& chain = DecimatorResponse::of(decimator);
            const auto taps = fit_input_filter(chain, corner);
            for (double hz = 10; hz <= 2500; hz += 10) {
                const auto wanted = chain.amplitude(hz) / std::complex<double>{1, hz / corner};
                const auto ratio = response(taps, hz) / wanted;
                EXPECT_NEAR(20 * std::log10(std::abs(ratio)), 0, 0.005) << hz;
                EXPECT_NEAR(std::arg(ratio) * 180 / M_PI, 0, 0.03) << hz;
            }
        }
    }
}

// The phase of voltage against current decides the energy's error: 0.1 degree is 0.3 % at 0.5.
TEST(InputFilter, IsExactAtMainsFrequency) {
    const DecimatorResponse& chain = DecimatorResponse::of(Decimator::two_stage);
    const auto taps = fit_input_filter(chain, 7234);
    for (double hz = 45; hz <= 65; hz += 1) {
        const auto ratio =
            response(taps, hz) / (chain.amplitude(hz) / std::complex<double>{1, hz / 7234});
        EXPECT_NEAR(std::abs(ratio), 1, 1e-6) << hz;
        EXPECT_NEAR(std::arg(ratio) * 180 / M_PI, 0, 1e-4) << hz;
    }
}

}  // namespace
}  // namespace bench::afe
