// The rules, one by one, on half-cycle values given as numbers.

#include "firmware/power_quality/voltage_events.h"

#include <gtest/gtest.h>

#include "firmware/power_quality/test_feed.h"

namespace meter::power_quality {
namespace {

using enum QualityKind;
using enum QualityStage;
using Ppm3 = std::array<std::int64_t, kPhases>;

constexpr std::int64_t kFine = 1'000'000;
constexpr std::int64_t kDead = 1'000;

class VoltageRules : public ::testing::Test {
protected:
    VoltageRules() { feed({kFine, kFine, kFine}, 4); }
    void feed(const Ppm3& ppm, int times = 1, bool flagged = false) {
        for (; times > 0; --times) {
            HalfCycle half{.end = now += kHalf, .flagged = flagged};
            for (std::size_t p = 0; p < kPhases; ++p) half.voltage[p] = ppm_of_230(ppm[p]);
            voltage.half_cycle(half);
        }
    }
    void fine(int times = 1) { feed({kFine, kFine, kFine}, times); }
    void sag(std::int64_t ppm, int times = 1, bool flagged = false) {
        feed({kFine, ppm, kFine}, times, flagged);
    }

    Config config;
    EventList list;
    VoltageEvents voltage{config, list};
    SampleIndex now = 0;
};

TEST_F(VoltageRules, ADipIsBelowNinetyPercentAndNotAtNinety) {
    sag(900'000, 5);
    EXPECT_TRUE(list.events.empty());
    sag(899'999);
    ASSERT_EQ(list.events.size(), 1U);
    EXPECT_EQ(list.events[0].kind, dip);
    EXPECT_EQ(list.events[0].stage, started);
    EXPECT_EQ(list.events[0].fresh, 2);
    EXPECT_EQ(list.events[0].noticed, now);
    EXPECT_EQ(note_of(list.events[0], 1).value().code, EventCode::voltage_sag_l2);
}

TEST_F(VoltageRules, ADipEndsTwoPercentAboveItsThreshold) {
    sag(800'000, 3);
    sag(919'999, 10);
    EXPECT_EQ(list.ends(dip), 0U);
    sag(920'000);
    ASSERT_EQ(list.ends(dip), 1U);
    EXPECT_EQ(list.events.back().extreme, ppm_of_230(800'000).count());
    EXPECT_EQ(list.events.back().number, list.events.front().number);
}

TEST_F(VoltageRules, ASwellIsAboveAHundredAndTenPercentAndEndsTwoBelow) {
    sag(1'100'000, 3);
    EXPECT_TRUE(list.events.empty());
    sag(1'100'001);
    EXPECT_EQ(list.starts(swell), 1U);
    sag(1'250'000);
    sag(1'080'001, 10);
    EXPECT_EQ(list.ends(swell), 0U);
    sag(1'080'000);
    ASSERT_EQ(list.ends(swell), 1U);
    EXPECT_EQ(list.events.back().extreme, ppm_of_230(1'250'000).count());
    EXPECT_EQ(list.starts(dip), 0U);
}

TEST_F(VoltageRules, APolyphaseDipStartsWithAnyPhaseAndEndsWhenAllHaveRecovered) {
    feed({kFine, kFine, 850'000}, 2);
    feed({800'000, kFine, 850'000}, 2);
    feed({800'000, kFine, kFine}, 2);  // The phase that began has recovered, another has not.
    feed({kFine, 890'000, kFine}, 2);
    EXPECT_EQ(list.ends(dip), 0U);
    fine();
    ASSERT_EQ(list.events.size(), 4U);
    EXPECT_EQ(list.events[0].fresh, 4);
    EXPECT_EQ(list.events[1].stage, joined);
    EXPECT_EQ(list.events[1].fresh, 1);
    EXPECT_EQ(list.events[2].fresh, 2);
    EXPECT_EQ(list.events[3].stage, ended);
    EXPECT_EQ(list.events[3].phases, 7);
    EXPECT_EQ(list.events[3].extreme, ppm_of_230(800'000).count());
}

TEST_F(VoltageRules, APolyphaseSwellLikewise) {
    feed({1'200'000, kFine, kFine}, 2);
    feed({kFine, 1'150'000, kFine}, 2);
    EXPECT_EQ(list.ends(swell), 0U);
    fine();
    ASSERT_EQ(list.events.size(), 3U);
    EXPECT_EQ(list.events[2].phases, 3);
}

TEST_F(VoltageRules, AnInterruptionStartsWhenAllAreBelowAndEndsWhenOneIsBack) {
    feed({kDead, kDead, 50'000}, 5);
    EXPECT_EQ(list.starts(interruption), 0U);
    feed({kDead, kDead, 49'999});
    ASSERT_EQ(list.starts(interruption), 1U);
    EXPECT_EQ(list.events.back().fresh, 7);
    feed({69'999, 69'999, 69'999}, 5);
    EXPECT_EQ(list.ends(interruption), 0U);
    feed({kDead, kDead, 70'000});
    EXPECT_EQ(list.ends(interruption), 1U);
    EXPECT_EQ(list.ends(dip), 0U);
}

TEST_F(VoltageRules, ADipThatBecomesAnInterruptionIsBothTold) {
    feed({500'000, kFine, kFine}, 4);
    feed({kDead, kDead, kDead}, 20);
    feed({600'000, 600'000, 600'000}, 4);
    fine();
    ASSERT_EQ(list.events.size(), 5U);
    EXPECT_EQ(list.events[0].kind, dip);
    EXPECT_EQ(list.events[1].stage, joined);
    EXPECT_EQ(list.events[2].kind, interruption);
    EXPECT_EQ(list.events[3].kind, interruption);
    EXPECT_EQ(list.events[3].stage, ended);
    EXPECT_EQ(list.events[3].duration_class, DurationClass::momentary);
    const QualityEvent& last = list.events[4];
    EXPECT_EQ(last.kind, dip);
    EXPECT_TRUE(last.interrupted);
    EXPECT_EQ(last.duration_class, DurationClass::instantaneous);
    EXPECT_EQ(last.extreme, ppm_of_230(kDead).count());
    EXPECT_LT(last.begin, list.events[3].begin);
    EXPECT_GT(last.end, list.events[3].end);
}

TEST_F(VoltageRules, ALostPhaseIsToldAfterItsDebounceAndSoIsItsReturn) {
    const SampleIndex lost_at = now;
    feed({kDead, kFine, kFine}, 99);
    EXPECT_EQ(list.starts(phase_loss), 0U);
    feed({kDead, kFine, kFine}, 1);
    ASSERT_EQ(list.starts(phase_loss), 1U);
    const QualityEvent start = list.of(phase_loss, started)[0];
    EXPECT_EQ(start.begin, lost_at);
    EXPECT_EQ(note_of(start, 0).value().code, EventCode::phase_outage_l1);
    EXPECT_EQ(list.starts(dip), 1U);  // At once.
    const SampleIndex back_at = now;
    fine(99);
    EXPECT_EQ(list.ends(phase_loss), 0U);
    fine(1);
    ASSERT_EQ(list.ends(phase_loss), 1U);
    const QualityEvent end = list.of(phase_loss, ended)[0];
    EXPECT_EQ(end.end, back_at);
    EXPECT_EQ(note_of(end, 0).value().code, EventCode::phase_returned_l1);
    EXPECT_EQ(list.starts(interruption), 0U);
}

TEST_F(VoltageRules, APhaseThatFlickersIsNeitherLostNorBack) {
    for (int i = 0; i < 20; ++i) {
        feed({kDead, kFine, kFine}, 50);
        fine(50);
    }
    EXPECT_EQ(list.starts(phase_loss), 0U);
    feed({kDead, kFine, kFine}, 110);
    ASSERT_EQ(list.starts(phase_loss), 1U);
    for (int i = 0; i < 20; ++i) {
        fine(50);
        feed({kDead, kFine, kFine}, 50);
    }
    EXPECT_EQ(list.ends(phase_loss), 0U);
}

TEST_F(VoltageRules, AnInterruptionLosesNoPhaseUntilOthersStandAgain) {
    feed({kDead, kDead, kDead}, 500);
    EXPECT_EQ(list.starts(phase_loss), 0U);
    feed({kFine, kDead, kFine}, 110);
    ASSERT_EQ(list.starts(phase_loss), 1U);
    EXPECT_EQ(list.of(phase_loss, started)[0].fresh, 2);
}

TEST_F(VoltageRules, AnInterruptionConcernsOnlyPhasesNotLostBefore) {
    feed({kFine, kDead, kFine}, 110);
    feed({kDead, kDead, kDead}, 10);
    EXPECT_EQ(list.of(interruption, started)[0].fresh, 5);
    feed({kFine, kDead, kFine}, 10);
    EXPECT_EQ(list.of(interruption, ended)[0].fresh, 5);
    EXPECT_EQ(list.ends(phase_loss), 0U);
}

TEST_F(VoltageRules, FlaggedHalfCyclesOfABurstMakeNoEvent) {
    for (int i = 0; i < 50; ++i) {
        sag(100'000, 2, true);
        sag(1'500'000, 2, true);
        fine(26);
    }
    EXPECT_TRUE(list.events.empty());
}

TEST_F(VoltageRules, FlaggedHalfCyclesThatPersistAreBelievedFromTheFirst) {
    const SampleIndex since = now;
    sag(600'000, 4, true);
    EXPECT_TRUE(list.events.empty());
    sag(600'000, 1, true);
    ASSERT_EQ(list.events.size(), 1U);
    EXPECT_TRUE(list.events[0].flagged);
    EXPECT_EQ(list.events[0].begin, since);
    EXPECT_EQ(list.events[0].noticed, now);
}

TEST_F(VoltageRules, ASoundHalfCycleDecidesAtOnceAndDatesBackToTheFlaggedOnes) {
    const SampleIndex since = now;
    sag(300'000, 2, true);
    sag(600'000);
    ASSERT_EQ(list.events.size(), 1U);
    EXPECT_EQ(list.events[0].begin, since);
    EXPECT_EQ(list.events[0].extreme, ppm_of_230(600'000).count());
}

TEST_F(VoltageRules, FlaggedHalfCyclesNeitherEndADipNorDeepenIt) {
    sag(700'000, 4);
    sag(kFine, 2, true);
    sag(100'000, 2, true);
    EXPECT_EQ(list.ends(dip), 0U);
    sag(710'000);
    fine(2);
    ASSERT_EQ(list.ends(dip), 1U);
    EXPECT_EQ(list.events.back().extreme, ppm_of_230(700'000).count());
    EXPECT_TRUE(list.events.back().flagged);
    EXPECT_EQ(list.starts(dip), 1U);
}

TEST_F(VoltageRules, TheHysteresisHoldsAChatteringDipTogether) {
    for (int i = 0; i < 1'000; ++i) sag(i % 2 == 0 ? 899'000 : 919'000);
    EXPECT_EQ(list.starts(dip), 1U);
    EXPECT_EQ(list.ends(dip), 0U);
}

TEST_F(VoltageRules, AStormOfDipsIsLoggedWholeButAlarmsWithinItsBudget) {
    constexpr int kDips = 600;  // One in 400 ms: 4 min in all.
    for (int i = 0; i < kDips; ++i) {
        sag(500'000, 4);
        fine(36);
    }
    EXPECT_EQ(list.starts(dip), 600U);
    EXPECT_EQ(list.ends(dip), 600U);
    std::size_t alarms = 0;
    for (const QualityEvent& event : list.events) alarms += event.alarm != 0 ? 1 : 0;
    EXPECT_EQ(alarms, 8U + 3U);
    feed({500'000, kFine, kFine}, 4);
    EXPECT_EQ(list.events.back().alarm, 1);  // Another phase has a budget of its own.
}

TEST_F(VoltageRules, AnEventDisturbsTheWindowsThatItTouches) {
    EXPECT_FALSE(voltage.disturbed_since(0));
    sag(500'000, 2);
    EXPECT_TRUE(voltage.disturbed_since(now));
    fine(1);
    const SampleIndex ended_at = now;
    fine(100);
    EXPECT_TRUE(voltage.disturbed_since(ended_at - 1));
    EXPECT_FALSE(voltage.disturbed_since(ended_at));
}

}  // namespace
}  // namespace meter::power_quality
