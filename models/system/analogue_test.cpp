// What a capture may say, and what the mains are, of a meter that measures itself.

#include "models/system/analogue.h"

#include <cmath>
#include <functional>
#include <memory>
#include <numbers>

#include <gtest/gtest.h>

namespace bench::system {
namespace {

using namespace std::chrono_literals;

std::array<trace::MintedValues, 2> bounds(const Analogue& analogue, Time time,
                                          Int128 unmeasured_import_pj = 0) {
    return analogue.bounds(time, analogue.registers(time, unmeasured_import_pj, 0));
}

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

// Of the starting current of 5 mA in three phases, and a watt.
constexpr double kFloorMw = 1'000 + 3e3 * 230 * 0.005;

TEST(Analogue, BoundsHoldTheTruthAndItsClass) {
    const Load load;
    const auto [low, high] = bounds(load.analogue, kStart + 5s);
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
    const auto now = bounds(load.analogue, kStart + 60s);
    const auto then = bounds(load.analogue, kStart + 59s);
    EXPECT_LT((then[0].import_cwh + then[1].import_cwh) / 2, now[0].import_cwh);
}

TEST(Analogue, WhatWasNotMeasuredMayBeMissing) {
    const Load load;
    const Int128 wh = static_cast<Int128>(3600) * 1'000'000'000'000;
    const auto whole = bounds(load.analogue, kStart + 60s);
    const auto less = bounds(load.analogue, kStart + 60s, wh);
    EXPECT_NEAR(static_cast<double>(whole[0].import_cwh - less[0].import_cwh), 100, 1);
    EXPECT_EQ(whole[1].import_cwh, less[1].import_cwh);
}

TEST(Analogue, BoundsHoldWhatWasTrueDuringTheWindowsBefore) {
    const Load load;
    const auto power = [&](Nanoseconds at, std::size_t which) {
        return bounds(load.analogue, kStart + at)[which].power_mw;
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
        const auto [low, high] = bounds(analogue, kStart + 2s + i * 20ms);
        EXPECT_LT(low.power_mw, 0);
        EXPECT_GT(high.power_mw, 3'000'000);
    }
}

// An analogue side of its own for a few loads.
struct Side {
    explicit Side(std::vector<mains::LoadItem> loads,
                  const std::function<void(BenchConfig&)>& change = {},
                  std::vector<Occurrence> occurrences = {})
        : config{changed(bench_with(std::move(loads)), change)},
          analogue{config, config.meters.front(), occurrences, chance::Key{1}, agenda} {}
    static BenchConfig changed(BenchConfig config,
                               const std::function<void(BenchConfig&)>& change) {
        if (change) change(config);
        return config;
    }
    Agenda agenda;
    BenchConfig config;
    Analogue analogue;
};

// The errors of two phases of which one gives what the other takes do not cancel out.
TEST(Analogue, ClassIsOfEachPhase) {
    mains::LoadItem taken = load(5'000);
    taken.phases = mains::kL1;
    mains::LoadItem given = load(5'000);
    given.phases = mains::kL2;
    given.direction = mains::LoadDirection::export_;
    const Side side{{taken, given}};
    const auto [low, high] = bounds(side.analogue, kStart + 100s);
    EXPECT_NEAR(static_cast<double>(high.power_mw), 50'000 + kFloorMw, 2);
    EXPECT_NEAR(static_cast<double>(low.power_mw), -50'000 - kFloorMw, 2);
    // 0.5 % of 278 Wh, in either direction.
    EXPECT_NEAR(static_cast<double>(high.import_cwh), 138 + 2, 2);
    EXPECT_NEAR(static_cast<double>(high.export_cwh), 138 + 2, 2);
}

// 1 % at a power factor of 0.25, and 0.73 % at 0.5.
TEST(Analogue, ClassAllowsMoreAtALowPowerFactor) {
    mains::LoadItem motor = load(3'000);
    motor.kind = mains::LoadKind::inverter;
    motor.power_factor = 0.5;
    const Side side{{motor}};
    const auto [low, high] = bounds(side.analogue, kStart + 100s);
    EXPECT_NEAR((static_cast<double>(high.power_mw) - kFloorMw) / 3e6, 1.0073, 3e-4);
    EXPECT_NEAR((static_cast<double>(low.power_mw) + kFloorMw) / 3e6, 0.9927, 3e-4);
}

// 4 mA of a meter that starts at 5 mA: it may count them or not.
TEST(Analogue, BelowTheStartingCurrentNothingNeedBeRegistered) {
    mains::LoadItem standby = load(0);
    standby.power_w = 3 * 230 * 0.004;
    const Side side{{standby}};
    const auto [low, high] = bounds(side.analogue, kStart + 3600s);
    EXPECT_LE(low.import_cwh, 0);
    EXPECT_GE(high.import_cwh, 276);
    mains::LoadItem more = standby;
    more.power_w = 3 * 230 * 0.006;
    const Side other{{more}};
    EXPECT_GT(bounds(other.analogue, kStart + 3600s)[0].import_cwh, 400);
}

// A phase whose load begins is counted once ten cycles have decided that it counts.
TEST(Analogue, ALoadThatHasJustBegunNeedNotBeCountedYet) {
    const Side side{{load(36'000, kStart + 10s)}};
    EXPECT_LE(bounds(side.analogue, kStart + 10s + 200ms)[0].import_cwh, 0);
    EXPECT_EQ(side.analogue.register_age(kStart + 10s + 200ms), 300ms);
    EXPECT_GT(bounds(side.analogue, kStart + 10s + 400ms)[0].import_cwh, 90);
    EXPECT_EQ(side.analogue.register_age(kStart + 10s + 400ms), 60ms);
}

TEST(Analogue, NoPowerIsNotRightWhereThereIsExport) {
    mains::LoadItem given = load(300);
    given.direction = mains::LoadDirection::export_;
    const Side side{{given}};
    const auto [low, high] = bounds(side.analogue, kStart + 100s);
    EXPECT_LT(high.power_mw, -290'000);
    EXPECT_GT(low.power_mw, -310'000);
    EXPECT_GT(low.export_cwh, 800);
}

TEST(Analogue, TheVoltageOfOnePhaseIsNotTheMeanOfThree) {
    const Side side{{}, [](BenchConfig& config) {
                        config.meters.front().three_phase->grid.phase[0].magnitude_percent = 97;
                    }};
    const auto [low, high] = bounds(side.analogue, kStart + 10s);
    EXPECT_GT(low.voltage_mv, 0.97 * 230'000);
    EXPECT_LT(high.voltage_mv, 230'000);
    EXPECT_LT(low.voltage_mv, 0.99 * 230'000);
}

TEST(Analogue, CurrentMayLingerAfterALoadIsSwitchedOff) {
    const Side side{{load(6'900, kStart, 10s)}};  // 30 A, the three phases together.
    EXPECT_NEAR(bounds(side.analogue, kStart + 12s)[1].current_ma, 15 + 60, 1);
    EXPECT_NEAR(bounds(side.analogue, kStart + 16s)[1].current_ma, 15, 1);
}

// 2 % of what flows from a disturbance until ten seconds after it.
TEST(Analogue, ADisturbanceLeavesMoreOpenForAWhile) {
    const auto inject = [](BenchConfig& config) {
        config.entries.resize(1);
        config.entries[0].action = Action::inject;
        config.entries[0].target = config.meters.front().name;
        config.entries[0].disturbance.kind = emi::Kind::eft_burst;
        config.entries[0].disturbance.level = 1'000;
    };
    const Side side{{load(3'600)}, inject, {{0, 0, kStart + 100s, kStart + 110s}}};
    const auto slack = [&](Nanoseconds at) {
        return side.analogue.registers(kStart + at, 0, 0).import.slack;
    };
    EXPECT_EQ(slack(100s), 50);
    EXPECT_EQ(slack(110s), 50 + 20);
    EXPECT_EQ(slack(120s), 50 + 40);
    EXPECT_EQ(slack(140s), 50 + 40 + 10);
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

// Ten seconds of 5 A and ten of 2 A, in a loop.
std::shared_ptr<const mains::WaveFile> two_loads() {
    constexpr std::size_t kPoints = 20 * 50 * 40;
    std::array<std::vector<double>, mains::kWaves> loop;
    for (auto& wave : loop) wave.assign(kPoints, 0.0);
    for (std::size_t n = 0; n < kPoints; ++n) {
        const double sine =
            std::sqrt(2.0) * std::sin(2 * std::numbers::pi * static_cast<double>(n) / 40);
        loop[0][n] = 230 * sine;
        loop[3][n] = (n < kPoints / 2 ? 5 : 2) * sine;
    }
    return std::make_shared<const mains::WaveFile>(std::move(loop), 20 * 50, 20.0);
}

// What a message about three seconds of a recording is compared with is what was true in them.
TEST(Analogue, TheTruthOfAWaveIsThatOfItsTime) {
    const Side side{
        {}, [](BenchConfig& config) { config.meters.front().three_phase->wave = two_loads(); }};
    EXPECT_NEAR(side.analogue.measured_at(kStart + 8s).phase[0].current_ua, 5e6, 100);
    EXPECT_NEAR(side.analogue.measured_at(kStart + 38s).phase[0].current_ua, 2e6, 100);
    const auto active = side.analogue.measured_at(kStart + 38s).phase[0].active_mw;
    EXPECT_NEAR(static_cast<double>(active), 460e3, 20);
    EXPECT_TRUE(side.analogue.steady(kStart + 5s, kStart + 8s));
    EXPECT_FALSE(side.analogue.steady(kStart + 9s, kStart + 12s));
    const auto [low, high] = bounds(side.analogue, kStart + 15s);
    EXPECT_NEAR(static_cast<double>(high.power_mw), 460e3 * 1.005 + kFloorMw, 20);
    EXPECT_NEAR(static_cast<double>(low.power_mw), 460e3 * 0.995 - kFloorMw, 20);
    EXPECT_NEAR(static_cast<double>(high.import_cwh), 383 + 2 + 2, 1);
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
