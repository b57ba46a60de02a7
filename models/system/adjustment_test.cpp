#include "models/system/adjustment.h"

#include <cmath>

#include <gtest/gtest.h>

#include "models/afe/test_signals.h"
#include "models/system/analogue.h"

namespace bench::system {
namespace {

using namespace std::chrono_literals;

constexpr double kGainScale = 16'777'216;

struct Unit {
    explicit Unit(ThreePhaseConfig with, std::uint64_t number = 1)
        : config{std::move(with)},
          key{number},
          front_end{config.front_end, wave, nullptr, key.of("front_end")},
          record{adjust(config, front_end, key.of("adjustment"))} {}

    // Error of the record's gain against the unit's, in ppm.
    [[nodiscard]] double gain_error_ppm(std::size_t c) const {
        const double units = c < 3 ? 1e4 : 1e6;
        const double exact = units / front_end.true_gain(c, 50) * kGainScale;
        return (record.channel[c].gain / exact - 1) * 1e6;
    }
    // Of the angle between two channels, in millidegrees at 50 Hz.
    [[nodiscard]] double angle_error_mdeg(std::size_t a, std::size_t b) const {
        const auto total = [this](std::size_t c) {
            return front_end.true_phase_delay(c, 50) + record.channel[c].delay_ns * 1e-9;
        };
        return (total(a) - total(b)) * 50 * 360e3;
    }
    ThreePhaseConfig config;
    afe::Tones wave{};
    chance::Key key;
    afe::FrontEnd front_end;
    hal_metrology record;
};

TEST(Adjustment, LeavesNoMoreThanTheStatedErrors) {
    double worst_gain = 0;
    double worst_angle = 0;
    for (std::uint64_t number = 1; number <= 20; ++number) {
        const Unit unit{{}, number};
        for (std::size_t c = 0; c < afe::kChannels; ++c) {
            worst_gain = std::max(worst_gain, std::fabs(unit.gain_error_ppm(c)));
            worst_angle = std::max(worst_angle, std::fabs(unit.angle_error_mdeg(c, 0)));
        }
    }
    EXPECT_LE(worst_gain, 301);    // 300 ppm and the rounding of the gain.
    EXPECT_GE(worst_gain, 200);    // Of 140 draws some come near it.
    EXPECT_LE(worst_angle, 10.1);  // Two channels of 5 millidegrees each.
    EXPECT_GE(worst_angle, 5);
}

TEST(Adjustment, WithoutErrorsEveryChannelIsExact) {
    ThreePhaseConfig config;
    config.adjustment = {.gain_ppm = 0, .phase_mdeg = 0, .corner_percent = 0};
    const Unit unit{config};
    for (std::size_t c = 0; c < afe::kChannels; ++c) {
        EXPECT_NEAR(unit.gain_error_ppm(c), 0, 0.5);
        EXPECT_NEAR(unit.angle_error_mdeg(c, 0), 0, 0.02);  // A nanosecond is 0.018.
        EXPECT_NEAR(unit.record.channel[c].offset, unit.front_end.true_offset(c), 0.5);
    }
}

// The one pole of the record stands for all that attenuates harmonics: at 2 kHz it is exact.
TEST(Adjustment, TheCornerGivesTheGainAtTwoKilohertz) {
    ThreePhaseConfig config;
    config.adjustment.corner_percent = 0;
    for (const double corner : {5'000.0, 7'234.0, 20'000.0}) {
        config.front_end.converter.corner_hz = corner;
        const Unit unit{config};
        for (std::size_t c = 0; c < afe::kChannels; ++c) {
            const double pole = unit.record.channel[c].corner_hz;
            const double said =
                std::sqrt((1 + std::pow(50 / pole, 2)) / (1 + std::pow(2000 / pole, 2)));
            const double exact =
                unit.front_end.true_gain(c, 2000) / unit.front_end.true_gain(c, 50);
            EXPECT_NEAR(said / exact, 1, 2e-5) << corner << " channel " << c;
        }
    }
}

// What the spreads of the parts make of an unadjusted unit, and nothing but.
TEST(Adjustment, AnUnadjustedUnitHasTheValuesOfTheDesign) {
    ThreePhaseConfig config;
    config.adjustment.adjusted = false;
    const Unit one{config, 1};
    const Unit other{config, 2};
    double worst = 0;
    for (std::size_t c = 0; c < afe::kChannels; ++c) {
        EXPECT_EQ(one.record.channel[c].gain, other.record.channel[c].gain);
        EXPECT_EQ(one.record.channel[c].delay_ns, other.record.channel[c].delay_ns);
        EXPECT_EQ(one.record.channel[c].offset, 0);
        worst = std::max(worst, std::fabs(one.gain_error_ppm(c)));
        // 0.2 % of the divider or 0.3 % of a transformer, and 0.1 % of the reference.
        EXPECT_LE(std::fabs(one.gain_error_ppm(c)), 4'100);
    }
    EXPECT_GT(worst, 500);  // More than an adjustment leaves.
    EXPECT_EQ(one.record.channel[0].gain, one.record.channel[1].gain);
    EXPECT_NE(Unit({}, 1).record.channel[0].gain, Unit({}, 2).record.channel[0].gain);
}

TEST(Adjustment, TheRecordSaysWhatTheMeterIs) {
    ThreePhaseConfig config;
    config.grid.frequency_hz = 60;
    config.grid.nominal_v = 120;
    config.rejection = false;
    const Unit unit{config};
    EXPECT_EQ(unit.record.nominal_hz, 60U);
    EXPECT_EQ(unit.record.nominal_mv, 120'000);
    EXPECT_EQ(unit.record.nominal_ma, 5'000);
    EXPECT_EQ(unit.record.max_ma, 6'000);
    EXPECT_EQ(unit.record.start_ppm, 1'000U);
    EXPECT_EQ(unit.record.interruption_ppm, 50'000U);
    EXPECT_EQ(unit.record.rejection, 0);
}

// ---- What a capture may say ----

BenchConfig bench_with(std::vector<mains::LoadItem> loads) {
    BenchConfig config;
    config.meters.resize(1);
    config.meters.front().three_phase.emplace().loads = std::move(loads);
    return config;
}

mains::LoadItem load(double watts, Time start = kStart, Nanoseconds length = kEndOfTime - kStart) {
    mains::LoadItem item;
    item.power_w = watts;
    item.start = start;
    item.length = length;
    return item;
}

// 3 kW from the start, and from 10 s on for 5 s another 600 W.
struct Load {
    Load()
        : config{bench_with({load(3'000), load(600, kStart + 10s, 5s)})},
          analogue{config, config.meters.front(), {}, chance::Key{1}, agenda} {}
    Agenda agenda;
    BenchConfig config;
    Analogue analogue;
};

// Of class 0.5 S; the floors are those of the starting current of 5 mA in three phases.
TEST(Analogue, BoundsHoldTheTruthAndItsClass) {
    const Load load;
    const auto [low, high] = load.analogue.bounds(kStart + 5s, 0, 0);
    constexpr double kFloorMw = 1'000 + 3e3 * 230 * 0.005;
    EXPECT_NEAR(static_cast<double>(low.power_mw), 3e6 * 0.995 - kFloorMw, 2);
    EXPECT_NEAR(static_cast<double>(high.power_mw), 3e6 * 1.005 + kFloorMw, 2);
    EXPECT_NEAR(low.voltage_mv, 230'000 * 0.995 - 100, 2);
    EXPECT_NEAR(high.voltage_mv, 230'000 * 1.005 + 100, 2);
    const double current_ma = 3e6 / 230.0;
    EXPECT_NEAR(low.current_ma, current_ma * 0.995 - 15 - 0.002 * current_ma, 3);
    // 5 s of 3 kW are 4.17 Wh, of which 60 ms may not have been counted yet.
    EXPECT_EQ(high.import_cwh, 416 + 2 + 2);
    EXPECT_EQ(low.import_cwh, 411 - 2 - 2);
    EXPECT_EQ(high.export_cwh, 2);
}

TEST(Analogue, ARegisterOfASecondAgoIsNotWithinTheBounds) {
    const Load load;
    const auto now = load.analogue.bounds(kStart + 60s, 0, 0);
    const auto then = load.analogue.bounds(kStart + 59s, 0, 0);
    EXPECT_LT((then[0].import_cwh + then[1].import_cwh) / 2, now[0].import_cwh);
}

TEST(Analogue, WhatWasNotMeasuredMayBeMissing) {
    const Load load;
    const Int128 wh = static_cast<Int128>(3600) * 1'000'000'000'000;
    const auto whole = load.analogue.bounds(kStart + 60s, 0, 0);
    const auto less = load.analogue.bounds(kStart + 60s, wh, 0);
    EXPECT_NEAR(static_cast<double>(whole[0].import_cwh - less[0].import_cwh), 100, 1);
    EXPECT_EQ(whole[1].import_cwh, less[1].import_cwh);
}

TEST(Analogue, BoundsHoldWhatWasTrueDuringTheWindowsBefore) {
    const Load load;
    const auto power = [&](Nanoseconds at, std::size_t which) {
        return load.analogue.bounds(kStart + at, 0, 0)[which].power_mw;
    };
    EXPECT_LT(power(9'900ms, 1), 3'030'000);
    EXPECT_LT(power(10'300ms, 0), 3'000'000);
    EXPECT_GT(power(10'300ms, 1), 3'600'000);
    EXPECT_GT(power(10'800ms, 0), 3'570'000);
}

// A pulse of 30 ms each 200 ms is seen, wherever it lies.
TEST(Analogue, BoundsOfAPulsedLoadReachFromNothingToTheWhole) {
    std::vector<mains::LoadItem> loads;
    for (int i = 0; i < 20; ++i) loads.push_back(load(3'000, kStart + i * 200ms + 130ms, 30ms));
    Agenda agenda;
    const BenchConfig config = bench_with(loads);
    const Analogue analogue{config, config.meters.front(), {}, chance::Key{1}, agenda};
    for (int i = 0; i < 10; ++i) {
        const auto [low, high] = analogue.bounds(kStart + 2s + i * 20ms, 0, 0);
        EXPECT_LT(low.power_mw, 0);
        EXPECT_GT(high.power_mw, 3'000'000);
    }
}

TEST(Analogue, SteadyIsWhereNothingBeginsOrEnds) {
    const Load load;
    EXPECT_TRUE(load.analogue.steady(kStart + 1s, kStart + 9s));
    EXPECT_FALSE(load.analogue.steady(kStart + 9s, kStart + 10s));
    EXPECT_FALSE(load.analogue.steady(kStart + 10s, kStart + 11s));
    EXPECT_TRUE(load.analogue.steady(kStart + 10s + 1ns, kStart + 15s - 1ns));
    EXPECT_FALSE(load.analogue.steady(kStart + 14s, kStart + 16s));
    EXPECT_TRUE(load.analogue.steady(kStart + 16s, kStart + 100s));
}

TEST(Analogue, PowerOffIsAnInterruptionOfTheMains) {
    BenchConfig config = bench_with({load(3'000)});
    config.entries.resize(1);
    config.entries[0].action = Action::power_off;
    config.entries[0].target = config.meters.front().name;
    Agenda agenda;
    const std::vector<Occurrence> occurrences{{0, 0, kStart + 2s, kStart + 3s}};
    const Analogue analogue{config, config.meters.front(), occurrences, chance::Key{1}, agenda};
    EXPECT_NEAR(analogue.truth_at(kStart + 1s).phase[0].voltage_v, 230, 1e-6);
    EXPECT_NEAR(analogue.truth_at(kStart + 2500ms).phase[0].voltage_v, 0, 1e-9);
    EXPECT_FALSE(analogue.steady(kStart + 1s, kStart + 2s));
    EXPECT_FALSE(analogue.steady(kStart + 2500ms, kStart + 3s));
}

TEST(Analogue, AMeterIsFedWhileOnePhaseStandsHighEnough) {
    BenchConfig config = bench_with({load(3'000)});
    config.duration = 10s;
    config.entries.resize(2);
    for (std::size_t i = 0; i < 2; ++i) {
        config.entries[i].action = Action::voltage;
        config.entries[i].target = config.meters.front().name;
        config.entries[i].grid_event.kind = mains::EventKind::dip;
        config.entries[i].grid_event.residual = 0.5;
        config.entries[i].grid_event.phases = i == 0 ? 3 : 4;
    }
    Agenda agenda;
    const std::vector<Occurrence> occurrences{{0, 0, kStart + 1s, kStart + 4s},
                                              {1, 0, kStart + 3s, kStart + 6s}};
    const Analogue analogue{config, config.meters.front(), occurrences, chance::Key{1}, agenda};
    EXPECT_EQ(analogue.unfed(0.6), (std::vector<TimeSpan>{{kStart + 3s, kStart + 4s}}));
    EXPECT_TRUE(analogue.unfed(0.4).empty());
}

}  // namespace
}  // namespace bench::system
