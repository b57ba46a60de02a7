#include "models/mains/gated_wave.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

Time at(Nanoseconds since) { return kStart + since; }

// Ten cycles of 50 Hz at 5 kHz: 230 V, and 10 A in the first five of them, -4 A in the others.
WaveFile wave() {
    std::array<std::vector<double>, kWaves> loop;
    for (auto& each : loop) each.assign(1'000, 0.0);
    for (std::size_t n = 0; n < 1'000; ++n) {
        const double sine =
            std::sqrt(2.0) * std::sin(2 * std::numbers::pi * static_cast<double>(n) / 100);
        loop[0][n] = 230 * sine;
        loop[3][n] = (n < 500 ? 10 : -4) * sine;
    }
    return WaveFile{std::move(loop), 10, 0.2};
}

// Of both ways to count, the mean takes half of two cycles' -9.2 J out of import and export.
constexpr double kMixed = 9.2;

double import_j(const EnergyTruth& energy) { return static_cast<double>(energy.import_pj) * 1e-12; }
double export_j(const EnergyTruth& energy) { return static_cast<double>(energy.export_pj) * 1e-12; }

TEST(WaveEnergy, IsAFunctionOfTimeAndOfEachCyclesSign) {
    const WaveFile file = wave();
    EXPECT_NEAR(import_j(file.energy_at(at(100ms))), 230, 0.01);
    EXPECT_NEAR(export_j(file.energy_at(at(100ms))), 0, 1e-9);
    // Counted from half a cycle later, 23 J and -9.2 J make one cycle, twice a loop.
    EXPECT_NEAR(import_j(file.energy_at(at(200ms))), 230 - kMixed, 0.01);
    EXPECT_NEAR(export_j(file.energy_at(at(200ms))), 92 - kMixed, 0.01);
    EXPECT_NEAR(static_cast<double>(file.energy_at(at(200ms)).apart_pj) * 1e-12, kMixed, 0.01);
    EXPECT_NEAR(import_j(file.energy_at(at(60s + 50ms))), 300 * (230 - kMixed) + 115, 0.1);
    EXPECT_NEAR(static_cast<double>(file.energy_at(at(200ms)).gross_pj) * 1e-12, 322, 0.01);
}

TEST(WaveEnergy, CyclesHaveValuesOfTheirOwn) {
    const WaveFile file = wave();
    ASSERT_EQ(file.cycle_values().size(), 10U);
    EXPECT_NEAR(file.cycle_values()[file.cycle_at(at(10ms))].active_w[0], 2'300, 0.1);
    EXPECT_NEAR(file.cycle_values()[file.cycle_at(at(1'150ms))].active_w[0], -920, 0.1);
    EXPECT_NEAR(file.cycle_values()[7].current_a[0], 4, 1e-3);
}

TEST(WaveTruth, IsThatOfTheCyclesAskedFor) {
    const WaveFile file = wave();
    const auto amperes = [&](Nanoseconds from, Nanoseconds to) {
        return file.truth_over(at(from), at(to)).phase[0].current_a;
    };
    EXPECT_NEAR(amperes(0s, 100ms), 10, 1e-3);
    EXPECT_NEAR(amperes(1'100ms, 1'200ms), 4, 1e-3);
    EXPECT_NEAR(amperes(40ms, 140ms), std::sqrt((3 * 100 + 2 * 16) / 5.0), 1e-3);
    EXPECT_NEAR(amperes(0s, 3s), file.truth().phase[0].current_a, 1e-9) << "15 whole loops";
    EXPECT_NEAR(amperes(45ms, 45ms), 10, 1e-3) << "the cycle nearest to one instant";
    const Truth part = file.truth_over(at(100ms), at(200ms));
    EXPECT_NEAR(part.phase[0].active_w, -920, 0.1);
    EXPECT_NEAR(part.phase[0].voltage_v, 230, 1e-3);
    EXPECT_NEAR(part.phase[0].current_harmonic_a[1], 4, 1e-3);
    EXPECT_NEAR(part.phase[0].current_thd, 0, 1e-9);
    EXPECT_NEAR(std::fabs(part.phase[0].current_angle_deg), 180, 1e-6);
    EXPECT_NEAR(part.frequency_hz, 50, 1e-9);
}

TEST(GatedWave, NothingFlowsWhileItIsOff) {
    const WaveFile file = wave();
    const GatedWave gated{file, {{at(1s), at(2s)}, {at(3s), at(3'200ms)}}, 1'000};
    const EnergyTruth energy = gated.energy_at(at(4s));
    EXPECT_NEAR(import_j(energy), 14 * (230 - kMixed), 0.1);
    EXPECT_NEAR(export_j(energy), 14 * (92 - kMixed), 0.1);
    EXPECT_NEAR(static_cast<double>(energy.apart_pj) * 1e-12, 14 * kMixed, 0.1);
    EXPECT_NEAR(static_cast<double>(energy.gross_pj) * 1e-12, 14 * 322, 0.1);
    EXPECT_NEAR(static_cast<double>(energy.faint_pj) * 1e-12, 14 * 92, 0.1) << "920 W of 1 kW";
    EXPECT_EQ(gated.truth_at(at(1'500ms)).phase[0].voltage_v, 0);
    EXPECT_NEAR(gated.truth_at(at(2s)).phase[0].voltage_v, 230, 0.01);
    EXPECT_NEAR(gated.truth_over(at(2s), at(2'100ms)).phase[0].current_a, 10, 1e-3);
    EXPECT_NEAR(gated.mean_square(0, at(0s), at(2s)), 230 * 230 / 2.0, 1);
    std::array<std::vector<double>, kWaves> values;
    std::array<std::span<double>, kWaves> out;
    for (std::size_t w = 0; w < kWaves; ++w) {
        values[w].resize(8);
        out[w] = values[w];
    }
    gated.fill(0.9996, 1e-4, out);
    EXPECT_NE(values[0][3], 0);
    EXPECT_EQ(values[0][4], 0) << "the sample of the instant at which it goes off";
    gated.fill(1.9996, 1e-4, out);
    EXPECT_EQ(values[0][3], 0);
    EXPECT_NE(values[0][7], 0);
}

TEST(GatedWave, EachCycleOfASpanIsSeenAndTheGapAsNothing) {
    const WaveFile file = wave();
    const GatedWave gated{file, {{at(1s), at(2s)}}};
    double most = 0;
    double least = 1e9;
    gated.each_cycle(at(700ms), at(1'050ms), [&](const CycleValues& values) {
        most = std::max(most, values.active_w[0]);
        least = std::min(least, values.active_w[0]);
    });
    EXPECT_NEAR(most, 2'300, 0.1);
    EXPECT_NEAR(least, -920, 0.1);
}

}  // namespace
}  // namespace bench::mains
