#include <gtest/gtest.h>

#include "harness/checks/judged.h"
#include "harness/checks/track.h"

namespace bench::checks {
namespace {

using result::Verdict;
using trace::Measured;

Measured truth() {
    Measured made;
    made.frequency_mhz = 50'000;
    made.negative_unbalance_ppm = 10'000;
    for (trace::MeasuredPhase& phase : made.phase) {
        phase.voltage_uv = 230'000'000;
        phase.current_ua = 5'000'000;
        phase.active_mw = -1'000'000;
        phase.reactive_mvar = 500'000;
        phase.voltage_thd_ppm = 20'000;
        phase.current_thd_ppm = 100'000;
        phase.voltage_harmonics_uv[0] = 230'000'000;
        phase.current_harmonics_ua[0] = 5'000'000;
    }
    made.phase[1].voltage_angle_mdeg = 179'990;
    return made;
}

void tell(Script& script, std::int64_t ms, const Measured& said, bool steady = true,
          const Measured& was = truth()) {
    const auto bytes = [](const Measured& measured) {
        const auto view = trace::bytes_of(measured);
        return std::vector<std::uint8_t>(view.begin(), view.end());
    };
    script.send(ms, kMeter, trace::MeasurementAccepted{}, bytes(said));
    script.send(ms, kMeter, trace::MeasurementTruth{steady ? 1U : 0U, 0}, bytes(was));
}

// One message at 20 s that is wrong by what `change` does to it.
template <typename Change>
result::CheckResult judge_wrong(const std::string& text, Change change) {
    Measured said = truth();
    change(said);
    return judge(text, [&](Script& script) { tell(script, 20'000, said); });
}

TEST(MeasurementError, TheWorstOfThreePhasesIsCounted) {
    const auto change = [](Measured& said) {
        said.phase[0].voltage_uv += 230'000;    // 0.1 %
        said.phase[2].voltage_uv -= 1'150'000;  // 0.5 %
    };
    const auto good = judge_wrong("measurement_error(voltage) within ± 0.5 %", change);
    EXPECT_EQ(good.verdict, Verdict::pass);
    EXPECT_EQ(good.seen, "0.5 %");
    EXPECT_EQ(good.evidence, "1 messages, 0 flagged or unsteady left out");
    const auto bad = judge_wrong("measurement_error(voltage) within ± 0.4 %", change);
    EXPECT_EQ(bad.verdict, Verdict::fail);
    EXPECT_EQ(bad.margin, "0.1 % over");
    EXPECT_EQ(bad.first_violation_ns, 20'000'000'000);
}

struct Wrong {
    const char* passes;
    const char* fails;
    void (*change)(Measured&);
};

TEST(MeasurementError, EachQuantityIsJudgedByItsOwnValue) {
    const Wrong cases[] = {
        {"measurement_error(current) within ± 0.2 %", "measurement_error(current) within ± 0.19 %",
         [](Measured& m) { m.phase[1].current_ua += 10'000; }},
        {"measurement_error(active_power) within ± 0.1 %",
         "measurement_error(active_power) within ± 0.09 %",
         [](Measured& m) { m.phase[1].active_mw -= 1'000; }},
        {"measurement_error(reactive_power) within ± 0.4 %",
         "measurement_error(reactive_power) within ± 0.39 %",
         [](Measured& m) { m.phase[1].reactive_mvar += 2'000; }},
        {"measurement_error(frequency) within ± 10 mHz",
         "measurement_error(frequency) within ± 9 mHz", [](Measured& m) { m.frequency_mhz -= 10; }},
        // Of one, not of the reading: 1.15 % against 1 % is an error of 0.15 %.
        {"measurement_error(unbalance) within ± 0.15 %",
         "measurement_error(unbalance) within ± 0.14 %",
         [](Measured& m) { m.negative_unbalance_ppm += 1'500; }},
        {"measurement_error(voltage_thd) within ± 0.3 %",
         "measurement_error(voltage_thd) within ± 0.29 %",
         [](Measured& m) { m.phase[2].voltage_thd_ppm += 3'000; }},
        {"measurement_error(current_thd) within ± 0.3 %",
         "measurement_error(current_thd) within ± 0.29 %",
         [](Measured& m) { m.phase[0].current_thd_ppm -= 3'000; }},
        // Across 180 degrees, the short way round.
        {"measurement_error(angle) within ± 0.03 deg", "measurement_error(angle) within ± 0.02 deg",
         [](Measured& m) { m.phase[1].voltage_angle_mdeg = -179'980; }},
        {"measurement_error(angle) within ± 0.05 deg", "measurement_error(angle) within ± 0.04 deg",
         [](Measured& m) { m.phase[0].current_angle_mdeg = 50; }},
        // Below 1 % of Un of 1 % of Un, below 3 % of In of 3 % of In (IEC 61000-4-7, class I).
        {"measurement_error(voltage_harmonics) within ± 5 %",
         "measurement_error(voltage_harmonics) within ± 4.9 %",
         [](Measured& m) { m.phase[0].voltage_harmonics_uv[6] += 115'000; }},
        {"measurement_error(current_harmonics) within ± 5 %",
         "measurement_error(current_harmonics) within ± 4.9 %",
         [](Measured& m) { m.phase[0].current_harmonics_ua[6] += 7'500; }}};
    for (const Wrong& item : cases) {
        EXPECT_EQ(judge_wrong(item.passes, item.change).verdict, Verdict::pass) << item.passes;
        EXPECT_EQ(judge_wrong(item.fails, item.change).verdict, Verdict::fail) << item.fails;
    }
}

TEST(MeasurementError, SaysWhatItSawInItsUnit) {
    const auto frequency = judge_wrong("measurement_error(frequency) within ± 10 mHz",
                                       [](Measured& m) { m.frequency_mhz += 3; });
    EXPECT_EQ(frequency.seen, "3.0 mHz");
    EXPECT_EQ(frequency.margin, "7.0 mHz to spare");
    const auto angle = judge_wrong("measurement_error(angle) within ± 0.1 deg",
                                   [](Measured& m) { m.phase[2].current_angle_mdeg = 125; });
    EXPECT_EQ(angle.seen, "0.125 deg");
    EXPECT_EQ(angle.margin, "0.025 deg over");
}

// In 5 A and a starting current of 5 mA: 1.15 W a phase.
result::CheckResult judge_unloaded(const std::string& text, void (*load)(trace::MeasuredPhase&),
                                   void (*change)(trace::MeasuredPhase&)) {
    Measured unloaded = truth();
    for (trace::MeasuredPhase& phase : unloaded.phase) {
        phase.active_mw = phase.reactive_mvar = phase.apparent_mva = 0;
        phase.current_ua = 0;
        load(phase);
    }
    Measured said = unloaded;
    change(said.phase[1]);
    return judge(
        text, [&](Script& script) { tell(script, 20'000, said, true, unloaded); },
        [](RunFacts& facts) { facts.starting_a = 0.005; });
}
void nothing(trace::MeasuredPhase&) {}

TEST(MeasurementError, OfAPhaseWithoutLoadCountsFromTheStartingCurrentOn) {
    const char* current = "measurement_error(current) within ± 1 %";
    EXPECT_EQ(judge_unloaded(current, nothing, [](auto& phase) { phase.current_ua = 5'000; }).seen,
              "0 %");
    const auto bad =
        judge_unloaded(current, nothing, [](auto& phase) { phase.current_ua = 6'000; });
    EXPECT_EQ(bad.verdict, Verdict::fail);
    EXPECT_EQ(bad.seen, "120 %");
    const char* power = "measurement_error(active_power) within ± 1 %";
    EXPECT_EQ(judge_unloaded(power, nothing, [](auto& phase) { phase.active_mw = 1'150; }).verdict,
              Verdict::pass);
    EXPECT_EQ(judge_unloaded(power, nothing, [](auto& phase) { phase.active_mw = -1'500; }).verdict,
              Verdict::fail);
    // What flows and is not told is an error too.
    const auto loaded = [](trace::MeasuredPhase& phase) { phase.current_ua = 20'000; };
    EXPECT_EQ(judge_unloaded(current, loaded, [](auto& phase) { phase.current_ua = 0; }).seen,
              "100 %");
}

// At a power factor of 0 or 1 the other power is small against the apparent one.
TEST(MeasurementError, OfPowerCountsAgainstAQuarterOfTheApparentPowerAtLeast) {
    const auto reactive = [](trace::MeasuredPhase& phase) {
        phase.reactive_mvar = phase.apparent_mva = 1'000'000;
        phase.current_ua = 4'348'000;
    };
    const auto seen = judge_unloaded("measurement_error(active_power) within ± 1 %", reactive,
                                     [](auto& phase) { phase.active_mw = 2'500; });
    EXPECT_EQ(seen.seen, "1 %");
    EXPECT_EQ(seen.verdict, Verdict::pass);
    const auto active = [](trace::MeasuredPhase& phase) {
        phase.active_mw = phase.apparent_mva = 1'000'000;
        phase.current_ua = 4'348'000;
    };
    EXPECT_EQ(judge_unloaded("measurement_error(reactive_power) within ± 1 %", active,
                             [](auto& phase) { phase.reactive_mvar = -3'000; })
                  .seen,
              "1.2 %");
}

TEST(MeasurementError, OfADeadPhaseCountsFromOnePercentOfUnOn) {
    const auto dead = [](trace::MeasuredPhase& phase) { phase.voltage_uv = 0; };
    const char* text = "measurement_error(voltage) within ± 1 %";
    EXPECT_EQ(judge_unloaded(text, dead, [](auto& phase) { phase.voltage_uv = 2'300'000; }).verdict,
              Verdict::pass);
    EXPECT_EQ(judge_unloaded(text, dead, [](auto& phase) { phase.voltage_uv = 4'600'000; }).seen,
              "200 %");
}

TEST(MeasurementError, FlaggedAndUnsteadyMessagesAreLeftOut) {
    Measured wrong = truth();
    wrong.phase[0].voltage_uv *= 2;
    Measured flagged = wrong;
    flagged.flagged = 1;
    const auto seen = judge("measurement_error(voltage) within ± 0.5 %", [&](Script& script) {
        tell(script, 20'000, truth());
        tell(script, 23'000, flagged);
        tell(script, 26'000, wrong, false);
    });
    EXPECT_EQ(seen.verdict, Verdict::pass);
    EXPECT_EQ(seen.evidence, "1 messages, 2 flagged or unsteady left out");
}

TEST(MeasurementError, WithoutAMessageToJudgeItIsVacuous) {
    Measured flagged = truth();
    flagged.flagged = 1;
    const char* check = "measurement_error(voltage) within ± 0.5 %";
    EXPECT_EQ(judge(check, [](Script&) {}).verdict, Verdict::vacuous);
    const auto seen = judge(check, [&](Script& script) { tell(script, 20'000, flagged); });
    EXPECT_EQ(seen.verdict, Verdict::vacuous);
    EXPECT_EQ(seen.evidence, "no power-quality message to judge, 1 flagged or unsteady left out");
}

TEST(MeasurementError, WarmUpDrainAndScopeAreNotJudged) {
    Measured wrong = truth();
    wrong.frequency_mhz = 51'000;
    const auto run = [&](Script& script) {
        tell(script, 5'000, wrong);
        tell(script, 20'000, truth());
        tell(script, 51'000, wrong);  // Within `quiet`.
        tell(script, 95'000, wrong);
    };
    EXPECT_EQ(judge("measurement_error(frequency) within ± 1 mHz outside quiet", run).verdict,
              Verdict::pass);
    EXPECT_EQ(judge("measurement_error(frequency) within ± 1 mHz", run).first_violation_ns,
              51'000'000'000);
}

// ---- Captures of a meter that measures by itself: every value lies between two. ----

Track::Expected measured_capture() {
    Track::Expected expected;
    expected.calendar_us = 1'000'000;
    expected.measured = true;
    expected.early = {100, 10, 990'000, 229'000, 4'900};
    expected.late = {110, 12, 1'010'999, 231'099, 5'100};
    return expected;
}

trace::Acceptance acceptance(meter::Stream stream) {
    trace::Acceptance accepted;
    accepted.sequence = 1;
    accepted.stream = static_cast<std::uint8_t>(stream);
    accepted.calendar_us = 1'000'000;
    accepted.import_cwh = 105;
    accepted.export_cwh = 11;
    accepted.power_w = 1'000;
    accepted.voltage_dv = 2'300;
    accepted.current_ma = 5'000;
    return accepted;
}

template <typename Change>
bool altered(const Track::Expected& expected, Change change,
             meter::Stream stream = meter::Stream::readings) {
    Track track;
    track.expect(expected);
    trace::Acceptance accepted = acceptance(stream);
    change(accepted);
    const Outcome outcome = track.accept(accepted, kStart);
    EXPECT_EQ(outcome.kind, Outcome::Kind::delivered);
    return outcome.altered;
}

TEST(MeasuredCapture, AnyValuesBetweenTheTwoAreTrue) {
    EXPECT_FALSE(altered(measured_capture(), [](trace::Acceptance&) {}));
    EXPECT_FALSE(altered(measured_capture(), [](trace::Acceptance& a) {
        a.import_cwh = 110;
        a.power_w = 1'010;     // The wire truncates 1 010.999 W ...
        a.voltage_dv = 2'310;  // ... and 231.099 V.
        a.current_ma = 4'900;
    }));
}

TEST(MeasuredCapture, EachValueOutsideIsAltered) {
    void (*const changes[])(trace::Acceptance&) = {
        [](trace::Acceptance& a) { a.import_cwh = 99; },
        [](trace::Acceptance& a) { a.export_cwh = 13; },
        [](trace::Acceptance& a) { a.power_w = 1'011; },
        [](trace::Acceptance& a) { a.power_w = 989; },
        [](trace::Acceptance& a) { a.voltage_dv = 2'311; },
        [](trace::Acceptance& a) { a.current_ma = 4'899; }};
    for (const auto change : changes) EXPECT_TRUE(altered(measured_capture(), change));
}

// What the metering IC measured is exact: one of the two instants, nothing in between.
TEST(MeasuredCapture, WithoutMeasuredOnlyTheTwoInstantsAreTrue) {
    Track::Expected expected = measured_capture();
    expected.measured = false;
    EXPECT_TRUE(altered(expected, [](trace::Acceptance&) {}));
    EXPECT_FALSE(altered(expected, [](trace::Acceptance& a) {
        a.power_w = 990;
        a.voltage_dv = 2'290;
        a.current_ma = 4'900;
    }));
}

TEST(MeasuredCapture, PhasorsSayNothingOfRegisters) {
    EXPECT_FALSE(altered(
        measured_capture(), [](trace::Acceptance& a) { a.import_cwh = a.power_w = 0; },
        meter::Stream::phasors));
}

}  // namespace
}  // namespace bench::checks
