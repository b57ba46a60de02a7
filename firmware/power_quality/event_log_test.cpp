#include "firmware/power_quality/event_log.h"

#include <gtest/gtest.h>

#include "firmware/power_quality/monitor.h"
#include "firmware/power_quality/test_feed.h"

namespace meter::power_quality {
namespace {

using enum QualityKind;
using enum QualityStage;

QualityEvent event(std::uint32_t number, QualityStage stage, PhaseMask fresh = 1) {
    return {.number = number, .kind = dip, .stage = stage, .phases = fresh, .fresh = fresh};
}

TEST(EventLogs, KeepOneEntryForEachEventAndBringItUpToDate) {
    EventLog log;
    log.record(event(1, started));
    log.record(event(1, joined, 6));
    log.record(event(2, started));
    log.record(event(1, ended, 7));
    ASSERT_EQ(log.size(), 2U);
    EXPECT_EQ(log[0].stage, ended);
    EXPECT_EQ(log[0].phases, 7);
    EXPECT_EQ(log[1].number, 2U);
    EXPECT_EQ(log.count(dip, 0), 2U);
    EXPECT_EQ(log.count(dip, 1), 1U);
    EXPECT_EQ(log.count(swell, 0), 0U);
}

TEST(EventLogs, DistinguishKindsThatShareANumber) {
    EventLog log;
    log.record(event(1, started));
    log.record({.number = 1, .kind = frequency, .stage = started});
    log.record({.number = 1, .kind = frequency, .stage = ended});
    ASSERT_EQ(log.size(), 2U);
    EXPECT_EQ(log[0].stage, started);
    EXPECT_EQ(log[1].stage, ended);
    EXPECT_EQ(log.count(frequency, 0), 1U);
}

TEST(EventLogs, OverwriteTheOldestAndCountIt) {
    EventLog log;
    constexpr std::uint32_t kMany = 100;
    for (std::uint32_t n = 1; n <= kMany; ++n) log.record(event(n, started));
    ASSERT_EQ(log.size(), EventLog::kEntries);
    EXPECT_EQ(log[0].number, kMany - EventLog::kEntries + 1);
    EXPECT_EQ(log[EventLog::kEntries - 1].number, kMany);
    EXPECT_EQ(log.overwritten(), kMany - EventLog::kEntries);
    log.record(event(1, ended));  // Its entry is gone: a new one.
    EXPECT_EQ(log[EventLog::kEntries - 1].number, 1U);
    EXPECT_EQ(log.count(dip, 0), kMany);
}

TEST(Monitors, LogAndPassOnEventsAndFlagTheWindowsTheyTouch) {
    EventList events;
    AggregateList aggregates;
    Monitor monitor{Config{}, events, aggregates};
    for (SampleIndex w = 0; w < 45; ++w) {
        for (SampleIndex h = 1; h <= 20; ++h) {
            HalfCycle half{.end = w * 1600 + h * kHalf};
            half.voltage.fill(ppm_of_230(w == 20 && h >= 5 && h < 9 ? 500'000 : 1'000'000));
            monitor.half_cycle(half);
        }
        Window window{.begin = w * 1600, .end = w * 1600 + 1600, .frequency = Millihertz{50'000}};
        window.order = PhaseOrder::l1_l2_l3;
        monitor.window(window);
    }
    EXPECT_EQ(events.starts(dip), 1U);
    EXPECT_EQ(events.ends(dip), 1U);
    ASSERT_EQ(monitor.log().size(), 1U);
    EXPECT_EQ(monitor.log()[0].stage, ended);
    ASSERT_EQ(aggregates.three_seconds.size(), 3U);
    EXPECT_FALSE(aggregates.three_seconds[0].flagged);
    EXPECT_TRUE(aggregates.three_seconds[1].flagged);
    EXPECT_EQ(aggregates.three_seconds[1].flagged_windows, 1);
    EXPECT_FALSE(aggregates.three_seconds[2].flagged);
}

TEST(Monitors, PassOnLimitsOfAggregates) {
    EventList events;
    AggregateList aggregates;
    Config config;
    config.thd_duration = seconds(10);
    Monitor monitor{config, events, aggregates};
    for (SampleIndex w = 0; w < 100; ++w) {
        Window window{.begin = w * 1600, .end = w * 1600 + 1600, .frequency = Millihertz{50'000}};
        window.phase[1].voltage = ppm_of_230(1'000'000);
        window.phase[1].voltage_thd = PartsPerMillion{90'000};
        monitor.window(window);
    }
    ASSERT_EQ(events.starts(thd), 1U);
    EXPECT_EQ(events.events[0].noticed, 4U * 15 * 1600);
    EXPECT_EQ(monitor.log().count(thd, 1), 1U);
    EXPECT_EQ(aggregates.readings.size(), 2U);
}

}  // namespace
}  // namespace meter::power_quality
