#include <cmath>

#include <gtest/gtest.h>

#include "firmware/waveform/test_wave.h"

namespace meter::waveform {
namespace {

double worst_error(const TestWave& wave, std::uint32_t nominal, std::uint64_t settle) {
    EngineConfig config = test_config();
    config.nominal_hz = nominal;
    TestMeter meter{config};
    meter.run(wave, settle);
    double worst = 0;
    for (int k = 0; k < 40; ++k) {
        meter.run(wave, 80);
        worst = std::max(worst, std::abs(meter.engine->frequency().count() * 1e-3 - wave.hertz));
    }
    return worst;
}

TEST(Frequency, CleanWithinTwoMillihertz) {
    double worst = 0;
    for (const double hertz : {42.5, 44.0, 47.0, 49.5, 50.0, 50.03, 52.5, 57.5}) {
        worst = std::max(worst, worst_error(TestWave::balanced(230, 5, 0, hertz), 50, 4000));
    }
    for (const double hertz : {51.0, 55.0, 59.9, 60.0, 63.0, 69.0}) {
        worst = std::max(worst, worst_error(TestWave::balanced(230, 5, 0, hertz), 60, 4000));
    }
    std::printf("frequency, clean: worst %.2f mHz\n", worst * 1000);
    EXPECT_LE(worst, 0.002);
}

TEST(Frequency, DistortedAndNoisyWithinTenMillihertz) {
    double worst = 0;
    for (const double hertz : {42.6, 47.0, 49.5, 50.0, 50.5, 57.4}) {
        TestWave wave = TestWave::balanced(230, 5, 0, hertz);
        for (int h = 2; h <= 40; h += h < 13 ? 1 : 5) {
            wave.channel[0].push_back({static_cast<double>(h), 23, 40.0 * h});
        }
        wave.noise_counts = 0x1p23 * 0.01;  // 1 % of the range: 13 V peak.
        worst = std::max(worst, worst_error(wave, 50, 4000));
    }
    std::printf("frequency, 10 %% of each harmonic and noise: worst %.2f mHz\n", worst * 1000);
    EXPECT_LE(worst, 0.010);
}

TEST(Frequency, IsOfWhicheverVoltageIsThereAndElseTheLast) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 5, 0, 49.8);
    meter.run(wave, 8000);
    wave.channel[0].clear();
    meter.run(wave, 8000);
    EXPECT_NEAR(meter.engine->frequency().count(), 49'800, 2);
    meter.forget();
    meter.run(wave, 1600);
    // Still at the zero crossings that U1 would have.
    for (const HalfCycle& half : meter.halves) {
        const double turns = 49.8 * static_cast<double>(half.end) / 8000 + 40.0 / 360;
        EXPECT_NEAR(std::remainder(turns, 0.5), 0, 0.01);
    }
    wave.channel[1].clear();
    wave.channel[2].clear();
    meter.run(wave, 16000);
    EXPECT_NEAR(meter.engine->frequency().count(), 49'800, 200);
    meter.forget();
    meter.run(wave, 8000);
    EXPECT_NEAR(static_cast<double>(meter.halves.size()), 100, 2);  // Runs on.
}

TEST(Frequency, WithoutAnyVoltageItIsNominalAndWindowsComeNevertheless) {
    TestMeter meter;
    meter.run(TestWave{}, 8000);
    EXPECT_EQ(meter.engine->frequency().count(), 50'000);
    EXPECT_GE(meter.windows.size(), 3U);
    EXPECT_EQ(meter.windows.back().phase[0].voltage.count(), 0);
}

}  // namespace
}  // namespace meter::waveform
