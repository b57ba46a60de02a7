#include <cmath>

#include <gtest/gtest.h>

#include "firmware/waveform/test_wave.h"

namespace meter::waveform {
namespace {

struct Worst {
    double magnitude = 0;  // Share.
    double degrees = 0;
};

double turned(double degrees) { return std::remainder(degrees, 360); }

void compare(const PhasorSet& set, double lag, Worst& worst) {
    for (std::size_t p = 0; p < kPhases; ++p) {
        const double at = -120.0 * static_cast<double>(p);
        worst.magnitude = std::max({worst.magnitude, std::abs(set.voltage[p].count() / 230e6 - 1),
                                    std::abs(set.current[p].count() / 5e6 - 1)});
        worst.degrees =
            std::max({worst.degrees, std::abs(turned(set.voltage_angle[p].count() * 1e-3 - at)),
                      std::abs(turned(set.current_angle[p].count() * 1e-3 - (at - lag)))});
    }
}

Worst worst_of(double hertz, bool distorted) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 5, 30, hertz);
    for (std::size_t c = 0; distorted && c < 2 * kPhases; ++c) {
        const double rms = c < kPhases ? 230 * 0.05 : 5 * 0.05;
        for (const double order : {3.0, 5.0, 7.0})
            wave.channel[c].push_back({order, rms, 17 * order});
    }
    meter.run(wave, 4000);
    Worst worst;
    for (int k = 0; k < 60; ++k) {
        meter.run(wave, 80);
        const Result<PhasorSet> set =
            meter.engine->phasors(meter.next - 7U * (static_cast<unsigned>(k) % 10U));
        if (!set) return {1, 180};
        compare(set.value(), 30, worst);
    }
    return worst;
}

TEST(Phasors, AreWithinTheirBoundAroundFiftyHertz) {
    Worst worst;
    for (const double hertz : {49.5, 49.8, 50.0, 50.03, 50.3, 50.5}) {
        for (const bool distorted : {false, true}) {
            const Worst each = worst_of(hertz, distorted);
            worst.magnitude = std::max(worst.magnitude, each.magnitude);
            worst.degrees = std::max(worst.degrees, each.degrees);
        }
    }
    std::printf("phasors: worst %.4f %%, %.4f degrees\n", worst.magnitude * 100, worst.degrees);
    EXPECT_LE(worst.magnitude, 0.002);
    EXPECT_LE(worst.degrees, 0.2);
}

TEST(Phasors, AgreeWithTheWindowOnTheSignOfAngles) {
    TestMeter meter;
    meter.run(TestWave::balanced(230, 5, 40), 8000);
    const Result<PhasorSet> set = meter.engine->phasors(meter.next);
    ASSERT_TRUE(set.ok());
    const Window& window = meter.windows.back();
    for (std::size_t p = 0; p < kPhases; ++p) {
        EXPECT_NEAR(
            turned((set.value().voltage_angle[p].count() - window.phase[p].voltage_angle.count()) *
                   1e-3),
            0, 0.2);
        EXPECT_NEAR(
            turned((set.value().current_angle[p].count() - window.phase[p].current_angle.count()) *
                   1e-3),
            0, 0.2);
    }
}

TEST(Phasors, KeepTheirReferenceWithoutTheFirstVoltage) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 5, 0);
    meter.run(wave, 8000);
    wave.channel[0].clear();
    meter.run(wave, 8000);
    const Result<PhasorSet> set = meter.engine->phasors(meter.next);
    ASSERT_TRUE(set.ok());
    EXPECT_LT(set.value().voltage[0].count(), 100'000);
    EXPECT_NEAR(set.value().voltage_angle[1].count() * 1e-3, -120, 1);
    EXPECT_NEAR(set.value().voltage_angle[2].count() * 1e-3, 120, 1);
}

TEST(Phasors, AreNothingBeforeACycleAfterAGapOrOfTheFuture) {
    TestMeter meter;
    const TestWave wave = TestWave::balanced(230, 5, 0);
    meter.run(wave, 80);
    EXPECT_EQ(meter.engine->phasors(meter.next).error(), Error::empty);
    meter.run(wave, 160);
    EXPECT_TRUE(meter.engine->phasors(meter.next).ok());
    EXPECT_EQ(meter.engine->phasors(meter.next + 1).error(), Error::empty);
    meter.next += 40;
    meter.run(wave, 80);
    EXPECT_EQ(meter.engine->phasors(meter.next).error(), Error::empty);
    meter.run(wave, 80);
    EXPECT_TRUE(meter.engine->phasors(meter.next).ok());
}

}  // namespace
}  // namespace meter::waveform
