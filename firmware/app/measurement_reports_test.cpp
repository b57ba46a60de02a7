#include "firmware/app/measurement_reports.h"

#include <gtest/gtest.h>

#include "firmware/app/fake_module.h"

namespace meter::app {
namespace {

using test::field;
using test::sequence_of;

constexpr Duration kCalendar = seconds(1'795'000'000);
constexpr SampleIndex kLength = 24'000;  // 150 cycles at 50 Hz.

class MeasurementReportsTest : public testing::Test {
protected:
    MeasurementReportsTest() {
        bench_.hal.calendar_minus_uptime_us = kCalendar.count();
        clock_.tie(0, Instant{});
        window_.phase[1].voltage_angle = Millidegrees{-120'000};
        window_.phase[1].apparent = MillivoltAmperes{77};
        window_.phase[1].voltage = Microvolts{1};
        window_.order = PhaseOrder::l1_l3_l2;
    }
    static power_quality::Aggregate aggregate(SampleIndex end) {
        power_quality::Aggregate made;
        made.interval = power_quality::Interval::cycles_150_180;
        made.begin = end - kLength;
        made.end = end;
        made.complete = true;
        made.frequency = Millihertz{49'990};
        made.phase[1].voltage = Microvolts{229'000'000};
        return made;
    }
    // Whether values that end there were sent: their octets.
    std::optional<std::vector<std::uint8_t>> tell(MeasurementReports& reports,
                                                  const power_quality::Aggregate& aggregate) {
        reports.aggregated(aggregate);
        const auto sent = bench_.pump(Instant{});
        if (sent) bench_.delivered(Instant{});
        return sent;
    }

    test::UplinkBench bench_;
    SampleClock clock_{bench_.board};
    Window window_{};
};

TEST_F(MeasurementReportsTest, SendsTheAggregateCompletedByTheLastWindow) {
    MeasurementReports reports{clock_, bench_.uplink, seconds(3)};
    reports.last_window(window_);
    const auto sent = tell(reports, aggregate(kLength));
    ASSERT_TRUE(sent);
    ASSERT_EQ(sent->size(), cosem::kQualityNotification);
    EXPECT_EQ(sequence_of(*sent), 1'795'000'003U);
    EXPECT_EQ(field(*sent, 36, 4), 49'990U);
    EXPECT_EQ(field(*sent, 56, 1), 2U);  // The order is the window's.
    constexpr std::size_t kSecond = 59 + 251;
    EXPECT_EQ(field(*sent, kSecond + 3, 4), 229'000'000U);
    EXPECT_EQ(field(*sent, kSecond + 2 + 4 * 5 + 1, 4), 77U);
    EXPECT_EQ(static_cast<std::int32_t>(field(*sent, kSecond + 2 + 5 * 5 + 1, 4)), -120'000);
}

TEST_F(MeasurementReportsTest, SendsAsOftenAsCommissioned) {
    MeasurementReports reports{clock_, bench_.uplink, seconds(9)};
    reports.last_window(window_);
    std::vector<SampleIndex> sent;
    // Intervals a little short, as at 50.1 Hz.
    constexpr SampleIndex kShort = 23'952;
    for (SampleIndex end = kShort; end < 20 * kShort; end += kShort) {
        if (tell(reports, aggregate(end))) sent.push_back(end / kShort);
    }
    EXPECT_EQ(sent, (std::vector<SampleIndex>{1, 4, 7, 10, 13, 16, 19}));
}

TEST_F(MeasurementReportsTest, LeavesOutWhatIsNotWhole) {
    MeasurementReports reports{clock_, bench_.uplink, seconds(3)};
    EXPECT_FALSE(tell(reports, aggregate(kLength)));  // No window yet.
    reports.last_window(window_);
    power_quality::Aggregate partial = aggregate(kLength);
    partial.complete = false;
    EXPECT_FALSE(tell(reports, partial));
    power_quality::Aggregate long_one = aggregate(kLength);
    long_one.interval = power_quality::Interval::ten_minutes;
    EXPECT_FALSE(tell(reports, long_one));
    EXPECT_TRUE(tell(reports, aggregate(kLength)));
}

TEST_F(MeasurementReportsTest, SendsNothingWithoutAPeriod) {
    MeasurementReports reports{clock_, bench_.uplink, Duration{}};
    reports.last_window(window_);
    EXPECT_FALSE(tell(reports, aggregate(kLength)));
}

TEST(SampleClock, SamplesBeforeAndAfterTheTieAreEightAMillisecond) {
    test::UplinkBench bench;
    bench.hal.calendar_minus_uptime_us = kCalendar.count();
    SampleClock clock{bench.board};
    clock.tie(8'000, Instant{seconds(5)});
    EXPECT_EQ(clock.instant(8'008), Instant{seconds(5) + milliseconds(1)});
    EXPECT_EQ(clock.instant(0), Instant{seconds(4)});
    EXPECT_EQ(clock.calendar(16'000), CalendarTime{kCalendar + seconds(6)});
    EXPECT_EQ(clock.index_at(Instant{seconds(4)}), 0U);
    EXPECT_EQ(clock.index_at(Instant{seconds(6)}), 16'000U);
}

}  // namespace
}  // namespace meter::app
