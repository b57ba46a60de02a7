#include "firmware/waveform/energy.h"

#include <gtest/gtest.h>

#include "firmware/waveform/test_wave.h"

namespace meter::waveform {
namespace {

constexpr Ticks kCycle = ticks_of(160);

// A cycle's work at a power in watts.
Work work_of(double watts) { return static_cast<Work>(watts * 160 * 1e10); }

double active_import(const EnergyMeter& meter) {
    EnergyBackup backup;
    meter.save(backup);
    const EnergyImage image = backup.newest().value();
    return (static_cast<double>(image.whole[0]) + image.fraction[0] * 0x1p-24) / 100;
}

TEST(Energy, CountsAtTheStartingCurrentAndNotWithoutLoad) {
    // In 1 A of a transformer meter: starts at 1 mA.
    EngineConfig config = test_config();
    config.nominal_current = Milliamperes{1'000};
    for (std::size_t c = kPhases; c < kChannels; ++c) {
        config.calibration.channel[c].gain = Calibration::gain_for(10'000'000);  // 10 A
    }
    config.calibration.seal();
    const double scale = 150.0 / 10;  // Of the synthesis, whose range is 150 A.

    TestWave start = TestWave::balanced(230, 0.001 * scale, 0);
    start.noise_counts = 100;  // 0.12 mA
    TestMeter starting{config};
    starting.run(start, 8000);
    const double before = starting.energy()[0];
    starting.run(start, 16000);
    const double should = 3 * 0.230 * 2 / 3600;
    EXPECT_NEAR(starting.energy()[0] - before, should, should * 0.03);

    TestWave idle = TestWave::balanced(230 * 1.15, 0, 0);
    idle.noise_counts = 1000;
    TestMeter resting{config};
    resting.run(idle, 40000);
    for (const double value : resting.energy()) EXPECT_EQ(value, 0);
}

TEST(Energy, WhatCameBeforeTheDecisionIsCounted) {
    EnergyMeter meter{test_config()};
    for (int k = 0; k < 10; ++k) meter.cycle({work_of(1000), 0, 0}, kCycle);
    EXPECT_TRUE(meter.counting(0));
    EXPECT_FALSE(meter.counting(1));
    EXPECT_NEAR(active_import(meter), 1000 * 0.2 / 3600, 1e-8);
    meter.cycle({work_of(1000), 0, 0}, kCycle);
    EXPECT_NEAR(active_import(meter), 1000 * 0.22 / 3600, 1e-8);
}

TEST(Energy, StartAndNoLoadHaveHysteresis) {
    EnergyMeter meter{test_config()};  // Starts at 5 mA: 1.15 W; counts from 60 %, until 40 %.
    const auto ten = [&meter](double watts) {
        for (int k = 0; k < 10; ++k) meter.cycle({work_of(watts), 0, 0}, kCycle);
        return meter.counting(0);
    };
    EXPECT_FALSE(ten(0.60));
    EXPECT_TRUE(ten(0.75));
    EXPECT_TRUE(ten(0.60));
    EXPECT_TRUE(ten(-0.60));
    EXPECT_FALSE(ten(0.40));
    EXPECT_FALSE(ten(0.60));
}

TEST(Energy, PhasesAreSummedWithTheirSignsAndNothingGoesBack) {
    EnergyMeter meter{test_config()};
    for (int k = 0; k < 50; ++k) {
        meter.cycle({work_of(3000), work_of(-1000), work_of(500)}, kCycle);
    }
    EXPECT_NEAR(active_import(meter), 2500.0 / 3600, 1e-8);
    const double import_before = active_import(meter);
    for (int k = 0; k < 50; ++k) meter.cycle({work_of(-36'000), 0, 0}, kCycle);
    EXPECT_EQ(active_import(meter), import_before);
    // 36 kW is more than 276 V x 100 A.
    EXPECT_EQ(meter.registers().active_export.count(), 27'600 * 100 / 3600);
    EXPECT_EQ(meter.clamped(), 50U);
}

TEST(Energy, IsRestoredWithItsFraction) {
    const EngineConfig config = test_config();
    EnergyMeter meter{config};
    EnergyBackup backup;
    double last = 0;
    for (int k = 0; k < 40; ++k) {
        for (int c = 0; c < 7; ++c) meter.cycle({work_of(777), work_of(333), 0}, kCycle);
        last = active_import(meter);
        meter.save(backup);
        EnergyMeter again{config};
        ASSERT_TRUE(again.restore(backup).ok());
        EXPECT_NEAR(active_import(again), last, 1e-9);
        EXPECT_LE(active_import(again), last);  // Never more than was measured.
        EXPECT_EQ(again.registers().active_import, meter.registers().active_import);
    }
    EXPECT_GT(last, 0.1);
}

TEST(Energy, ACutWriteLeavesTheCopyBefore) {
    EnergyMeter meter{test_config()};
    EnergyBackup backup;
    for (int k = 0; k < 20; ++k) meter.cycle({work_of(20'000), 0, 0}, kCycle);
    meter.save(backup);
    const double saved = active_import(meter);
    for (int k = 0; k < 20; ++k) meter.cycle({work_of(20'000), 0, 0}, kCycle);
    EnergyBackup next = backup;
    meter.save(next);
    for (std::size_t cut = 0; cut <= sizeof(EnergyBackup); ++cut) {
        EnergyBackup torn = backup;
        for (std::size_t i = 0; i < cut; ++i) {
            torn.copy[i / kEnergyStateOctets].octets[i % kEnergyStateOctets] =
                next.copy[i / kEnergyStateOctets].octets[i % kEnergyStateOctets];
        }
        EnergyMeter again{test_config()};
        ASSERT_TRUE(again.restore(torn).ok()) << cut;
        const double is = active_import(again);
        EXPECT_TRUE(is == saved || is == active_import(meter)) << cut;
    }
}

TEST(Energy, NothingWrittenOrEverythingDamagedIsRefused) {
    EnergyMeter meter{test_config()};
    EnergyBackup backup;
    EXPECT_EQ(meter.restore(backup).error(), Error::malformed);
    for (int k = 0; k < 20; ++k) meter.cycle({work_of(20'000), 0, 0}, kCycle);
    meter.save(backup);
    meter.save(backup);
    for (std::size_t bit = 0; bit < kEnergyStateOctets * 8; ++bit) {
        EnergyBackup bad = backup;
        for (EnergyState& copy : bad.copy) copy.octets[bit / 8] ^= 1U << bit % 8;
        EXPECT_FALSE(meter.restore(bad).ok());
    }
}

TEST(Energy, TheSequenceOfSavesMayWrapAround) {
    EnergyImage image;
    EnergyBackup backup;
    image.sequence = 65'535;
    image.whole[0] = 1;
    backup.copy[0] = EnergyState::of(image);
    image.sequence = 0;
    image.whole[0] = 2;
    backup.copy[1] = EnergyState::of(image);
    EXPECT_EQ(backup.newest().value().whole[0], 2);
    EXPECT_EQ(backup.oldest(), 0U);
}

}  // namespace
}  // namespace meter::waveform
