#include "models/afe/impulse_response.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

constexpr double kStep = 125e-6;
constexpr double kArea = 4 * 64.42e-9;  // 4 V of the 5/50 ns pulse.

std::vector<double> samples(const ImpulseResponse& response, double at_s) {
    std::vector<double> out(60, 0.0);
    const emi::Impulse pulse{at_s, kArea};
    response.add({&pulse, 1}, 0, kStep, out);
    return out;
}

TEST(ImpulseResponse, PlainSinc3PeaksAtThreeQuartersOfAreaOverStep) {
    // A corner far above: the pole takes nothing.
    const ImpulseResponse sharp{DecimatorResponse::of(Decimator::single_sinc3), 1e5};
    double most = 0;
    for (int phase = 0; phase < 64; ++phase) {
        const auto out = samples(sharp, (10 + phase / 64.0) * kStep);
        most = std::max(most, *std::max_element(out.begin(), out.end()));
    }
    EXPECT_NEAR(most, kArea * 0.75 / kStep, 0.003 * kArea / kStep);  // 1.55 mV
    EXPECT_NEAR(most, 1.55e-3, 0.01e-3);
    // The pole of the default takes a little of the peak, whatever the pulse's phase.
    const ImpulseResponse usual{DecimatorResponse::of(Decimator::single_sinc3), 7234};
    most = 0;
    for (int phase = 0; phase < 64; ++phase) {
        const auto out = samples(usual, (10 + phase / 64.0) * kStep);
        most = std::max(most, *std::max_element(out.begin(), out.end()));
    }
    EXPECT_GT(most, 0.9 * kArea * 0.75 / kStep);
    EXPECT_LT(most, kArea * 0.75 / kStep);
}

TEST(ImpulseResponse, AreaIsKeptAtEveryPhase) {
    for (const Decimator decimator : {Decimator::two_stage, Decimator::single_sinc3}) {
        const ImpulseResponse response{DecimatorResponse::of(decimator), 7234};
        for (int phase = 0; phase < 32; ++phase) {
            double sum = 0;
            for (const double value : samples(response, (10 + phase / 32.0) * kStep)) sum += value;
            EXPECT_NEAR(sum * kStep / kArea, 1, 1e-3) << phase;
        }
    }
}

// Cut-off near 4 kHz: the two stages answer with about area / step at the centre.
TEST(ImpulseResponse, TwoStagesAnswerLikeALowPassAtFourKilohertz) {
    const DecimatorResponse& two = DecimatorResponse::of(Decimator::two_stage);
    const ImpulseResponse response{two, 1e5};
    double most = 0;
    double where = 0;
    for (double at = 0; at < response.length_s(); at += 1e-6) {
        if (response.at(at) > most) {
            most = response.at(at);
            where = at;
        }
    }
    EXPECT_NEAR(most * kStep, 1, 0.03);
    EXPECT_NEAR(where, two.delay_s(), 3e-6);  // The pole's 1.6 us on top.
    EXPECT_EQ(response.at(-1e-9), 0);
    EXPECT_EQ(response.at(response.length_s()), 0);
}

TEST(ImpulseResponse, DoesNotDependOnTheBlocks) {
    const ImpulseResponse response{DecimatorResponse::of(Decimator::two_stage), 7234};
    const std::vector<double> whole = samples(response, 20.3 * kStep);
    const emi::Impulse pulse{20.3 * kStep, kArea};
    for (std::size_t n = 0; n < whole.size(); ++n) {
        double one = 0;
        response.add({&pulse, 1}, static_cast<double>(n) * kStep, kStep, {&one, 1});
        EXPECT_NEAR(one, whole[n], 1e-15);
    }
}

}  // namespace
}  // namespace bench::afe
