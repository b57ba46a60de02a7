#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/checks/judged.h"
#include "models/trace/phasors.h"

// Dates of events, vectors, periodic reports, what is excused, and time without power.

namespace bench::checks {
namespace {

using result::Verdict;
using testing::HasSubstr;

template <typename Value>
std::vector<std::uint8_t> octets_of(const Value& value) {
    const auto bytes = trace::bytes_of(value);
    return {bytes.begin(), bytes.end()};
}

// An opening at 30 s whose date may be that of its edge, up to a millisecond later.
void dated_opening(Script& script, bool excused = false) {
    trace::EventOnset onset;
    onset.stream = kAlarms;
    onset.code = static_cast<std::uint16_t>(meter::EventCode::meter_cover_removed);
    onset.excused = excused ? 1 : 0;
    onset.qualification_ns = 10'000'000;
    onset.calendar_us = kCalendarStart + 30'000'000;
    script.send(
        30'000, kMeter, onset,
        octets_of(trace::EventDates{kCalendarStart + 30'000'000, kCalendarStart + 30'001'000}));
}

auto told(std::int64_t date_ms) {
    return [date_ms](Script& script) {
        script.readings(90, 50);
        dated_opening(script);
        script.accept(Script::alarm(date_ms - 10, 1), 30'050);
    };
}

TEST(EventTime, OfOneOfTheRightDatesIsNought) {
    EXPECT_EQ(judge("event_time_error(alarms) <= 20 ms", told(30'000)).seen, "0 ns");
    // The wire has hundredths of a second.
    EXPECT_EQ(judge("event_time_error(alarms) <= 20 ms", told(29'990)).verdict, Verdict::pass);
}

TEST(EventTime, OfALateDateIsHowFarItLiesBesideTheRightOnes) {
    const auto seen = judge("event_time_error(alarms) <= 20 ms", told(31'901));
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.seen, "1.9 s");
    EXPECT_THAT(seen.detail, HasSubstr("dated 1.9 s beside what is right"));
    EXPECT_EQ(judge("altered(alarms) == 0", told(31'901)).verdict, Verdict::fail);
    EXPECT_EQ(judge("lost(alarms) == 0", told(31'901)).verdict, Verdict::pass);
    EXPECT_EQ(judge("event_time_error(alarms) <= 20 ms", clean).verdict, Verdict::vacuous);
}

TEST(EventTime, BeyondTwoSecondsItIsAnotherEvent) {
    EXPECT_EQ(judge("lost(alarms) == 0", told(32'100)).verdict, Verdict::fail);
}

TEST(Excused, IsCountedAndBounded) {
    const auto excused = [](Script& script) {
        script.readings(90, 50);
        dated_opening(script, true);
    };
    EXPECT_EQ(judge("excused(alarms) <= 1", excused).verdict, Verdict::pass);
    const auto seen = judge("excused(all) == 0", excused);
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.detail,
              "alarms message (meter_cover_removed) of 30.010 s: not owed, and never accepted");
    EXPECT_EQ(judge("lost(all) == 0", excused).verdict, Verdict::pass);
    EXPECT_EQ(judge("excused(all) == 0", clean).verdict, Verdict::pass);
}

auto phasors(std::int32_t current_mdeg, bool flagged = false, bool steady = true) {
    return [=](Script& script) {
        trace::PhasorValues truth;
        truth.phase[0] = {230'000'000, 5'000'000, 0, -30'000};
        trace::PhasorValues said = truth;
        said.flagged = flagged ? 1 : 0;
        said.phase[0].current_angle_mdeg = current_mdeg;
        script.send(30'000, kMeter, trace::PhasorsAccepted{1, 0, kCalendarStart + 30'000'000},
                    octets_of(said));
        script.send(30'000, kMeter, trace::PhasorsTruth{steady ? 1U : 0U, 0}, octets_of(truth));
    };
}

TEST(VectorError, IsTheDistanceOfTheTwoVectorsToTheTrueOne) {
    EXPECT_EQ(judge("tve(phasors) <= 1 %", phasors(-30'000)).verdict, Verdict::pass);
    // 2 sin(0.5 deg) = 1.745 %.
    const auto seen = judge("tve(phasors) <= 1 %", phasors(-31'000));
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.seen, "1.745 %");
    EXPECT_EQ(seen.detail, "current of L1, accepted at 30.000 s");
    // A conjugated current of 30 degrees: 2 sin(30 deg).
    EXPECT_EQ(judge("tve(phasors) <= 1 %", phasors(30'000)).seen, "100 %");
}

TEST(VectorError, LeavesOutWhatIsFlaggedOrChanging) {
    for (const auto& left_out : {phasors(0, true), phasors(0, false, false)}) {
        const auto seen = judge("tve(phasors) <= 1 %", left_out);
        EXPECT_EQ(seen.verdict, Verdict::vacuous);
        EXPECT_EQ(seen.evidence, "no phasors to judge, 1 flagged or unsteady left out");
    }
}

auto reports(std::int64_t every_s, bool dark) {
    return [=](Script& script) {
        script.send(0, kMeter, trace::Booted{});
        if (dark) script.send(20'000, kMeter, trace::PoweredDown{});
        if (dark) script.send(80'000, kMeter, trace::Booted{});
        for (std::int64_t s = every_s; s <= 100; s += every_s) {
            if (dark && s > 20 && s < 80) continue;
            script.send(s * 1'000, kMeter, trace::MeasurementAccepted{},
                        octets_of(trace::Measured{}));
        }
    };
}

TEST(Reports, OneAPeriodIsOwedWhileThereIsPower) {
    EXPECT_EQ(judge("lost(power_quality) == 0", reports(3, false)).verdict, Verdict::pass);
    EXPECT_EQ(judge("lost(power_quality) == 0", reports(3, true)).verdict, Verdict::pass);
    const auto seen = judge("lost(power_quality) == 0", reports(40, false));
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.seen, "22");
    EXPECT_EQ(seen.evidence, "2 accepted, at least 24 due, one each 3 s");
    EXPECT_EQ(judge("count(accepted(power_quality)) >= 20", reports(3, false)).verdict,
              Verdict::pass);
}

TEST(Availability, CountsTheTimeWithoutPower) {
    const auto dark = [](Script& script) {
        script.send(0, kMeter, trace::Booted{});
        for (std::int64_t s = 1; s <= 100; ++s) {
            if (s == 30) script.send(30'000, kMeter, trace::PoweredDown{});
            if (s == 50) script.send(50'000, kMeter, trace::Booted{});
            if (s >= 30 && s < 50) continue;
            script.capture(s * 1'000);
            script.accept_reading(s * 1'000, 50);
        }
    };
    EXPECT_EQ(judge("uptime(readings, 40 s) >= 90 %", dark).verdict, Verdict::pass);
    const auto seen = judge("availability(readings, 40 s) >= 90 %", dark);
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.seen, "50 %");
}

}  // namespace
}  // namespace bench::checks
