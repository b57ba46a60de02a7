#include "models/mains/grid_check.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "models/mains/grid.h"
#include "models/mains/timeline.h"

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

template <typename T, typename Change>
std::string wrong(T item, Change change) {
    change(item);
    return complaint(item).value_or("fine");
}

LoadItem load() {
    LoadItem item;
    item.power_w = 100;
    return item;
}

GridEvent dip() { return {EventKind::dip, kL1, 0.5, kStart, 1s, 0}; }

TEST(GridCheck, WhatIsInRangeHasNoComplaint) {
    EXPECT_FALSE(complaint(GridConfig{}));
    EXPECT_FALSE(complaint(load()));
    EXPECT_FALSE(complaint(dip()));
}

TEST(GridCheck, AGridOutOfRangeIsToldWhatToWrite) {
    const GridConfig good;
    EXPECT_EQ(wrong(good, [](auto& c) { c.frequency_hz = 70; }),
              "the frequency is 70; write 42.5 .. 69");
    EXPECT_EQ(wrong(good, [](auto& c) { c.nominal_v = std::nan(""); }),
              "the nominal voltage is nan; write 10 .. 1000");
    EXPECT_EQ(wrong(good, [](auto& c) { c.frequency_hz = 43, c.drift.amplitude_hz = 1; }),
              "the lowest frequency of the drift is 42; write 42.5 .. 69");
    EXPECT_EQ(wrong(good,
                    [](auto& c) {
                        c.harmonics = {{51, 0.1, 0}};
                    }),
              "the order of a harmonic is 51; write 2 .. 50");
    EXPECT_EQ(wrong(good,
                    [](auto& c) {
                        c.harmonics = {{5, 0.1, 0}, {5, 0.2, 0}};
                    }),
              "harmonic 5 is listed twice; write it once");
    EXPECT_EQ(wrong(good,
                    [](auto& c) {
                        c.inter_harmonics = {{150.2, 0.1}};
                    }),
              "the inter-harmonic of 150.2 Hz is a harmonic; keep 0.5 Hz away from multiples of 50 "
              "Hz, or write it under harmonics");
    EXPECT_EQ(wrong(good, [](auto& c) { c.unbalance = 0.02, c.phase[1].magnitude_percent = 99; }),
              "unbalance and the setting of a phase exclude each other; write one of them");
    EXPECT_EQ(wrong(good, [](auto& c) { c.unbalance = 0.02, c.phases = kL1; }),
              "an unbalance needs three phases; leave it out");
    EXPECT_EQ(wrong(good, [](auto& c) { c.phases = 0; }),
              "the phases of the grid are 0; write 1 .. 7, the sum of 1, 2 and 4 for L1, L2, L3");
    EXPECT_EQ(wrong(good, [](auto& c) { c.flicker.depth = 0.01; }),
              "the changes of the flicker in a minute is 0; write 0.01 .. 4800");
}

TEST(GridCheck, ALoadOutOfRangeIsToldWhatToWrite) {
    EXPECT_EQ(wrong(load(), [](auto& l) { l.current_a = 1; }),
              "a load has power or current; write one of them, above 0");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.power_w = -1; }),
              "a load has power or current; write one of them, above 0");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.power_factor = 0.9; }),
              "a resistive load has the power factor 1, not 0.9; write kind motor or spectrum");
    EXPECT_EQ(wrong(load(),
                    [](auto& l) {
                        l.spectrum = {{3, 0.1, 0}};
                    }),
              "a resistive load or a motor has no spectrum of its own; write kind spectrum");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.thd = 0.1; }),
              "thd is for a rectifier or an inverter without a spectrum; leave it out");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.inrush_multiple = 5; }),
              "an inrush is a motor's; write kind motor");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.kind = LoadKind::motor, l.inrush_multiple = 5; }),
              "an inrush needs a decay time; write one above 0 s");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.length = 0s; }),
              "a load has no length; write one above 0 s");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.start = kStart - 1s; }),
              "a load starts before the run; write 0 s or more");
    EXPECT_EQ(wrong(load(), [](auto& l) { l.kind = LoadKind::motor, l.power_factor = 0; }),
              "the power factor is 0; write 0.01 or more, or a current");
}

TEST(GridCheck, AnEventOutOfRangeIsToldWhatToWrite) {
    EXPECT_EQ(wrong(dip(), [](auto& e) { e.residual = 1; }),
              "the residual of a dip in % is 100; write 0 .. 95");
    EXPECT_EQ(wrong(dip(), [](auto& e) { e.kind = EventKind::swell; }),
              "the residual of a swell in % is 50; write 105 .. 200");
    EXPECT_EQ(wrong(dip(), [](auto& e) { e.kind = EventKind::interruption; }),
              "the residual of an interruption in % is 50; write 0 .. 10");
    EXPECT_EQ(wrong(dip(), [](auto& e) { e.kind = EventKind::phase_swap; }),
              "a phase swap is of exactly two phases; write two, as l2+l3");
    EXPECT_EQ(wrong(dip(), [](auto& e) { e.phase_jump_deg = 181; }),
              "the phase jump is 181; write -180 .. 180");
}

TEST(GridCheck, AGridIsNotMadeOfWhatIsWrongAndSaysWhich) {
    GridEvent bad = dip();
    bad.length = 0s;
    const auto message_of = [](const GridConfig& config, const std::vector<LoadItem>& loads,
                               const std::vector<GridEvent>& events) -> std::string {
        try {
            const Grid grid{config, loads, events};
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "made";
    };
    EXPECT_EQ(message_of({}, {load()}, {dip(), bad}),
              "event 2: an event has no length; write one above 0 s");
    GridConfig single;
    single.phases = kL1;
    EXPECT_EQ(message_of(single, {load()}, {}),
              "load 1: it is on a phase that the grid does not have; its phases are 7, the grid's "
              "1");
    EXPECT_EQ(message_of(single, {}, {dip()}), "made");
}

TEST(GridCheck, TooManyPiecesAreRefused) {
    std::vector<LoadItem> loads;
    LoadItem motor = load();
    motor.kind = LoadKind::motor;
    motor.inrush_multiple = 20;
    motor.inrush_decay = 10s;
    for (int i = 0; i < 30; ++i) {
        motor.start = kStart + i * 200s;
        loads.push_back(motor);
    }
    EXPECT_THROW((Timeline{{}, loads, {}}), std::invalid_argument);
}

}  // namespace
}  // namespace bench::mains
