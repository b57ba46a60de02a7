#include "models/modem/noise.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace bench::modem {
namespace {

Waveform noise(std::size_t samples, float deviation, const chance::Key& key) {
    Waveform wave{std::vector<float>(samples), std::vector<float>(samples)};
    add_noise(wave, std::vector<float>(samples, deviation), key);
    return wave;
}

struct Moments {
    double mean = 0;
    double variance = 0;
    double fourth = 0;
};

Moments moments(const std::vector<float>& values) {
    Moments sums;
    for (const float value : values) {
        const double x = static_cast<double>(value);
        sums.mean += x;
        sums.variance += x * x;
        sums.fourth += x * x * x * x;
    }
    const auto count = static_cast<double>(values.size());
    return {sums.mean / count, sums.variance / count, sums.fourth / count};
}

// Four standard errors each: 1, sqrt 2 and sqrt 96 over the root of the count.
TEST(Noise, HasTheMomentsOfANormalVariable) {
    constexpr std::size_t kCount = 100'000;
    const Waveform wave = noise(kCount, 1, chance::Key{1});
    const double error = 1 / std::sqrt(static_cast<double>(kCount));
    for (const auto* part : {&wave.real, &wave.imaginary}) {
        const Moments found = moments(*part);
        EXPECT_NEAR(found.mean, 0, 4 * error);
        EXPECT_NEAR(found.variance, 1, 4 * std::sqrt(2.0) * error);
        EXPECT_NEAR(found.fourth, 3, 4 * std::sqrt(96.0) * error);
    }
}

TEST(Noise, IsWhiteAndItsPartsAreIndependent) {
    constexpr std::size_t kCount = 50'000;
    const Waveform wave = noise(kCount, 1, chance::Key{2});
    for (const std::size_t lag : {1U, 2U, 3U, 4U, 5U, 8U, 256U}) {
        double same = 0;
        double across = 0;
        for (std::size_t i = 0; i + lag < kCount; ++i) {
            same += static_cast<double>(wave.real[i] * wave.real[i + lag]);
            across += static_cast<double>(wave.real[i] * wave.imaginary[i + lag - 1]);
        }
        EXPECT_NEAR(same / kCount, 0, 4 / std::sqrt(kCount)) << lag;
        EXPECT_NEAR(across / kCount, 0, 4 / std::sqrt(kCount)) << lag;
    }
}

TEST(Noise, OfASampleDependsOnKeyAndPlaceAlone) {
    const Waveform whole = noise(1000, 1, chance::Key{3});
    const Waveform part = noise(301, 1, chance::Key{3});
    for (std::size_t i = 0; i < 301; ++i) EXPECT_EQ(whole.real[i], part.real[i]) << i;
    const Waveform other = noise(301, 1, chance::Key{4});
    EXPECT_NE(part.real, other.real);
}

TEST(Noise, IsScaledAndAdded) {
    Waveform wave{{1, 1, 1}, {2, 2, 2}};
    add_noise(wave, std::vector<float>{0, 1, 3}, chance::Key{5});
    const Waveform unit = noise(3, 1, chance::Key{5});
    EXPECT_EQ(wave.real[0], 1.0F);
    EXPECT_EQ(wave.imaginary[0], 2.0F);
    EXPECT_NEAR(wave.real[1], 1 + unit.real[1], 1e-6);
    EXPECT_NEAR(wave.imaginary[2], 2 + 3 * unit.imaginary[2], 1e-5);
}

}  // namespace
}  // namespace bench::modem
