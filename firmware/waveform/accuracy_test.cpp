// Error of the firmware alone, behind a front end without one: at most a tenth of class 0.5 S (IEC
// 62053-22, table 4), so 0.05 %.

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "firmware/waveform/test_wave.h"

namespace meter::waveform {
namespace {

struct Load {
    double amperes;
    double lag;  // Degrees.
};

constexpr double kDegree = std::numbers::pi / 180;

double percent(double is, double should) { return (is / should - 1) * 100; }

// Positive: inductive. 0.5 ind, 0.8 cap, 0.25 ind, 0.5 cap.
const std::vector<Load> kLoads{
    {0.05, 0}, {0.25, 0}, {5, 0},        {100, 0},        {0.1, 60},    {0.1, -36.8699}, {0.5, 60},
    {5, 60},   {100, 60}, {5, -36.8699}, {100, -36.8699}, {5, 75.5225}, {0.5, 75.5225},  {5, -60}};

TEST(Accuracy, ActiveEnergyOverTheTableOfClassHalfS) {
    double worst = 0;
    for (const Load& load : kLoads) {
        TestMeter meter;
        const TestWave wave = TestWave::balanced(230, load.amperes, load.lag);
        meter.run(wave, 4000);
        const double before = meter.energy()[0];
        meter.run(wave, 4000);
        const double should = 3 * 230 * load.amperes * std::cos(load.lag * kDegree) * 0.5 / 3600;
        const double error = percent(meter.energy()[0] - before, should);
        EXPECT_NEAR(error, 0, 0.05) << load.amperes << " A, " << load.lag << " degrees";
        worst = std::max(worst, std::abs(error));
    }
    RecordProperty("worst_percent", std::to_string(worst));
    std::printf("worst error of active energy: %.5f %%\n", worst);
}

TEST(Accuracy, WindowsAtAllFrequencies) {
    double worst = 0;
    for (const double hertz : {42.6, 45.0, 49.5, 50.0, 50.03, 50.5, 55.0, 57.4}) {
        for (const double lag : {0.0, 60.0, -36.8699, 75.5225}) {
            TestMeter meter;
            meter.run(TestWave::balanced(230, 5, lag, hertz), 6400);
            ASSERT_GE(meter.windows.size(), 2U);
            const PhaseWindow& phase = meter.windows.back().phase[1];
            const double p = 1150 * std::cos(lag * kDegree);
            worst = std::max(
                worst, std::abs(percent(static_cast<double>(phase.active.count()) * 1e-3, p)));
            EXPECT_NEAR(percent(static_cast<double>(phase.active.count()) * 1e-3, p), 0, 0.05)
                << hertz << ' ' << lag;
            EXPECT_NEAR(static_cast<double>(phase.reactive.count()) * 1e-3,
                        1150 * std::sin(lag * kDegree), 0.5);
            EXPECT_NEAR(phase.voltage.count() * 1e-6, 230, 0.01) << hertz;
            EXPECT_NEAR(phase.current.count() * 1e-6, 5, 0.0005) << hertz;
            EXPECT_NEAR(phase.voltage_angle.count() * 1e-3, -120, 0.01) << hertz;
            EXPECT_NEAR(static_cast<double>(phase.apparent.count()) * 1e-3, 1150, 0.2);
        }
    }
    std::printf("worst error of a window's active power: %.5f %%\n", worst);
}

TEST(Accuracy, SingleLoadedPhaseAndReversedFlow) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 10, 180 + 30);
    wave.channel[current_of(0)].clear();
    wave.channel[current_of(2)].clear();
    meter.run(wave, 4000);
    const auto before = meter.energy();
    meter.run(wave, 8000);
    const auto after = meter.energy();
    EXPECT_NEAR(percent(after[1] - before[1], 2300 * std::cos(30 * kDegree) / 3600), 0, 0.05);
    EXPECT_EQ(after[0], before[0]);
    // -P -Q: quadrant III.
    EXPECT_NEAR(percent(after[4] - before[4], 1150.0 / 3600), 0, 0.05);
    EXPECT_NEAR(percent(after[6] - before[6], 2300.0 / 3600), 0, 0.05);
}

TEST(Accuracy, QuadrantsAreByTheSignsOfActiveAndReactive) {
    for (const auto& [lag, quadrant] : {std::pair{30.0, 0}, {150.0, 1}, {210.0, 2}, {330.0, 3}}) {
        TestMeter meter;
        meter.run(TestWave::balanced(230, 10, lag), 8000);
        const auto energy = meter.energy();
        for (int q = 0; q < 4; ++q) {
            EXPECT_EQ(energy[static_cast<std::size_t>(2 + q)] > 0, q == quadrant) << lag;
        }
    }
}

TEST(Accuracy, HalfCyclesAreOneCycleLongAndHalfACycleApart) {
    TestMeter meter;
    meter.run(TestWave::balanced(230, 5, 0, 49.7), 16000);
    const double half = 8000 / 49.7 / 2;
    // Before the frequency is known the nominal one stands in; finding it makes no odd cycle.
    for (const HalfCycle& value : meter.halves) {
        EXPECT_NEAR(value.voltage[0].count() * 1e-6, 230, 1.5) << value.end;
    }
    for (std::size_t k = meter.halves.size() / 2; k < meter.halves.size(); ++k) {
        const HalfCycle& value = meter.halves[k];
        const auto length = static_cast<double>(value.end - meter.halves[k - 1].end);
        EXPECT_NEAR(length, half, 1.01);
        for (std::size_t p = 0; p < kPhases; ++p) {
            EXPECT_NEAR(value.voltage[p].count() * 1e-6, 230, 0.023);  // 0.01 %
            EXPECT_NEAR(value.current[p].count() * 1e-6, 5, 0.0005);
        }
        EXPECT_FALSE(value.flagged);
        // At a zero crossing of U1, which rises at -40 degrees.
        const double turns = 49.7 * static_cast<double>(value.end) / 8000 + 40.0 / 360;
        EXPECT_NEAR(std::remainder(turns, 0.5), 0, 0.01);
    }
}

TEST(Accuracy, NeitherBlockSizeNorItsPhaseMatters) {
    const TestWave wave = TestWave::balanced(230, 5, 30, 50.2);
    TestMeter whole;
    TestMeter parts;
    whole.run(wave, 8000);
    parts.run(wave, 8000, 37);
    ASSERT_EQ(whole.windows.size(), parts.windows.size());
    EXPECT_NEAR(whole.energy()[0], parts.energy()[0], whole.energy()[0] * 1e-6);
    // The first window begins with a block, so it need not begin at the same sample.
    EXPECT_NEAR(static_cast<double>(whole.windows.back().phase[0].active.count()),
                static_cast<double>(parts.windows.back().phase[0].active.count()), 20);
    EXPECT_EQ(whole.halves.size(), parts.halves.size());
}

TEST(Accuracy, WindowsAreGapless) {
    TestMeter meter;
    meter.run(TestWave::balanced(230, 5, 30, 50.2), 16000);
    ASSERT_GE(meter.windows.size(), 8U);
    for (std::size_t k = 1; k < meter.windows.size(); ++k) {
        EXPECT_EQ(meter.windows[k].begin, meter.windows[k - 1].end);
        EXPECT_NEAR(static_cast<double>(meter.windows[k].end - meter.windows[k].begin),
                    10 * 8000 / 50.2, 1.01);
    }
}

}  // namespace
}  // namespace meter::waveform
