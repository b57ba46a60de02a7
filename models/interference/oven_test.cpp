#include "models/interference/oven.h"

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

OvenConfig still() {
    OvenConfig config;
    config.drift_mhz = 0;
    return config;
}

TEST(Oven, TheTableIsThatOfNs3) {
    double peak = -100;
    double sum = 0;
    for (const double sample : oven_samples()) {
        peak = std::max(peak, sample);
        sum += mw(sample);
    }
    EXPECT_NEAR(peak, 22.0, 1e-9);
    // ns-3's bands are 12 MHz wide at steps of 6, so that its integral counts everything twice.
    EXPECT_NEAR(dbm(sum * 12), 34.610, 0.005);
    EXPECT_NEAR(dbm(sum * 6), 31.600, 0.005);
}

TEST(Oven, TheSpectrumHasTheTablesPeakAndLessThanItsSteps) {
    const Band narrow{.centre_khz = 2'456'000, .width_khz = 10, .spacing_khz = 10};
    EXPECT_NEAR(dbm(oven_spectrum().within_mw(narrow, 0) * 100), 22.0, 0.01);
    // Lines in dB through the samples hold less than steps do: 30.65 against 31.60 dBm.
    EXPECT_NEAR(dbm(oven_spectrum().total_mw()), 30.65, 0.3);
}

// P = max(0, 10 - L) / 20 for a start anywhere in the cycle.
TEST(Oven, AFrameFitsBetweenBurstsAsOftenAsGeometrySays) {
    const auto oven = source(still());
    const auto fits = [&](Nanoseconds frame) {
        return clear(*oven, kZigbee20, frame, milliseconds{100}, 10'000);
    };
    EXPECT_NEAR(fits(microseconds{1390}), 0.4305, 0.001);
    EXPECT_NEAR(fits(microseconds{5760}), 0.212, 0.001);
    EXPECT_EQ(fits(microseconds{14'400}), 0);
    EXPECT_EQ(fits(microseconds{42'560}), 0);
}

// scenario_parameters.md 4: 5 m, one wall of 10 dB, -54 dBm in 2 MHz.
TEST(Oven, BehindADoorAndAWallAtFiveMetres) {
    const Band at_peak{.centre_khz = 2'456'000, .width_khz = 2000, .spacing_khz = 5000};
    const auto bursts = ask(*source(still()), at_peak, kStart, at(milliseconds{1}));
    ASSERT_EQ(bursts.size(), 1U);
    const double received = dbm(bursts[0].power_mw) - free_space_db(2456, 5) - 10;
    EXPECT_NEAR(received, -54, 1.0);
}

TEST(Oven, IsNotInASubGhzBandAtAll) {
    EXPECT_EQ(oven_spectrum().within_mw(kSubGhz, 0), 0);
    EXPECT_NEAR(dbm(oven_spectrum().received_mw(kSubGhz, 0)), dbm(oven_spectrum().total_mw()) - 100,
                1e-6);
    // A metre away, without a door, it is still below the noise of the channel (-115.8 dBm).
    OvenConfig open = still();
    open.door_db = 0;
    const auto bursts = ask(*source(open), kSubGhz, kStart, at(milliseconds{1}));
    ASSERT_FALSE(bursts.empty());
    EXPECT_LT(dbm(bursts[0].power_mw) - free_space_db(2450, 1), -109);
}

TEST(Oven, KeepsStepWithTheMains) {
    OvenConfig config = still();
    config.mains_millihertz = 60'000;
    config.mains_phase = microseconds{1234};
    const auto bursts = ask(*source(config), kZigbee20, at(seconds{1000}), at(seconds{1001}));
    ASSERT_GE(bursts.size(), 60U);
    const double cycles = static_cast<double>(ns(bursts[1].start) - 1'234'000) * 60 / 1e9;
    EXPECT_NEAR(cycles, std::round(cycles), 1e-7);
    EXPECT_NEAR(static_cast<double>((bursts[1].end - bursts[1].start).count()), 1e9 / 120, 2);
}

TEST(Oven, TheKnobTurnsItOnAndOff) {
    OvenConfig config = still();
    config.cooking_fraction = 0.3;
    EXPECT_NEAR(duty(*source(config), kZigbee20, seconds{400}), 0.5 * 0.3, 0.001);
    EXPECT_NEAR(duty(*source(still()), kZigbee20, seconds{400}), 0.5, 0.001);
}

TEST(Oven, DriftsByAFewMegahertz) {
    const Band edge{.centre_khz = 2'461'000, .width_khz = 2000, .spacing_khz = 5000};
    double least = 1e9;
    double most = 0;
    for (const Burst& burst : ask(*source(OvenConfig{}), edge, kStart, at(seconds{60}))) {
        least = std::min(least, burst.power_mw);
        most = std::max(most, burst.power_mw);
    }
    EXPECT_GT(dbm(most / least), 2.0);
    // The line on either side falls at most 20 dB in 6 MHz, and it moves by at most 4.
    EXPECT_LT(dbm(most / least), 14.0);
}

TEST(Oven, TwoTubesTakeTurnsAndSweep) {
    OvenConfig config = still();
    config.kind = OvenKind::commercial;
    const Band peak{.centre_khz = 2'456'000, .width_khz = 2000, .spacing_khz = 5000};
    const auto bursts = ask(*source(config), peak, kStart, at(milliseconds{20}));
    ASSERT_EQ(bursts.size(), 16U);  // Two bursts of eight pieces.
    EXPECT_EQ(bursts[7].end, at(milliseconds{5}));
    EXPECT_EQ(bursts[8].start, at(milliseconds{10}));
    EXPECT_GT(dbm(bursts[4].power_mw / bursts[0].power_mw), 3.0);
}

}  // namespace
}  // namespace bench::interference
