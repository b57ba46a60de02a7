#include "firmware/radio/link_control.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace meter::radio {
namespace {

constexpr PowerLevel kSensitivity{-10020};
constexpr Instant at(std::int64_t second) { return Instant{seconds(second)}; }
PowerLevel with_margin(int decibels) { return kSensitivity + Decibels{decibels * 100}; }

// One acknowledged try: its acknowledgement is heard, then the outcome counts.
void succeed(LinkControl& link, int margin_db, std::int64_t second, bool coded = false) {
    link.heard(with_margin(margin_db), kSensitivity, at(second));
    link.attempt(true, coded, at(second));
}

int whole_decibels(Decibels ratio) { return ratio.hundredths() / 100; }

TEST(LinkControl, PowerSettlesAtTheTargetWithinTheHysteresis) {
    for (int margin = 0; margin <= 60; ++margin) {
        LinkControl link;
        for (int i = 0; i < 60; ++i) succeed(link, margin, i);
        const int reduction = whole_decibels(link.reduction(0));
        EXPECT_GE(reduction, 0);
        EXPECT_LE(reduction, 25);
        if (margin <= 20) {
            EXPECT_EQ(reduction, 0) << margin;
        }
        if (margin > 23) {
            EXPECT_GE(margin - reduction, 20) << margin;
        }
        if (margin <= 45) {
            EXPECT_LE(margin - reduction, 23) << margin;
        }
    }
}

TEST(LinkControl, PowerIsFullAtOnceAfterALossAndForEveryRetry) {
    LinkControl link;
    for (int i = 0; i < 60; ++i) succeed(link, 40, i);
    ASSERT_GT(whole_decibels(link.reduction(0)), 10);
    EXPECT_EQ(whole_decibels(link.reduction(1)), 0);
    link.attempt(false, false, at(61));
    EXPECT_EQ(whole_decibels(link.reduction(0)), 0);
    for (int i = 0; i < 5; ++i) succeed(link, 40, 62 + i);
    EXPECT_EQ(whole_decibels(link.reduction(0)), 5);  // A decibel with each success.
}

TEST(LinkControl, PowerFollowsAWorsePathAtOnce) {
    LinkControl link;
    for (int i = 0; i < 60; ++i) succeed(link, 40, i);
    succeed(link, 25, 61);
    EXPECT_EQ(whole_decibels(link.reduction(0)), 5);
    succeed(link, 18, 62);
    EXPECT_EQ(whole_decibels(link.reduction(0)), 0);
}

TEST(LinkControl, NoiseOfTwoDecibelsDoesNotMovePowerOrCoding) {
    LinkControl link;
    std::uint32_t state = 1;
    int changes = 0;
    int last = -1;
    for (int i = 0; i < 3000; ++i) {
        state = state * 1664525U + 1013904223U;
        const int noise_cdb = static_cast<int>(state >> 16U) % 401 - 200;
        link.heard(with_margin(35) + Decibels{noise_cdb}, kSensitivity, at(i));
        link.attempt(true, false, at(i));
        if (i < 100) continue;
        const int reduction = whole_decibels(link.reduction(0));
        changes += last >= 0 && reduction != last ? 1 : 0;
        last = reduction;
        ASSERT_FALSE(link.coded(Coding::adaptive, 0));
    }
    EXPECT_LE(changes, 3);
}

TEST(LinkControl, CodingGoesOnWithTheFirstWeakLevel) {
    LinkControl link;
    for (int i = 0; i < 10; ++i) succeed(link, 30, i);
    EXPECT_FALSE(link.coded(Coding::adaptive, 0));
    EXPECT_FALSE(link.coded(Coding::adaptive, 1));
    EXPECT_TRUE(link.coded(Coding::adaptive, 2));
    succeed(link, 9, 10);
    EXPECT_TRUE(link.coded(Coding::adaptive, 0));
    EXPECT_FALSE(link.coded(Coding::none, 7));
    EXPECT_TRUE(LinkControl{}.coded(Coding::always, 0));
}

TEST(LinkControl, CodingGoesOnWithLossesUnlessTheLevelSaysInterference) {
    LinkControl middling;
    LinkControl strong;
    succeed(middling, 13, 0);
    succeed(strong, 30, 0);
    for (int i = 0; i < 5; ++i) {
        EXPECT_FALSE(middling.coded(Coding::adaptive, 0)) << i;
        middling.attempt(false, false, at(1));
        strong.attempt(false, false, at(1));
    }
    EXPECT_TRUE(middling.coded(Coding::adaptive, 0));
    EXPECT_FALSE(strong.coded(Coding::adaptive, 0));
}

TEST(LinkControl, CodingGoesOffOnlyAfterALongGoodTimeAndNeverFlaps) {
    LinkControl link;
    succeed(link, 5, 0);
    int second = 1;
    while (link.coded(Coding::adaptive, 0) && second < 1000) succeed(link, 30, second++, true);
    EXPECT_GE(second, 60);
    EXPECT_LE(second, 120);
    // A level that swings across both thresholds every ten seconds: on once, and stays.
    int switches = 0;
    bool last = link.coded(Coding::adaptive, 0);
    for (int i = 0; i < 3600; ++i) {
        succeed(link, i / 10 % 2 == 0 ? 8 : 30, second + i, last);
        const bool now = link.coded(Coding::adaptive, 0);
        switches += now != last ? 1 : 0;
        last = now;
    }
    EXPECT_EQ(switches, 1);
}

}  // namespace
}  // namespace meter::radio
