#include "firmware/radio/attempt.h"

#include <array>

#include <gtest/gtest.h>

#include "firmware/radio/phy.h"

namespace meter::radio {
namespace {

constexpr Eui64 kEui{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};
constexpr Instant kZero{};
constexpr Duration kDwell = milliseconds(20);
constexpr Duration kGuard{200};
constexpr Phy kPhy{};  // SUN FSK mode 3.
constexpr Duration kReply = kPhy.turnaround + kPhy.airtime(26);

Receiver receiver() {
    return {Schedule{kZero, kDwell}, hop_key(kEui), plan_of(33).enabled(), kGuard};
}

Need need_of(std::size_t octets, Instant from, bool urgent = false) {
    Need need;
    need.airtime = kPhy.airtime(octets);
    need.access = kPhy.sense() + kSenseToSend;
    need.unit = kPhy.backoff_unit();
    need.detection = kPhy.detection();
    need.reply = kReply;
    need.urgent = urgent;
    need.from = from;
    need.until = from + kDialogueLimit;
    return need;
}

TEST(Attempt, TheWholeExchangeEndsWithinOneSlotOfTheReceiver) {
    for (std::size_t octets = 26; octets <= 200; octets += 3) {
        for (int us = 0; us < 40000; us += 371) {
            RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
            const Need need = need_of(octets, kZero + Duration{us});
            const auto attempt = plan_hopping(receiver(), need, budget);
            ASSERT_TRUE(attempt.has_value());
            const Schedule schedule = receiver().schedule;
            const std::int64_t slot = schedule.slot_at(attempt->not_before);
            ASSERT_GE(attempt->not_before, schedule.start_of(slot) + kGuard);
            ASSERT_LE(attempt->latest_start + need.airtime + need.reply + kGuard,
                      schedule.start_of(slot + 1));
            const Duration window = kPhy.backoff_unit() * ((1 << attempt->min_exponent) - 1) +
                                    kPhy.sense() + kSenseToSend;
            ASSERT_LE(attempt->not_before + window, attempt->latest_start);
            ASSERT_EQ(attempt->channel,
                      unicast_channel(receiver().key, Schedule::hop_slot(slot), receiver().mask));
            ASSERT_LE(attempt->not_before - need.from, kDwell + kGuard);
        }
    }
}

TEST(Attempt, AnAlarmGoesWithoutBackOffAndSpreadsWhenRepeated) {
    const RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    Need need = need_of(60, kZero + milliseconds(5), true);
    EXPECT_EQ(plan_hopping(receiver(), need, budget)->not_before, need.from);
    EXPECT_EQ(plan_hopping(receiver(), need, budget)->min_exponent, 0);
    need.tries = 1;
    EXPECT_EQ(plan_hopping(receiver(), need, budget)->min_exponent, 1);
    need.tries = 5;
    EXPECT_EQ(plan_hopping(receiver(), need, budget)->min_exponent, 2);
    EXPECT_EQ(plan_hopping(receiver(), need_of(60, kZero), budget)->min_exponent, 3);
}

TEST(Attempt, AChannelThatRestsIsPassedOver) {
    RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    // Slots 0 to 8 of this receiver: channels 3, 12, 25, 26, 34, 0, 7, 16, 26.
    budget.open_dialogue();
    constexpr std::array<std::uint8_t, 3> kUsed{3, 12, 25};
    for (const std::uint8_t channel : kUsed) budget.charge(channel, kZero, milliseconds(1));
    budget.open_dialogue();
    const auto attempt = plan_hopping(receiver(), need_of(60, kZero), budget);
    ASSERT_TRUE(attempt.has_value());
    EXPECT_EQ(attempt->channel, 26);
    EXPECT_EQ(attempt->not_before, kZero + kDwell * 3 + kGuard);
}

TEST(Attempt, NothingIsPlannedAfterTheEndOfTheDialogue) {
    const RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    Need need = need_of(120, kZero + milliseconds(15));
    need.until = kZero + milliseconds(20);
    EXPECT_FALSE(plan_hopping(receiver(), need, budget).has_value());
}

TEST(Attempt, AFrameLongerThanASlotBeginsWithinOne) {
    const RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    for (int us = 0; us < 20000; us += 500) {
        const auto attempt = plan_hopping(receiver(), need_of(1280, kZero + Duration{us}), budget);
        ASSERT_TRUE(attempt.has_value());
        const Schedule schedule = receiver().schedule;
        ASSERT_EQ(schedule.slot_at(attempt->not_before), schedule.slot_at(attempt->latest_start));
    }
}

TEST(Attempt, AFixedChannelWaitsForItsPause) {
    RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    budget.open_dialogue();
    budget.charge(5, kZero, milliseconds(10));
    Need need = need_of(100, kZero + milliseconds(20));
    EXPECT_EQ(plan_fixed(5, need, budget)->not_before, need.from);
    budget.open_dialogue();
    EXPECT_EQ(plan_fixed(5, need, budget)->not_before, kZero + milliseconds(111));
    need.until = kZero + milliseconds(100);
    EXPECT_FALSE(plan_fixed(5, need, budget).has_value());
}

TEST(Attempt, AvoidedChannelsArePassedOverButNotForLong) {
    const RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    Receiver some = receiver();
    for (std::uint32_t i = 0; i < 8; ++i) some.avoided.set(some.mask.nth(i * 3));
    Receiver all = receiver();
    all.avoided = all.mask;
    for (int ms = 0; ms < 2000; ms += 7) {
        const Need need = need_of(60, kZero + milliseconds(ms));
        const auto attempt = plan_hopping(some, need, budget);
        ASSERT_TRUE(attempt.has_value());
        ASSERT_FALSE(some.avoided.test(attempt->channel));
        const auto forced = plan_hopping(all, need, budget);
        ASSERT_TRUE(forced.has_value());
        ASSERT_LE(forced->not_before - need.from, kDwell * (kMostAvoided + 1) + kGuard);
    }
}

TEST(Attempt, ASenderInDoubtMeetsTheReceiverInACommonSlot) {
    const RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    AgreedMask theirs{receiver().mask, 15};
    ChannelMask fewer = receiver().mask;
    for (std::uint32_t i = 0; i < 8; ++i) fewer.clear(receiver().mask.nth(i));
    theirs.decide(fewer, receiver().schedule, kZero);
    Receiver sure = receiver();
    sure.agreed = &theirs;
    Receiver in_doubt = sure;
    in_doubt.common_only = true;
    for (int ms = 8000; ms < 10000; ms += 7) {
        const Need need = need_of(60, kZero + milliseconds(ms));
        const auto at_once = plan_hopping(sure, need, budget);
        ASSERT_TRUE(at_once.has_value());
        const std::int64_t slot = sure.schedule.slot_at(at_once->not_before);
        ASSERT_TRUE(AgreedMask::is_common(slot) || fewer.test(at_once->channel));
        const auto waiting = plan_hopping(in_doubt, need, budget);
        ASSERT_TRUE(waiting.has_value());
        const std::int64_t common = sure.schedule.slot_at(waiting->not_before);
        ASSERT_TRUE(AgreedMask::is_common(common));
        ASSERT_EQ(waiting->channel,
                  unicast_channel(sure.key, Schedule::hop_slot(common), sure.mask));
        ASSERT_LE(waiting->not_before - need.from, kDwell * 8 + kGuard);
    }
}

}  // namespace
}  // namespace meter::radio
