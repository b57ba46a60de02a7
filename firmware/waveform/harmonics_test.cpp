#include <cmath>

#include <gtest/gtest.h>

#include "firmware/waveform/test_wave.h"

namespace meter::waveform {
namespace {

EngineConfig config_at(std::uint32_t nominal) {
    EngineConfig config = test_config();
    config.nominal_hz = nominal;
    return config;
}

TestWave with_all_harmonics(double hertz) {
    TestWave wave = TestWave::balanced(230, 5, 20, hertz);
    for (int h = 2; h <= 50; ++h) {
        wave.channel[0].push_back({static_cast<double>(h), 2.3 + 0.01 * h, 17.0 * h});
        wave.channel[4].push_back({static_cast<double>(h), 0.1 + 0.001 * h, 31.0 * h});
    }
    return wave;
}

struct Grid {
    std::uint32_t nominal;
    double hertz;
};

class Harmonics : public testing::TestWithParam<Grid> {};

TEST_P(Harmonics, ToTheFiftiethWithinOnePercent) {
    TestMeter meter{config_at(GetParam().nominal)};
    meter.run(with_all_harmonics(GetParam().hertz), 6400);
    ASSERT_GE(meter.windows.size(), 2U);
    const Window& window = meter.windows.back();
    double worst = 0;
    double sum = 0;
    for (int h = 1; h <= 50; ++h) {
        const auto i = static_cast<std::size_t>(h - 1);
        const double u = h == 1 ? 230 : 2.3 + 0.01 * h;
        const double a = h == 1 ? 5 : 0.1 + 0.001 * h;
        const double u_error = window.phase[0].voltage_harmonics[i].count() * 1e-6 / u - 1;
        const double i_error = window.phase[1].current_harmonics[i].count() * 1e-6 / a - 1;
        EXPECT_NEAR(u_error, 0, 0.01) << h;
        EXPECT_NEAR(i_error, 0, 0.01) << h;
        worst = std::max({worst, std::abs(u_error), std::abs(i_error)});
        if (h > 1) sum += u * u;
    }
    std::printf("%g Hz: worst harmonic %.4f %%\n", GetParam().hertz, worst * 100);
    EXPECT_NEAR(window.phase[0].voltage_thd.count() * 1e-6, std::sqrt(sum) / 230, 0.0005);
    EXPECT_NEAR(window.phase[2].voltage_thd.count() * 1e-6, 0, 0.0002);
    EXPECT_NEAR(window.frequency.count() * 1e-3, GetParam().hertz, 0.010);
}

INSTANTIATE_TEST_SUITE_P(Grid, Harmonics,
                         testing::Values(Grid{50, 49.5}, Grid{50, 50.0}, Grid{50, 50.5},
                                         Grid{60, 60.0}, Grid{60, 59.4}, Grid{60, 60.6}));

TEST(HarmonicAnalyser, NeighbouringLinesBelongToTheSubgroup) {
    // A line 5 Hz beside the fifth: half of a flickering harmonic's sideband.
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 5, 0);
    wave.channel[0].push_back({5, 10, 0});
    wave.channel[0].push_back({5.1, 4, 50});
    wave.channel[0].push_back({4.9, 3, 90});
    wave.channel[0].push_back({7.2, 20, 0});  // Between: belongs to none.
    meter.run(wave, 8000);
    const auto& u = meter.windows.back().phase[0].voltage_harmonics;
    EXPECT_NEAR(u[4].count() * 1e-6, std::sqrt(100 + 16 + 9), 0.02);
    EXPECT_NEAR(u[6].count() * 1e-6, 0, 0.05);
}

TEST(HarmonicAnalyser, TheCornerOfTheFilterIsCorrectedPerOrder) {
    EngineConfig config = test_config();
    config.calibration.channel[0].corner_hz = 5'000;
    config.calibration.seal();
    TestMeter meter{config};
    TestWave wave = TestWave::balanced(230, 5, 0);
    const double droop = std::sqrt((1 + 0.25) / (1 + 1e-4));
    wave.channel[0].push_back({50, 2.3 / droop, 0});
    meter.run(wave, 8000);
    EXPECT_NEAR(meter.windows.back().phase[0].voltage_harmonics[49].count() * 1e-6, 2.3, 0.023);
}

TEST(HarmonicAnalyser, SymmetricalComponents) {
    for (const double u2 : {0.005, 0.02, 0.05}) {
        TestMeter meter;
        TestWave wave = TestWave::balanced(230, 5, 0);
        for (std::size_t p = 0; p < kPhases; ++p) {
            const double phase = static_cast<double>(p);
            wave.channel[p].push_back({1, 230 * u2, 70 + 120 * phase});
            wave.channel[p].push_back({1, 230 * 0.01, -15});
        }
        meter.run(wave, 8000);
        const Window& window = meter.windows.back();
        EXPECT_NEAR(window.negative_unbalance.count() * 1e-6, u2, 0.0005);
        EXPECT_NEAR(window.zero_unbalance.count() * 1e-6, 0.01, 0.0005);
        EXPECT_EQ(window.order, PhaseOrder::l1_l2_l3);
    }
}

TEST(HarmonicAnalyser, ReversedOrderIsSeen) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 5, 0);
    std::swap(wave.channel[1], wave.channel[2]);
    meter.run(wave, 8000);
    EXPECT_EQ(meter.windows.back().order, PhaseOrder::l1_l3_l2);
}

TEST(HarmonicAnalyser, WithoutU1AnglesAreAgainstWhereItWouldBe) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 5, 30);
    wave.channel[0].clear();
    meter.run(wave, 8000);
    const Window& window = meter.windows.back();
    EXPECT_NEAR(window.phase[1].voltage_angle.count() * 1e-3, -120, 0.02);
    EXPECT_NEAR(window.phase[0].current_angle.count() * 1e-3, -30, 0.02);
    EXPECT_EQ(window.phase[0].voltage_thd.count(), 0);
    EXPECT_EQ(window.order, PhaseOrder::unknown);
}

}  // namespace
}  // namespace meter::waveform
