#include "firmware/radio/airtime.h"

#include <vector>

#include <gtest/gtest.h>

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

// Octets without FCS and milliseconds, SUN FSK mode 3.
TEST(Airtime, OfFrames) {
    EXPECT_EQ(airtime_of(20), Duration{2134});
    EXPECT_EQ(airtime_of(50), Duration{3734});
    EXPECT_EQ(airtime_of(250), Duration{14400});
    EXPECT_EQ(airtime_of(1000), Duration{54400});
}

TEST(Airtime, PoliteAccessPausesOnTheChannelOfADialogue) {
    RegulatoryBudget budget{AccessMode::polite};
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
    const RegulatoryBudget budget{AccessMode::polite};
    EXPECT_EQ(budget.earliest(3, milliseconds(1001), kZero, true), kNever);
    EXPECT_EQ(budget.earliest(3, milliseconds(1000), kZero, true), kZero);
    EXPECT_EQ(budget.earliest(35, kFrame, kZero, true), kNever);
}

TEST(Airtime, PoliteAccessTakesNoMoreThanAHundredSecondsInAnyHour) {
    for (const bool urgent : {false, true}) {
        RegulatoryBudget budget{AccessMode::polite};
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
        RegulatoryBudget budget{AccessMode::duty_cycle};
        EXPECT_EQ(budget.limit(one.channel), one.limit);
        const auto uses = take_all(budget, one.channel, true, kFrame, kZero + seconds(9000));
        EXPECT_LE(busiest_hour(uses), one.limit * 95 / 100);
        EXPECT_GE(busiest_hour(uses), one.limit * 94 / 100);
    }
}

TEST(Airtime, ChannelsOfABandShareItsLimit) {
    RegulatoryBudget budget{AccessMode::duty_cycle};
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
    RegulatoryBudget budget{AccessMode::duty_cycle};
    budget.charge(0, kZero, milliseconds(3060));
    EXPECT_GT(budget.earliest(0, kFrame, kZero + seconds(60), false), kZero + seconds(3600));
    EXPECT_EQ(budget.earliest(0, kFrame, kZero + seconds(60), true), kZero + seconds(60));
}

TEST(Airtime, AcknowledgementsCountAndEndListening) {
    RegulatoryBudget budget{AccessMode::duty_cycle};
    for (int i = 0; i < 349; ++i) budget.charge_ack(2, kZero + seconds(i), kFrame);
    EXPECT_TRUE(budget.may_acknowledge(2, kZero + seconds(400)));
    budget.charge_ack(2, kZero + seconds(350), kFrame);
    EXPECT_FALSE(budget.may_acknowledge(2, kZero + seconds(400)));
    EXPECT_TRUE(budget.may_acknowledge(2, kZero + seconds(4500)));
}

TEST(Airtime, ALongSilenceForgetsAll) {
    RegulatoryBudget budget{AccessMode::duty_cycle};
    budget.charge(0, kZero, seconds(3));
    EXPECT_EQ(budget.used(0, kZero + seconds(3599)), seconds(3));
    EXPECT_EQ(budget.used(0, kZero + seconds(4000)), seconds(0));
    budget.charge(0, kZero + seconds(100000), seconds(1));
    EXPECT_EQ(budget.used(0, kZero + seconds(100001)), seconds(1));
}

}  // namespace
}  // namespace meter::radio
