#include "firmware/power_quality/limits.h"

#include <gtest/gtest.h>

#include "firmware/power_quality/test_feed.h"

namespace meter::power_quality {
namespace {

using enum QualityKind;
using enum QualityStage;

constexpr SampleIndex kThreeSeconds = 24'000;
constexpr SampleIndex kTenMinutes = 4'800'000;

class LimitRules : public ::testing::Test {
protected:
    Aggregate next(Interval interval) {
        const SampleIndex length = interval == Interval::ten_minutes ? kTenMinutes : kThreeSeconds;
        Aggregate aggregate{.interval = interval, .begin = now, .end = now + length};
        aggregate.complete = true;
        for (PhaseAggregate& phase : aggregate.phase) phase.voltage = ppm_of_230(1'000'000);
        now += length;
        return aggregate;
    }
    // 3 s values for so many seconds.
    void distortion(std::int32_t ppm, int for_seconds, std::size_t phase = 0) {
        for (; for_seconds > 0; for_seconds -= 3) {
            Aggregate aggregate = next(Interval::cycles_150_180);
            aggregate.phase[phase].voltage_thd = PartsPerMillion{ppm};
            limits.aggregated(aggregate);
        }
    }
    void unbalanced(std::int32_t ppm, int for_seconds) {
        for (; for_seconds > 0; for_seconds -= 3) {
            Aggregate aggregate = next(Interval::cycles_150_180);
            aggregate.negative_unbalance = PartsPerMillion{ppm};
            limits.aggregated(aggregate);
        }
    }
    void ten_minutes(std::int64_t ppm, std::size_t phase = 0, bool flagged = false) {
        Aggregate aggregate = next(Interval::ten_minutes);
        aggregate.flagged = flagged;
        aggregate.phase[phase].voltage = ppm_of_230(ppm);
        limits.aggregated(aggregate);
    }
    void ten_seconds(std::int32_t millihertz, int times = 1) {
        for (; times > 0; --times, now += 80'000) {
            limits.frequency({now, now + 80'000, Millihertz{millihertz}, false});
        }
    }
    void order(PhaseOrder which, int windows) {
        for (; windows > 0; --windows, now += 1600) {
            limits.window({.begin = now, .end = now + 1600, .order = which});
        }
    }

    Config config;
    EventList list;
    Limits limits{config, list};
    SampleIndex now = 0;
};

TEST_F(LimitRules, DistortionCountsAfterTenMinutesAboveEightPercent) {
    distortion(80'000, 3'000);
    distortion(80'001, 597);
    EXPECT_TRUE(list.events.empty());
    const SampleIndex since = now - 199 * kThreeSeconds;
    distortion(95'000, 3);
    ASSERT_EQ(list.events.size(), 1U);
    EXPECT_EQ(list.events[0].kind, thd);
    EXPECT_EQ(list.events[0].begin, since);
    EXPECT_EQ(list.events[0].noticed, now);
    EXPECT_EQ(list.events[0].alarm, 1);
    EXPECT_EQ(list.events[0].extreme, 95'000);
}

TEST_F(LimitRules, DistortionEndsAfterTenMinutesBelowItsHysteresis) {
    distortion(90'000, 600, 2);
    distortion(75'001, 3'000, 2);
    EXPECT_EQ(list.ends(thd), 0U);
    const SampleIndex since = now;
    distortion(75'000, 600, 2);
    ASSERT_EQ(list.ends(thd), 1U);
    EXPECT_EQ(list.events[1].end, since);
    EXPECT_EQ(list.events[1].extreme, 90'000);
    EXPECT_EQ(note_of(list.events[1], 2).value().code, EventCode::thd_normal_l3);
}

TEST_F(LimitRules, OneValueInsideInterruptsTheTenMinutes) {
    for (int i = 0; i < 20; ++i) {
        distortion(200'000, 597);
        distortion(10'000, 3);
    }
    EXPECT_TRUE(list.events.empty());
}

TEST_F(LimitRules, APhaseWithoutVoltageHasNoDistortion) {
    for (int i = 0; i < 400; ++i) {
        Aggregate aggregate = next(Interval::cycles_150_180);
        aggregate.phase[1].voltage = ppm_of_230(1'000);
        aggregate.phase[1].voltage_thd = PartsPerMillion{900'000};
        limits.aggregated(aggregate);
    }
    EXPECT_TRUE(list.events.empty());
}

TEST_F(LimitRules, UnderAndOverVoltageAreJudgedOnTenMinuteValues) {
    ten_minutes(900'000);
    ten_minutes(1'100'000);
    EXPECT_TRUE(list.events.empty());
    ten_minutes(899'999, 1);
    ten_minutes(909'999, 1);
    EXPECT_EQ(list.events.size(), 1U);
    ten_minutes(910'000, 1);
    ASSERT_EQ(list.events.size(), 2U);
    EXPECT_EQ(note_of(list.events[0], 1).value().code, EventCode::under_voltage_l2);
    EXPECT_EQ(note_of(list.events[1], 1).value().code, EventCode::voltage_normal_l2);
    EXPECT_EQ(list.events[1].extreme, ppm_of_230(899'999).count());
    ten_minutes(1'100'001, 2);
    ten_minutes(1'090'001, 2);
    EXPECT_EQ(list.events.size(), 3U);
    ten_minutes(1'090'000, 2);
    ASSERT_EQ(list.events.size(), 4U);
    EXPECT_EQ(note_of(list.events[2], 2).value().code, EventCode::over_voltage_l3);
    EXPECT_EQ(note_of(list.events[3], 2).value().code, EventCode::voltage_normal_l3);
}

TEST_F(LimitRules, FlaggedValuesCountAndSaySoIncompleteOnesDoNot) {
    Aggregate partial = next(Interval::ten_minutes);
    partial.complete = false;
    partial.phase[0].voltage = ppm_of_230(100'000);
    limits.aggregated(partial);
    EXPECT_TRUE(list.events.empty());
    ten_minutes(850'000, 0, true);
    ASSERT_EQ(list.events.size(), 1U);
    EXPECT_TRUE(list.events[0].flagged);
}

TEST_F(LimitRules, FrequencyIsOutOfRangeAfterTwoReadingsEitherWay) {
    ten_seconds(49'500, 10);
    ten_seconds(49'499);
    EXPECT_TRUE(list.events.empty());
    ten_seconds(49'300);
    ASSERT_EQ(list.events.size(), 1U);
    EXPECT_EQ(list.events[0].extreme, 49'300);
    EXPECT_EQ(list.events[0].phases, 0);
    ten_seconds(50'451, 5);  // On the other side, not yet inside.
    EXPECT_EQ(list.ends(frequency), 0U);
    ten_seconds(50'450, 2);
    ASSERT_EQ(list.ends(frequency), 1U);
    EXPECT_EQ(note_of(list.events[1], 0).value().code, EventCode::frequency_normal);
}

TEST_F(LimitRules, UnbalanceAboveTwoPercentForTenMinutes) {
    unbalanced(20'000, 3'000);
    EXPECT_TRUE(list.events.empty());
    unbalanced(20'001, 600);
    ASSERT_EQ(list.starts(unbalance), 1U);
    unbalanced(18'001, 1'200);
    EXPECT_EQ(list.ends(unbalance), 0U);
    unbalanced(18'000, 600);
    EXPECT_EQ(list.ends(unbalance), 1U);
}

TEST_F(LimitRules, AWrongOrderOfPhasesIsToldAfterASecondAndUnknownSaysNothing) {
    order(PhaseOrder::l1_l2_l3, 10);
    order(PhaseOrder::unknown, 50);
    order(PhaseOrder::l1_l3_l2, 4);
    EXPECT_TRUE(list.events.empty());
    order(PhaseOrder::l1_l3_l2, 1);
    ASSERT_EQ(list.starts(phase_order), 1U);
    order(PhaseOrder::unknown, 50);
    EXPECT_EQ(list.ends(phase_order), 0U);
    order(PhaseOrder::l1_l2_l3, 5);
    EXPECT_EQ(list.ends(phase_order), 1U);
}

// The order turns every 2 s for 4 h: starts are at least ten minutes apart.
TEST_F(LimitRules, AStormStartsAtMostOnceInItsInterval) {
    for (int i = 0; i < 3'600; ++i) {
        order(PhaseOrder::l1_l3_l2, 10);
        order(PhaseOrder::l1_l2_l3, 10);
    }
    const std::vector<QualityEvent> starts = list.of(phase_order, started);
    EXPECT_GE(starts.size(), 20U);
    EXPECT_LE(starts.size(), 24U);
    for (std::size_t i = 1; i < starts.size(); ++i) {
        EXPECT_GE(starts[i].noticed - starts[i - 1].noticed, 4'800'000U);
    }
    EXPECT_EQ(list.ends(phase_order), starts.size());
}

TEST_F(LimitRules, AStartThatIsHeldBackComesWhenTheIntervalIsOver) {
    order(PhaseOrder::l1_l3_l2, 5);
    order(PhaseOrder::l1_l2_l3, 5);
    const SampleIndex since = now;
    order(PhaseOrder::l1_l3_l2, 2'994);
    EXPECT_EQ(list.starts(phase_order), 1U);
    order(PhaseOrder::l1_l3_l2, 1);
    ASSERT_EQ(list.starts(phase_order), 2U);
    EXPECT_EQ(list.of(phase_order, started)[1].begin, since);
}

}  // namespace
}  // namespace meter::power_quality
