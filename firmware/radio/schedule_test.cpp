#include "firmware/radio/schedule.h"

#include <array>

#include <gtest/gtest.h>

#include "firmware/radio/neighbours.h"

namespace meter::radio {
namespace {

constexpr Instant kZero{};

// UFSI = elapsed * 2^24 / (65536 * dwell), at a dwell of 255 ms.
TEST(Schedule, FractionalSequenceInterval) {
    const Schedule schedule{kZero, milliseconds(255)};
    EXPECT_EQ(schedule.ufsi_at(kZero + milliseconds(255)), 256U);
    EXPECT_EQ(schedule.ufsi_at(kZero + milliseconds(1000)), 1003U);
    EXPECT_EQ(schedule.ufsi_at(kZero + milliseconds(1000000)), 1003921U);
    EXPECT_EQ(schedule.slot_at(kZero + milliseconds(1000000)), 3921);
}

TEST(Schedule, TimingMultiplierRoundsUp) {
    // 2^40 / 20000 = 54975581.39; 2^40 / 15000 = 73300775.18.
    EXPECT_EQ((Schedule{kZero, milliseconds(20)}.timing_multiplier()), 54975582U);
    EXPECT_EQ((Schedule{kZero, milliseconds(15)}.timing_multiplier()), 73300776U);
}

TEST(Schedule, WhoHearsTheFieldKnowsTheOriginToItsResolution) {
    for (const int dwell : {15, 20, 40, 255}) {
        const Schedule sender{kZero + milliseconds(12345), milliseconds(dwell)};
        for (std::int64_t us = 0; us < 1200000000; us += 7654321) {
            const Instant at = sender.origin() + Duration{us};
            const Schedule heard = Schedule::heard(at, sender.ufsi_at(at), sender.dwell());
            const Duration error = heard.origin() - sender.origin();
            // Whole sequences do not count.
            const Duration rest{error.count() % sender.sequence().count()};
            const Duration off = rest > sender.sequence() / 2 ? rest - sender.sequence() : rest;
            ASSERT_LE(std::chrono::abs(off), sender.resolution()) << dwell << ' ' << us;
        }
    }
}

TEST(Schedule, SlotsBeforeTheOriginCountDown) {
    const Schedule schedule{kZero + milliseconds(100), milliseconds(20)};
    EXPECT_EQ(schedule.slot_at(kZero + milliseconds(99)), -1);
    EXPECT_EQ(schedule.slot_at(kZero + milliseconds(80)), -1);
    EXPECT_EQ(schedule.slot_at(kZero + milliseconds(79)), -2);
    EXPECT_EQ(Schedule::hop_slot(-1), 65535);
    EXPECT_EQ(Schedule::hop_slot(65536), 0);
}

TEST(Schedule, RebasingKeepsSlotsAndField) {
    Schedule moved{kZero + milliseconds(3), milliseconds(20)};
    const Schedule before = moved;
    const Instant later = kZero + seconds(86400);
    moved.rebase(later);
    EXPECT_LE(later - moved.origin(), moved.sequence());
    EXPECT_EQ(Schedule::hop_slot(moved.slot_at(later)), Schedule::hop_slot(before.slot_at(later)));
    EXPECT_EQ(moved.start_of(moved.slot_at(later)), before.start_of(before.slot_at(later)));
}

Eui64 eui_number(std::uint8_t number) { return {{0, 0, 0, 0, 0, 0, 0, number}}; }

TEST(Neighbours, TheOneNotHeardForLongestMakesRoom) {
    std::array<Neighbour, 3> places{};
    NeighbourTable table{places};
    for (std::uint8_t i = 0; i < 3; ++i) table.measure(eui_number(i), kZero + seconds(i), 0, 20);
    table.measure(eui_number(0), kZero + seconds(10), 0, 20);
    table.measure(eui_number(9), kZero + seconds(11), 0, 20);
    EXPECT_EQ(table.size(), 3U);
    EXPECT_EQ(table.find(eui_number(1)), nullptr);
    EXPECT_NE(table.find(eui_number(0)), nullptr);
    EXPECT_NE(table.find(eui_number(9)), nullptr);
}

// As many as a collector has, in chains by a hash; half of them then make room for others.
TEST(Neighbours, EachOfManyIsFoundAndNoneThatMadeRoom) {
    constexpr int kPlaces = 64;
    std::array<Neighbour, kPlaces> places{};
    NeighbourTable table{places};
    const auto eui = [](int i) {
        return Eui64{{0x70, 0xB3, 0xD5, 0x4D, 0, 0, static_cast<std::uint8_t>(i % 3),
                      static_cast<std::uint8_t>(i)}};
    };
    for (int i = 0; i < kPlaces + kPlaces / 2; ++i) {
        Neighbour& made = table.measure(eui(i), kZero + seconds(i), 0, 20);
        made.sequence = static_cast<std::uint8_t>(i);
    }
    EXPECT_EQ(table.size(), std::size_t{kPlaces});
    for (int i = 0; i < kPlaces + kPlaces / 2; ++i) {
        const Neighbour* found = table.find(eui(i));
        if (i < kPlaces / 2) {
            EXPECT_EQ(found, nullptr) << i;
        } else {
            ASSERT_NE(found, nullptr) << i;
            EXPECT_EQ(found->sequence, i);
        }
    }
    EXPECT_EQ(table.find(eui(200)), nullptr);
}

TEST(Neighbours, UncertaintyGrowsByFortyPpm) {
    Neighbour neighbour;
    neighbour.heard = kZero;
    neighbour.dwell_ms = 20;
    EXPECT_EQ(neighbour.uncertainty(kZero), Duration{263});
    EXPECT_EQ(neighbour.uncertainty(kZero + seconds(600)), Duration{24263});
}

TEST(Neighbours, ARepeatHasTheSameNumberWithinADialogue) {
    Neighbour neighbour;
    EXPECT_FALSE(neighbour.is_repeat(7, kZero + seconds(1)));
    EXPECT_TRUE(neighbour.is_repeat(7, kZero + seconds(2)));
    EXPECT_TRUE(neighbour.is_repeat(7, kZero + seconds(5)));
    EXPECT_FALSE(neighbour.is_repeat(8, kZero + seconds(5)));
    EXPECT_FALSE(neighbour.is_repeat(8, kZero + seconds(10)));
}

}  // namespace
}  // namespace meter::radio
