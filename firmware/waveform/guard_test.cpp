#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "firmware/waveform/test_wave.h"

namespace meter::waveform {
namespace {

struct Eft {
    double pulses_hz;  // 5 kHz for 15 ms, 100 kHz for 0.75 ms: 75 pulses every 300 ms.
    double share;      // A pulse's peak of the full scale of the channel.
    double phase;      // Of the burst in the mains cycle, in turns.
    int polarity;
    bool on_voltage = false;
};

// What is left of a pulse after decimation: a raised cosine over four samples.
double pulse(double distance) {
    if (std::abs(distance) >= 2) return 0;
    return 0.5 + 0.5 * std::cos(std::numbers::pi * distance / 2);
}

double burst(const Eft& eft, std::uint64_t sample) {
    const double offset = 2400 - eft.phase * 160;
    const double within = std::fmod(static_cast<double>(sample) + offset, 2400);
    const double spacing = 8000 / eft.pulses_hz;
    double sum = 0;
    // Pulses of 100 kHz overlap; the converter ends at full scale.
    const int first = std::max(0, static_cast<int>((within - 2) / spacing));
    const int last = std::min(74, static_cast<int>((within + 2) / spacing) + 1);
    for (int k = first; k <= last; ++k) {
        // A generator's pulses scatter; what a converter sees of them scatters more.
        const double size =
            0.5 + 0.5 * test_draw(99, sample / 2400 * 75 + static_cast<unsigned>(k));
        sum += size * pulse(within - spacing * k);
    }
    return eft.polarity * std::min(sum * eft.share, 1.0) * 0x1p23;
}

// Both channels of the first line are hit, after half a second to settle.
TestWave with(TestWave wave, const Eft& eft) {
    wave.disturbance = [eft](std::size_t c, std::uint64_t sample) {
        const bool hit = c == voltage_of(0) || c == current_of(0);
        return hit && sample >= 4000 ? burst(eft, sample) : 0.0;
    };
    return wave;
}

// Import less export over two bursts, in Wh.
double energy_of(const TestWave& wave, bool guarded) {
    TestMeter meter;
    meter.engine->set_guard(guarded);
    meter.run(wave, 4000);
    const auto before = meter.energy();
    meter.run(wave, 4800);
    const auto after = meter.energy();
    return after[0] - before[0] - (after[1] - before[1]);
}

// 5 A on one line.
TestWave single_load(double hertz) {
    TestWave wave = TestWave::balanced(230, 5, 0, hertz);
    wave.channel[current_of(1)].clear();
    wave.channel[current_of(2)].clear();
    wave.freeze();
    return wave;
}

struct Shift {
    double bare = 0;
    double guarded = 0;
};

// The largest shift over the phases of the burst, in percent.
Shift worst_shift(double pulses_hz, double share, int polarity, double hertz) {
    const TestWave clean = single_load(hertz);
    const double should = energy_of(clean, false);
    Shift worst;
    for (int k = 0; k < 6; ++k) {
        const TestWave wave = with(clean, {pulses_hz, share, k / 6.0, polarity});
        worst.bare = std::max(worst.bare, std::abs(energy_of(wave, false) / should - 1) * 100);
        worst.guarded = std::max(worst.guarded, std::abs(energy_of(wave, true) / should - 1) * 100);
    }
    return worst;
}

struct Case {
    double pulses_hz;
    double share;
};

class Bursts : public testing::TestWithParam<Case> {};

TEST_P(Bursts, ShiftEnergyByAtMostAFiveHundredthsOfAPercent) {
    for (const int polarity : {1, -1}) {
        const auto [pulses, share] = GetParam();
        const Shift shift = worst_shift(pulses, share, polarity, 50);
        std::printf("EFT %3.0f kHz %3.0f %% of full scale %+d: %7.2f %% bare, %.4f %%\n",
                    pulses / 1000, share * 100, polarity, shift.bare, shift.guarded);
        EXPECT_GE(shift.bare, pulses > 5e3 && share < 0.5 ? 0.5 : 10) << "does not test";
        EXPECT_LE(shift.guarded, 0.05);
    }
}

INSTANTIATE_TEST_SUITE_P(Eft, Bursts,
                         testing::Values(Case{5e3, 0.1}, Case{5e3, 1.0}, Case{100e3, 0.1},
                                         Case{100e3, 1.0}));

// At 50.03 Hz the bursts drift through the cycle by themselves.
TEST(Guard, BurstsThatDriftThroughTheCycle) {
    const TestWave clean = single_load(50.03);
    const auto mean_active = [](const TestMeter& meter) {
        double sum = 0;
        for (std::size_t k = meter.windows.size() - 12; k < meter.windows.size(); ++k) {
            sum += static_cast<double>(meter.windows[k].phase[0].active.count());
        }
        return sum / 12e3;
    };
    for (const double pulses : {5e3, 100e3}) {
        TestMeter meter;
        meter.run(with(clean, {pulses, 1.0, 0, 1}), 8000 + 2400 * 10);
        EXPECT_NEAR(mean_active(meter), 1150, 1150 * 0.0005) << pulses;
        EXPECT_TRUE(meter.windows.back().flagged ||
                    meter.windows[meter.windows.size() - 2].flagged);
        EXPECT_GT(meter.engine->disturbed_samples(), 100U);
        EXPECT_TRUE(std::any_of(meter.halves.begin(), meter.halves.end(),
                                [](const HalfCycle& half) { return half.flagged; }));
    }
}

struct Step {
    TestMeter meter{};
    std::uint64_t replaced = 0;  // Of the first line's current and voltage and whatever else.
    double energy = 0;           // Import over what came after the step.
};

// One wave for half a second, then another.
void step(Step& out, TestWave before, TestWave after, std::uint64_t samples) {
    before.freeze();
    after.freeze();
    out.meter.run(before, 4000);
    const double at_step = out.meter.energy()[0];
    out.meter.forget();
    out.meter.run(after, samples);
    out.replaced = out.meter.engine->disturbed_samples();
    out.energy = out.meter.energy()[0] - at_step;
}

TEST(Guard, ALoadStepCostsAtMostTwentyMillisecondsOfSamplesAndNoEnergy) {
    for (const double lag : {0.0, 60.0, 90.0}) {
        for (const double amperes : {0.5, 20.0, 60.0}) {
            Step out;
            TestWave after = single_load(50);
            after.channel[current_of(0)] = {{1, amperes, 40 - lag}};
            step(out, single_load(50), after, 4000);
            EXPECT_LE(out.replaced, 160U) << lag << ' ' << amperes;
            const double should = 230 * amperes * std::cos(lag * std::numbers::pi / 180) * 0.5;
            // Cycles are whole: one of the old load may be counted with the new one's.
            EXPECT_NEAR(out.energy * 3600, should, 230 * (amperes + 5) * 0.021) << lag;
            const PhaseWindow& last = out.meter.windows.back().phase[0];
            EXPECT_NEAR(last.current.count() * 1e-6, amperes, amperes * 0.0005);
            EXPECT_FALSE(out.meter.windows.back().flagged);
        }
    }
}

TEST(Guard, WhatWasWithheldOfALoadStepIsGivenBack) {
    double energy[2] = {};
    for (const bool guarded : {false, true}) {
        TestMeter meter;
        meter.engine->set_guard(guarded);
        TestWave before = single_load(50);
        TestWave after = before;
        after.channel[current_of(0)] = {{1, 20, 40}, {3, 6, 10}, {5, 3, 70}};  // Not a sine.
        after.freeze();
        meter.run(before, 4000);
        meter.run(after, 4000);
        energy[guarded ? 1 : 0] = meter.energy()[0];
        EXPECT_EQ(meter.engine->disturbed_samples() > 0, guarded);
    }
    EXPECT_NEAR(energy[1], energy[0], energy[0] * 1e-6);
}

TEST(Guard, ADipShowsWithinACycleAndAHalfAtItsDepth) {
    for (const double residual : {0.0, 0.4, 0.7, 0.85}) {
        Step out;
        TestWave dip = single_load(50);
        dip.channel[0][0].rms *= residual;
        step(out, single_load(50), dip, 800);
        // The first value without a sample of before ends 20 ms after the step or up to 10 ms
        // later.
        for (const HalfCycle& half : out.meter.halves) {
            if (half.end < 4000 + 240 + 2) continue;
            EXPECT_FALSE(half.flagged) << residual << ' ' << half.end;
            EXPECT_NEAR(half.voltage[0].count() * 1e-6, 230 * residual, 230 * 0.002) << half.end;
        }
        EXPECT_LE(out.replaced, 160U);
    }
}

struct Dip {
    std::uint64_t first = 0;  // End of the first value below 90 %.
    std::uint64_t last = 0;
    double lowest = 1e9;
};

Dip dip_of(double residual, std::uint64_t begin, std::uint64_t length, bool guarded) {
    TestMeter meter;
    meter.engine->set_guard(guarded);
    TestWave wave = single_load(50);
    wave.disturbance = [&](std::size_t c, std::uint64_t sample) {
        const bool within = c == 0 && sample >= begin && sample < begin + length;
        return within ? (residual - 1) * wave.cycle[0][sample % 160] : 0.0;
    };
    meter.run(wave, begin + length + 1600);
    Dip dip;
    for (const HalfCycle& half : meter.halves) {
        const double volts = half.voltage[0].count() * 1e-6;
        if (half.end < 4000 || volts >= 207) continue;
        if (dip.first == 0) dip.first = half.end;
        dip.last = half.end;
        dip.lowest = std::min(dip.lowest, volts);
    }
    return dip;
}

TEST(Guard, DipsAreSeenHalfACycleLateAtMostEvenThoseOfOneCycle) {
    for (const double residual : {0.0, 0.4, 0.7}) {
        for (const std::uint64_t length : {160U, 400U, 4000U}) {
            for (std::uint64_t phase = 0; phase < 160; phase += 27) {
                const Dip bare = dip_of(residual, 4800 + phase, length, false);
                const Dip guarded = dip_of(residual, 4800 + phase, length, true);
                ASSERT_NE(guarded.first, 0U) << residual << ' ' << length << ' ' << phase;
                EXPECT_NEAR(static_cast<double>(guarded.first), static_cast<double>(bare.first), 81)
                    << residual << ' ' << length << ' ' << phase;
                EXPECT_NEAR(static_cast<double>(guarded.last), static_cast<double>(bare.last), 81)
                    << residual << ' ' << length << ' ' << phase;
                EXPECT_NEAR(guarded.lowest, bare.lowest, 230 * 0.002)
                    << residual << ' ' << length << ' ' << phase;
            }
        }
    }
}

TEST(Guard, APhaseJumpPasses) {
    Step out;
    TestWave jump = TestWave::balanced(230, 5, 0);
    for (auto& channel : jump.channel) {
        for (TestComponent& part : channel) part.degrees += 60;
    }
    step(out, TestWave::balanced(230, 5, 0), jump, 8000);
    EXPECT_LE(out.replaced, 6 * 160U);
    EXPECT_NEAR(static_cast<double>(out.meter.windows.back().phase[0].active.count()) * 1e-3, 1150,
                0.6);
    EXPECT_NEAR(out.meter.engine->frequency().count(), 50'000, 2);
}

TEST(Guard, AnInrushThatDecaysIsReplacedOnce) {
    Step out;
    TestWave inrush = TestWave::balanced(230, 5, 0);
    inrush.disturbance = [](std::size_t c, std::uint64_t sample) {
        if (c != current_of(0) || sample < 4000) return 0.0;
        const double t = static_cast<double>(sample - 4000) / 8000;
        const double half_wave = std::max(0.0, std::sin(2 * std::numbers::pi * 50 * t));
        return 0.5 * 0x1p23 * half_wave * std::exp(-t / 0.08);
    };
    step(out, TestWave::balanced(230, 5, 0), inrush, 4000);
    EXPECT_LE(out.replaced, 160U);
}

TEST(Guard, ASteadyDistortedAndNoisyStateIsLeftAlone) {
    TestMeter meter;
    TestWave wave = single_load(50.03);
    for (int h = 3; h < 40; h += 2) {  // A rectifier's current.
        wave.channel[3].push_back({static_cast<double>(h), 5.0 / h, 90.0 + 180 * (h / 2)});
    }
    wave.noise_counts = 0x1p23 * 0.001;
    meter.run(wave, 8000);
    const std::uint64_t settled = meter.engine->disturbed_samples();
    meter.run(wave, 16000);
    EXPECT_EQ(meter.engine->disturbed_samples(), settled);
    EXPECT_LE(settled, 160U);
}

TEST(Guard, OffItReplacesNothing) {
    TestMeter meter;
    meter.engine->set_guard(false);
    meter.run(with(single_load(50), {5e3, 1, 0, 1}), 12000);
    EXPECT_EQ(meter.engine->disturbed_samples(), 0U);
    for (const Window& window : meter.windows) EXPECT_FALSE(window.flagged);
}

}  // namespace
}  // namespace meter::waveform
