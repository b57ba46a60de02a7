#include "models/afe/decimator_response.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

double db(double ratio) { return 20 * std::log10(std::abs(ratio)); }

TEST(DecimatorResponse, Sinc3AloneDroopsAsPublished) {
    const DecimatorResponse& sinc = DecimatorResponse::of(Decimator::single_sinc3);
    EXPECT_NEAR((sinc.amplitude(50) - 1) * 100, -0.019, 0.0005);
    EXPECT_NEAR((sinc.amplitude(150) - 1) * 100, -0.17, 0.005);
    EXPECT_NEAR((sinc.amplitude(650) - 1) * 100, -3.2, 0.05);
    EXPECT_NEAR(db(sinc.amplitude(2500)), -4.33, 0.005);
    EXPECT_NEAR(db(sinc.amplitude(5500)), -24.9, 0.05);
    EXPECT_NEAR(sinc.delay_s() * 8000, 1.5, 0.01);
}

TEST(DecimatorResponse, TwoStagesAreFlatToTheFiftiethHarmonic) {
    const DecimatorResponse& two = DecimatorResponse::of(Decimator::two_stage);
    for (double hz = 0; hz <= 2500; hz += 10) EXPECT_NEAR(db(two.amplitude(hz)), 0, 0.05) << hz;
    // 60 dB from 5.5 kHz on, and where sinc3's images fold onto 0 .. 2.5 kHz; what folds onto
    // 2.5 .. 4 kHz has 56 dB.
    for (double hz = 5500; hz <= 27'000; hz += 20) EXPECT_LT(db(two.amplitude(hz)), -60) << hz;
    for (double hz = 29'500; hz <= 34'500; hz += 20) EXPECT_LT(db(two.amplitude(hz)), -60) << hz;
    for (double hz = 27'000; hz <= 512'000; hz += 100) EXPECT_LT(db(two.amplitude(hz)), -56) << hz;
}

TEST(DecimatorResponse, ClocksAreTheAmplitudesTransform) {
    for (const Decimator decimator : {Decimator::two_stage, Decimator::single_sinc3}) {
        const DecimatorResponse& response = DecimatorResponse::of(decimator);
        const std::vector<double>& clocks = response.clocks();
        EXPECT_NEAR(std::accumulate(clocks.begin(), clocks.end(), 0.0), 1, 1e-12);
        const double centre = static_cast<double>(clocks.size() - 1) / 2;
        for (const double hz : {50.0, 1000.0, 2500.0, 6000.0}) {
            double sum = 0;
            for (std::size_t k = 0; k < clocks.size(); ++k) {
                const double seconds =
                    (static_cast<double>(k) - centre) / DecimatorResponse::kClockHz;
                sum += clocks[k] * std::cos(2 * M_PI * hz * seconds);
            }
            EXPECT_NEAR(sum, response.amplitude(hz), 1e-9) << hz;
        }
    }
}

}  // namespace
}  // namespace bench::afe
