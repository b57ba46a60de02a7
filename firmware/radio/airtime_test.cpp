#include "firmware/radio/airtime.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/radio/phy.h"

namespace meter::radio {
namespace {

constexpr Instant kZero{};
constexpr Duration kFrame = milliseconds(10);

struct Use {
    Instant start;
    Duration airtime;
};

// The most that lies in any hour, exactly: an hour that begins with a transmission is the worst.
Duration busiest_hour(const std::vector<Use>& uses) {
    Duration most{0};
    Duration sum{0};
    std::size_t first = 0;
    for (const Use& use : uses) {
        sum += use.airtime;
        while (use.start - uses[first].start > seconds(3600)) sum -= uses[first++].airtime;
        most = std::max(most, sum);
    }
    return most;
}

// Takes all that the budget gives on a channel for a while, and keeps the account.
std::vector<Use> take_all(RegulatoryBudget& budget, std::uint8_t channel, bool urgent,
                          Duration airtime, Instant end) {
    std::vector<Use> uses;
    Instant now = kZero;
    while (true) {
        budget.open_dialogue();
        now = budget.earliest(channel, airtime, now, urgent);
        if (now >= end) return uses;
        budget.charge(channel, now, airtime);
        uses.push_back({now, airtime});
        now += airtime;
    }
}

// Octets without FCS; the milliseconds are wisun-br-linux's, of coded frames without tail and pad.
TEST(Airtime, OfFrames) {
    const Phy three = phy_of(kSunFsk3);
    EXPECT_EQ(three.airtime(20), Duration{2134});
    EXPECT_EQ(three.airtime(50), Duration{3734});
    EXPECT_EQ(three.airtime(250), Duration{14400});
    EXPECT_EQ(three.airtime(1000), Duration{54400});
    EXPECT_EQ(phy_of(0x01).airtime(250), Duration{42560});
    EXPECT_EQ(phy_of(0x08).airtime(50), Duration{2187});
    EXPECT_EQ(phy_of(0x11).airtime(250), Duration{83520 + 640});  // And 32 bits to fill the blocks.
    EXPECT_EQ(phy_of(kOqpsk250).airtime(125), Duration{133 * 32});
}

// macAckWaitDuration is 4.72 ms at 50 kb/s with a preamble of 8 octets, 54 symbols of 16 us for
// O-QPSK.
TEST(Airtime, WaitForAnAcknowledgement) {
    EXPECT_EQ(phy_of(0x01).ack_wait(), Duration{4720});
    EXPECT_EQ(phy_of(kOqpsk250).ack_wait(), Duration{864});
    EXPECT_EQ(phy_of(0x01).backoff_unit(), Duration{1160});
    EXPECT_EQ(phy_of(kOqpsk250).backoff_unit(), Duration{320});
}

TEST(Airtime, CodingComesAndGoes) {
    const Phy coded = with_coding(phy_of(kSunFsk3), true);
    EXPECT_TRUE(coded.coded);
    EXPECT_EQ(coded.modulation, 0x15);
    EXPECT_EQ(with_coding(coded, false).modulation, kSunFsk3);
    EXPECT_FALSE(with_coding(phy_of(kOqpsk250), true).coded);
    EXPECT_EQ(phy_of(0x33).modulation, kSunFsk3);  // Unknown.
}

// FCC 15.247: 0.4 s per channel in 20 s, of which ordinary traffic takes 85 %.
TEST(Airtime, NorthAmericaDwellsFourTenthsOfASecondInTwenty) {
    RegulatoryBudget budget{AccessMode::polite, plan_of(2)};
    const std::vector<Use> uses = take_all(budget, 40, false, kFrame, kZero + seconds(300));
    Duration most{0};
    for (std::size_t i = 0; i < uses.size(); ++i) {
        Duration sum{0};
        for (std::size_t k = i; k < uses.size() && uses[k].start < uses[i].start + seconds(20);
             ++k) {
            sum += uses[k].airtime;
        }
        most = std::max(most, sum);
    }
    EXPECT_LE(most, milliseconds(340));
    EXPECT_GE(most, milliseconds(330));
}

TEST(Airtime, TheBandOf2450HasNoLimitOfTime) {
    RegulatoryBudget budget{AccessMode::polite, plan_of(plan_id::kIeee2450)};
    for (int i = 0; i < 100; ++i) {
        budget.open_dialogue();
        budget.charge(11, kZero + seconds(i), seconds(1));
    }
    EXPECT_EQ(budget.earliest(11, seconds(1), kZero + seconds(100), false), kZero + seconds(100));
    EXPECT_EQ(budget.earliest(10, kFrame, kZero, false), kNever);
    EXPECT_FALSE(budget.may_acknowledge(27, kZero));
}

TEST(Airtime, PoliteAccessPausesOnTheChannelOfADialogue) {
    RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    budget.open_dialogue();
    budget.charge(3, kZero, kFrame);
    EXPECT_EQ(budget.earliest(3, kFrame, kZero + kFrame, false), kZero + kFrame);
    budget.open_dialogue();
    const Instant next = budget.earliest(3, kFrame, kZero + kFrame, true);
    EXPECT_GE(next, kZero + kFrame + milliseconds(100));
    EXPECT_LE(next, kZero + kFrame + milliseconds(102));
    EXPECT_EQ(budget.earliest(4, kFrame, kZero + kFrame, false), kZero + kFrame);
}

TEST(Airtime, PoliteAccessRefusesMoreThanASecond) {
    const RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
    EXPECT_EQ(budget.earliest(3, milliseconds(1001), kZero, true), kNever);
    EXPECT_EQ(budget.earliest(3, milliseconds(1000), kZero, true), kZero);
    EXPECT_EQ(budget.earliest(35, kFrame, kZero, true), kNever);
}

TEST(Airtime, PoliteAccessTakesNoMoreThanAHundredSecondsInAnyHour) {
    for (const bool urgent : {false, true}) {
        RegulatoryBudget budget{AccessMode::polite, plan_of(33)};
        const auto uses = take_all(budget, 7, urgent, milliseconds(50), kZero + seconds(9000));
        EXPECT_LE(busiest_hour(uses), urgent ? seconds(95) : seconds(85));
        EXPECT_GE(busiest_hour(uses), urgent ? seconds(94) : seconds(84));
    }
}

TEST(Airtime, DutyCycleKeepsTheLimitOfEveryBandInAnyHour) {
    struct Case {
        std::uint8_t channel;
        Duration limit;
    };
    // 863-865 0.1 %, 865-868 1 %, 868-868.6 1 %, 868.7-869.2 0.1 %, 869.7-870 1 %.
    constexpr std::array<Case, 7> kCases{{{0, milliseconds(3600)},
                                          {9, milliseconds(3600)},
                                          {10, seconds(36)},
                                          {24, seconds(36)},
                                          {26, seconds(36)},
                                          {29, milliseconds(3600)},
                                          {34, seconds(36)}}};
    for (const Case& one : kCases) {
        RegulatoryBudget budget{AccessMode::duty_cycle, plan_of(33)};
        EXPECT_EQ(budget.limit(one.channel), one.limit);
        const auto uses = take_all(budget, one.channel, true, kFrame, kZero + seconds(9000));
        EXPECT_LE(busiest_hour(uses), one.limit * 95 / 100);
        EXPECT_GE(busiest_hour(uses), one.limit * 94 / 100);
    }
}

TEST(Airtime, ChannelsOfABandShareItsLimit) {
    RegulatoryBudget budget{AccessMode::duty_cycle, plan_of(33)};
    for (int i = 0; i < 30; ++i) {
        budget.charge(static_cast<std::uint8_t>(i % 10), kZero + seconds(i), milliseconds(100));
    }
    EXPECT_EQ(budget.used(4, kZero + seconds(40)), seconds(3));
    EXPECT_GT(budget.earliest(9, milliseconds(100), kZero + seconds(40), false),
              kZero + seconds(3600));
    EXPECT_EQ(budget.earliest(10, milliseconds(100), kZero + seconds(40), false),
              kZero + seconds(40));
}

TEST(Airtime, AnAlarmMayUseWhatIsKeptForIt) {
    RegulatoryBudget budget{AccessMode::duty_cycle, plan_of(33)};
    budget.charge(0, kZero, milliseconds(3060));
    EXPECT_GT(budget.earliest(0, kFrame, kZero + seconds(60), false), kZero + seconds(3600));
    EXPECT_EQ(budget.earliest(0, kFrame, kZero + seconds(60), true), kZero + seconds(60));
}

TEST(Airtime, AcknowledgementsCountAndEndListening) {
    RegulatoryBudget budget{AccessMode::duty_cycle, plan_of(33)};
    for (int i = 0; i < 349; ++i) budget.charge_ack(2, kZero + seconds(i), kFrame);
    EXPECT_TRUE(budget.may_acknowledge(2, kZero + seconds(400)));
    budget.charge_ack(2, kZero + seconds(350), kFrame);
    EXPECT_FALSE(budget.may_acknowledge(2, kZero + seconds(400)));
    EXPECT_TRUE(budget.may_acknowledge(2, kZero + seconds(4500)));
}

TEST(Airtime, ALongSilenceForgetsAll) {
    RegulatoryBudget budget{AccessMode::duty_cycle, plan_of(33)};
    budget.charge(0, kZero, seconds(3));
    EXPECT_EQ(budget.used(0, kZero + seconds(3599)), seconds(3));
    EXPECT_EQ(budget.used(0, kZero + seconds(4000)), seconds(0));
    budget.charge(0, kZero + seconds(100000), seconds(1));
    EXPECT_EQ(budget.used(0, kZero + seconds(100001)), seconds(1));
}

}  // namespace
}  // namespace meter::radio
