#include "firmware/radio/assessment.h"

#include <array>

#include <gtest/gtest.h>

#include "firmware/radio/hopping.h"

namespace meter::radio {
namespace {

constexpr Eui64 kMac1{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};
constexpr std::int64_t kSlots = 60000;
constexpr Duration kSlot = milliseconds(20);

// A number in [0, 1) for a slot, the same for every algorithm.
double uniform(std::uint64_t index) {
    std::uint64_t z = (index + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-53;
}

ChannelMask first_channels(std::uint32_t count) {
    ChannelMask mask;
    for (std::uint32_t i = 0; i < count; ++i) mask.set(static_cast<std::uint8_t>(i));
    return mask;
}

struct Course {
    std::uint32_t channels = 35;
    std::uint32_t bad = 8;
    std::uint32_t floor = 15;
    std::int64_t moves_every = 0;
    bool adaptive = true;
};

// One try a slot; a bad channel loses 0.95 of them, a good one 0.02. The bad ones lie side by side
// and move on by as many as they are.
double delivery_ratio(const Course& run) {
    const ChannelMask whole = first_channels(run.channels);
    Assessment assessment{whole, run.floor};
    const HopKey key = hop_key(kMac1);
    int delivered = 0;
    for (std::int64_t slot = 0; slot < kSlots; ++slot) {
        const Instant now{kSlot * slot};
        const ChannelMask mask = run.adaptive ? assessment.usable(now) : whole;
        const std::uint8_t channel =
            unicast_channel(key, static_cast<std::uint16_t>(slot & 0xFFFF), mask);
        const std::int64_t turn = run.moves_every == 0 ? 0 : slot / run.moves_every;
        const auto first = static_cast<std::uint32_t>(turn) * run.bad;
        const bool bad = (channel + run.channels * 60 - first) % run.channels < run.bad;
        const bool ok = uniform(static_cast<std::uint64_t>(slot)) >= (bad ? 0.95 : 0.02);
        assessment.attempt(channel, ok, now);
        delivered += ok ? 1 : 0;
    }
    return static_cast<double>(delivered) / static_cast<double>(kSlots);
}

// channel.md 3.5, 35 channels of which 8 are bad.
TEST(Assessment, ThirtyFiveChannelsWithEightBadOnes) {
    const double blind = delivery_ratio({.adaptive = false});
    const double adaptive = delivery_ratio({});
    const double moving = delivery_ratio({.moves_every = 10000});
    RecordProperty("blind", std::to_string(blind));
    RecordProperty("adaptive", std::to_string(adaptive));
    RecordProperty("moving", std::to_string(moving));
    EXPECT_NEAR(blind, 0.7674, 0.01);
    EXPECT_NEAR(adaptive, 0.971, 0.01);
    EXPECT_NEAR(moving, 0.970, 0.01);
}

// The same with 16 channels, of which 9 are bad, and a floor of 4.
TEST(Assessment, SixteenChannelsWithNineBadOnes) {
    Course run{.channels = 16, .bad = 9, .floor = 4, .moves_every = 0, .adaptive = false};
    const double blind = delivery_ratio(run);
    run.adaptive = true;
    const double adaptive = delivery_ratio(run);
    run.moves_every = 10000;
    const double moving = delivery_ratio(run);
    RecordProperty("blind", std::to_string(blind));
    RecordProperty("adaptive", std::to_string(adaptive));
    RecordProperty("moving", std::to_string(moving));
    EXPECT_NEAR(blind, 0.4564, 0.01);
    EXPECT_NEAR(adaptive, 0.970, 0.01);
    EXPECT_NEAR(moving, 0.967, 0.01);
}

TEST(Assessment, NeverFallsBelowTheFloorWhateverIsLost) {
    const ChannelMask whole = plan_of(plan_id::kEu33).enabled();
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Assessment assessment{whole, 15};
        const double loss = 0.3 + 0.035 * static_cast<double>(seed);
        for (std::uint64_t i = 0; i < 1000; ++i) {
            const std::uint64_t draw = seed << 32U | i * 2;
            const auto channel = whole.nth(static_cast<std::uint32_t>(uniform(draw) * 29));
            const bool ok = uniform(draw + 1) >= loss;
            const Instant now{kSlot * static_cast<std::int64_t>(i)};
            assessment.attempt(channel, ok, now);
            assessment.sense(whole.nth(static_cast<std::uint32_t>(i % 29)), ok);
            if (i % 10 != 0) continue;
            const ChannelMask kept = assessment.kept();
            ASSERT_GE(kept.count(), 15U);
            ASSERT_EQ(kept.count(), std::max(15U, 29 - assessment.bad().count()));
            ASSERT_GE(assessment.usable(now).count(), kept.count());
        }
    }
}

TEST(Assessment, TheLeastBadComeBackFirst) {
    Assessment assessment{first_channels(4), 2};
    for (int i = 0; i < 20; ++i) {
        for (std::uint8_t c = 0; c < 4; ++c) assessment.attempt(c, i < 5 * c, Instant{});
    }
    EXPECT_EQ(assessment.bad().count(), 4U);
    ChannelMask expected;
    expected.set(2);
    expected.set(3);
    EXPECT_EQ(assessment.kept(), expected);
}

TEST(Assessment, EnergyAloneMakesAChannelBadAndItsEndGoodAgain) {
    Assessment assessment{first_channels(8), 4};
    for (int i = 0; i < 4; ++i) assessment.sense(3, false);
    EXPECT_FALSE(assessment.bad().test(3));
    assessment.sense(3, false);
    EXPECT_TRUE(assessment.bad().test(3));
    EXPECT_FALSE(assessment.usable(Instant{seconds(1000)}).test(3));  // No probe while occupied.
    assessment.sense(3, true);
    assessment.sense(3, true);
    EXPECT_TRUE(assessment.bad().test(3));  // Hysteresis: 0.598.
    assessment.sense(3, true);
    EXPECT_FALSE(assessment.bad().test(3));
}

TEST(Assessment, AFailedProbeHoldsBackTheNextOnes) {
    Assessment assessment{first_channels(8), 4};
    for (int i = 0; i < 5; ++i) {
        assessment.attempt(1, false, Instant{});
        assessment.attempt(2, false, Instant{});
    }
    const Instant later{Assessment::kProbeAfter + seconds(1)};
    ASSERT_TRUE(assessment.usable(later).test(1));
    assessment.attempt(1, false, later);
    EXPECT_FALSE(assessment.usable(later).test(2));
    for (std::uint32_t i = 0; i < Assessment::kProbePause; ++i) assessment.attempt(5, true, later);
    EXPECT_TRUE(assessment.usable(later).test(2));
    EXPECT_FALSE(assessment.usable(later).test(1));
}

TEST(Assessment, TheFloorIsTheLaws) {
    EXPECT_EQ(channel_floor(plan_of(33), phy_of(kSunFsk3)), 15U);
    EXPECT_EQ(channel_floor(plan_of(1), phy_of(0x02)), 50U);
    EXPECT_EQ(channel_floor(plan_of(2), phy_of(kSunFsk3)), 50U);  // 180-195 kHz in 400.
    EXPECT_EQ(channel_floor(plan_of(2), phy_of(kSunFsk3 | kCodedBit)), 50U);
    EXPECT_EQ(channel_floor(plan_of(2), phy_of(0x07)), 25U);
    EXPECT_EQ(channel_floor(plan_of(3), phy_of(0x08)), 25U);
    EXPECT_EQ(channel_floor(plan_of(3), phy_of(kSunFsk3)), 42U);  // All that there are.
    EXPECT_EQ(channel_floor(plan_of(plan_id::kIeee2450), phy_of(kOqpsk250)), 4U);
}

}  // namespace
}  // namespace meter::radio
