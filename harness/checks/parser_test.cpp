#include "harness/checks/parser.h"

#include <gtest/gtest.h>

namespace bench::checks {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

Vocabulary names() {
    Vocabulary vocabulary;
    vocabulary.streams = {"alarms", "events", "readings", "profiles"};
    vocabulary.entries = {"cover", "quiet", "cut_rf"};
    vocabulary.links = {"rf", "wan"};
    vocabulary.nodes = {"meter", "collector"};
    vocabulary.total = minutes{9};
    vocabulary.warmup = seconds{20};
    vocabulary.drain = seconds{30};
    return vocabulary;
}

Expression good(std::string_view text) {
    auto parsed = parse_check(text, names());
    if (const auto* error = std::get_if<ParseError>(&parsed)) {
        ADD_FAILURE() << text << ": " << error->offset << ": " << error->message << "; "
                      << error->help;
        return {};
    }
    return std::get<Expression>(parsed);
}

template <typename Kind>
Kind only(std::string_view text) {
    const Expression expression = good(text);
    if (expression.parts.size() != 1 || !std::holds_alternative<Kind>(expression.parts[0])) {
        ADD_FAILURE() << text;
        return {};
    }
    return std::get<Kind>(expression.parts[0]);
}

void expect_error(std::string_view text, std::size_t offset, const char* code, const char* message,
                  const char* help) {
    const auto parsed = parse_check(text, names());
    const auto* error = std::get_if<ParseError>(&parsed);
    ASSERT_NE(error, nullptr) << text;
    EXPECT_EQ(error->offset, offset) << text;
    EXPECT_EQ(error->code, code) << text;
    EXPECT_EQ(error->message, message) << text;
    EXPECT_EQ(error->help, help) << text;
}

TEST(Parser, ReadsQuantilesWithTheirUnits) {
    const auto part = only<LatencyLimit>("p99.9(latency(readings)) <= 1 min 30 s");
    EXPECT_EQ(part.aggregate, Aggregate::quantile);
    EXPECT_EQ(part.quantile, 999'000U);
    EXPECT_EQ(part.stream, "readings");
    EXPECT_EQ(part.comparison, Comparison::at_most);
    EXPECT_EQ(part.limit, seconds{90});
    EXPECT_EQ(only<LatencyLimit>("p99.99(latency(all)) < 0.5 ms").quantile, 999'900U);
    EXPECT_EQ(only<LatencyLimit>("max(latency(all)) < 0.5 ms").limit,
              std::chrono::microseconds{500});
    EXPECT_EQ(only<LatencyLimit>("mean(latency(all)) < 2 h").aggregate, Aggregate::mean);
}

TEST(Parser, RefusesWhatCanNeverHoldOrNeverFail) {
    expect_error("lost(all) < 0", 10, "E346", "no count is below 0: this check can never hold",
                 "write '== 0'");
    expect_error("lost(all) >= 0", 10, "E346",
                 "every count is at least 0: this check can never fail", "write '>= 1', or '== 0'");
    expect_error("max(latency(alarms)) < 0 ms", 21, "E346",
                 "no message takes no time: this can never hold",
                 "write a time above 0, as '< 100 ms'");
    expect_error("share(latency(alarms) < 0 s) >= 90 %", 22, "E346",
                 "no message takes no time: this can never hold",
                 "write a time above 0, as '< 100 ms'");
    expect_error("share(latency(alarms) < 1 s) >= 101 %", 32, "E344", "'101 %' is out of range",
                 "0 % to 100 %, in steps of 0.0001 %");
}

TEST(Parser, DatesReportsAndVectorsNeedWhatTheySpeakOf) {
    EXPECT_EQ(only<EventTimeLimit>("event_time_error(alarms) <= 20 ms").limit, milliseconds{20});
    EXPECT_TRUE(only<UptimeLimit>("availability(readings, 5 min) >= 99 %").over_all_time);
    EXPECT_FALSE(only<UptimeLimit>("uptime(readings, 5 min) >= 99 %").over_all_time);
    EXPECT_EQ(only<TallyLimit>("excused(all) <= 3").fact, Fact::excused);
    expect_error("event_time_error(readings) <= 20 ms", 17, "E344", "'readings' holds no events",
                 "event_time_error(alarms) <= 20 ms");
    expect_error("tve(phasors) <= 1 %", 4, "E342", "no meter of this scenario sends phasors",
                 "give it some, as 'streams: {phasors: {every: 20 ms}}'");
    expect_error("lost(power_quality) == 0", 5, "E342", "unknown stream 'power_quality'",
                 "one of: alarms, events, readings, profiles, all");
}

TEST(Parser, AShareWithoutAPercentSignIsMeantAsOne) {
    expect_error("share(latency(alarms) < 1 s) >= 0.99", 32, "E343",
                 "a percentage needs '%', got '0.99'", "write '99 %'");
    expect_error("share(latency(alarms) < 1 s) >= 0.9995", 32, "E343",
                 "a percentage needs '%', got '0.9995'", "write '99.95 %'");
    expect_error("share(latency(alarms) < 1 s) >= 99", 32, "E343",
                 "a percentage needs '%', got '99'", "write '99 %'");
}

TEST(Parser, EventsOfTheMeterAreAskedForByName) {
    EXPECT_EQ(only<EventCount>("count(event(over_voltage_l1)) == 1").event,
              (Event{Event::Kind::message, "over_voltage_l1"}));
    EXPECT_EQ(only<Never>("never event(over_voltage)").event,
              (Event{Event::Kind::message, "over_voltage"}));
    const auto part =
        only<Whenever>("whenever fault(cover), event(meter_cover_removed) within 2 s");
    EXPECT_EQ(part.answer, (Event{Event::Kind::message, "meter_cover_removed"}));
    EXPECT_EQ(part.within, seconds{2});
    expect_error("never event(over_voltag)", 12, "E342", "unknown event 'over_voltag'",
                 "did you mean 'over_voltage'?");
    expect_error("whenever event(voltage_sag), accepted(all) within 2 s", 9, "E344",
                 "a message of the meter is no trigger: it is what must follow one",
                 "for example whenever fault(dip), event(voltage_sag) within 2 s");
}

TEST(Parser, ReadsAClaimOverASweepWithItsScope) {
    const Expression expression =
        good("share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 % outside quiet");
    const auto part = std::get<ShareLimit>(expression.parts.at(0));
    EXPECT_EQ(part.bound, milliseconds{100});
    EXPECT_EQ(part.limit, 999'000U);
    EXPECT_EQ(part.confidence, 950'000U);
    ASSERT_TRUE(expression.scope);
    EXPECT_TRUE(expression.scope->outside);
    EXPECT_EQ(expression.scope->entry, "quiet");
}

TEST(Parser, ReadsPartsJoinedByAnd) {
    const Expression expression = good(
        "lost(all) == 0 and accepted_twice(all) == 0 and altered(all) == 0 and reordered(readings) "
        "== 0");
    ASSERT_EQ(expression.parts.size(), 4U);
    EXPECT_EQ(std::get<TallyLimit>(expression.parts[3]).fact, Fact::reordered);
    EXPECT_EQ(std::get<TallyLimit>(expression.parts[3]).stream, "readings");
}

TEST(Parser, ReadsWhatIsLeft) {
    EXPECT_EQ(only<TallyLimit>("nonce_reused(all) == 0").fact, Fact::nonce_reused);
    EXPECT_EQ(only<TallyLimit>("violations(regulatory) == 0").fact, Fact::violations);
    EXPECT_EQ(only<TallyLimit>("count(accepted(alarms)) >= 16").limit, 16U);
    EXPECT_EQ(only<LatencyCount>("count(latency(alarms) > 80 ms) <= 2").bound, milliseconds{80});
    EXPECT_EQ(only<EventCount>("count(firmware.reset) == 1").limit, 1U);
    EXPECT_EQ(only<EnergyLimit>("energy_error(import) within ± 0.2 %").limit, 2'000U);
    EXPECT_EQ(only<EnergyLimit>("energy_error(import) within ± 4.14 Wh").limit, 4'140'000U);
    EXPECT_TRUE(only<EnergyLimit>("energy_error(import) within ± 4.14 Wh").in_wh);
    EXPECT_TRUE(only<EnergyLimit>("energy_error(export) within ±1%").export_register);
    EXPECT_EQ(only<UptimeLimit>("uptime(readings, 5 min) >= 99 %").window, minutes{5});
    EXPECT_EQ(only<Never>("never firmware.reset").event.kind, Event::Kind::firmware_reset);
    EXPECT_EQ(only<Never>("never note(queue_overflow)").event.name, "queue_overflow");
    EXPECT_EQ(only<AlwaysDepth>("always queue.depth <= 64").limit, 64U);
    const auto whenever = only<Whenever>("whenever fault(cover), accepted(alarms) within 150 ms");
    EXPECT_EQ(whenever.event.name, "cover");
    EXPECT_EQ(whenever.stream, "alarms");
    EXPECT_EQ(whenever.within, milliseconds{150});
    EXPECT_FALSE(good("late(alarms) <= 1 during cover").scope->outside);
}

TEST(Parser, ReadsMeasurementErrorsInTheUnitOfTheirQuantity) {
    const auto voltage = only<MeasurementLimit>("measurement_error(voltage) within ± 0.5 %");
    EXPECT_EQ(voltage.quantity, Quantity::voltage);
    EXPECT_EQ(voltage.limit, 5'000U);
    const auto frequency = only<MeasurementLimit>("measurement_error(frequency) within ± 10 mHz");
    EXPECT_EQ(frequency.quantity, Quantity::frequency);
    EXPECT_EQ(frequency.limit, 10'000U);
    const auto angle = only<MeasurementLimit>("measurement_error(angle) within ±0.1 deg");
    EXPECT_EQ(angle.quantity, Quantity::angle);
    EXPECT_EQ(angle.limit, 100'000U);
    const std::pair<const char*, Quantity> others[] = {
        {"current", Quantity::current},
        {"active_power", Quantity::active_power},
        {"reactive_power", Quantity::reactive_power},
        {"unbalance", Quantity::unbalance},
        {"voltage_harmonics", Quantity::voltage_harmonics},
        {"current_harmonics", Quantity::current_harmonics},
        {"voltage_thd", Quantity::voltage_thd},
        {"current_thd", Quantity::current_thd}};
    for (const auto& [name, quantity] : others) {
        const std::string text = std::string{"measurement_error("} + name + ") within ± 1 %";
        EXPECT_EQ(only<MeasurementLimit>(text).quantity, quantity) << name;
    }
}

TEST(Parser, RefusesMeasurementErrorsThatCannotBe) {
    expect_error("measurement_error(votlage) within ± 1 %", 18, "E342",
                 "unknown quantity 'votlage'", "did you mean 'voltage'?");
    expect_error("measurment_error(voltage) within ± 1 %", 0, "E341",
                 "unknown function 'measurment_error'", "did you mean 'measurement_error'?");
    expect_error("measurement_error(frequency) within ± 10 Hz", 41, "E340",
                 "expected 'mHz', got 'Hz'", "write it like: 10 mHz");
    expect_error("measurement_error(frequency) within ± 1 %", 40, "E340", "expected 'mHz', got '%'",
                 "write it like: 10 mHz");
    expect_error("measurement_error(angle) within ± 0.1", 37, "E340", "expected 'deg', got the end",
                 "write it like: 0.1 deg");
    expect_error("measurement_error(voltage) within ± 1 V", 36, "E343",
                 "a percentage needs '%', got '1'", "write '1 %'");
    expect_error("measurement_error(angle) within ± 99999 deg", 34, "E344",
                 "'99999 deg' is out of range", "write it like: 0.1 deg");
    expect_error("measurement_error(frequency) within ± 0,5 mHz", 39, "E340",
                 "'0,5' has a decimal comma", "write 0.5");
}

TEST(Parser, ReadsADelivery) {
    const auto part = only<DeliveryLimit>("delivery(meter) >= 95 %");
    EXPECT_EQ(part.node, "meter");
    EXPECT_EQ(part.comparison, Comparison::at_least);
    EXPECT_EQ(part.limit, 950'000U);
    const auto wrong = parse_check("delivery(readings) >= 95 %", names());
    ASSERT_TRUE(std::holds_alternative<ParseError>(wrong));
    EXPECT_EQ(std::get<ParseError>(wrong).message, "'readings' is a stream, not a node");
}

TEST(Parser, SuggestsTheNearName) {
    expect_error("p99(latnecy(readings)) < 100 ms", 4, "E341", "unknown function 'latnecy'",
                 "did you mean 'latency'?");
    expect_error("p99(latency(readngs)) < 100 ms", 12, "E342", "unknown stream 'readngs'",
                 "did you mean 'readings'?");
    expect_error("lsot(all) == 0", 0, "E341", "unknown function 'lsot'", "did you mean 'lost'?");
    expect_error("lost(all) == 0 outside quite", 23, "E342", "unknown timeline entry 'quite'",
                 "did you mean 'quiet'?");
    expect_error("never firmware.rest", 6, "E342", "unknown event 'firmware.rest'",
                 "did you mean 'firmware.reset'?");
    expect_error("never note(overflow)", 11, "E342", "unknown note 'overflow'",
                 "one of: joined, link_lost, queue_depth, queue_overflow, counter_exhausted, "
                 "store_failed, event_qualified, rejected, fatal, bus_error, samples_lost, "
                 "radio_reset");
    expect_error("lost(rf) == 0", 5, "E342", "'rf' is a link, not a stream",
                 "one of: alarms, events, readings, profiles, all");
    expect_error("energy_error(imprt) within ± 1 %", 13, "E342", "unknown register 'imprt'",
                 "did you mean 'import'?");
}

TEST(Parser, WantsUnits) {
    expect_error("p99(latency(readings)) < 100", 25, "E343", "a time needs a unit, got '100'",
                 "write '100 ms', '100 s' ...");
    expect_error("p99(latency(readings)) < 100 msec", 29, "E343", "'msec' is not a unit of time",
                 "one of: ns, us, ms, s, min, h, d");
    expect_error("max(latency(readings)) < 5 mins", 27, "E343", "'mins' is not a unit of time",
                 "did you mean 'min'?");
    expect_error("max(latency(readings)) < 5 %", 27, "E343", "'%' is not a unit of time",
                 "one of: ns, us, ms, s, min, h, d");
    expect_error("uptime(readings, 5 min) >= 99", 27, "E343", "a percentage needs '%', got '99'",
                 "write '99 %'");
    expect_error("lost(all) == 0 ms", 15, "E343", "a count has no unit, got 'ms'", "write '0'");
}

TEST(Parser, CountsColumnsInCharacters) {
    expect_error("energy_error(import) within ± 1 ms", 30, "E343",
                 "a percentage needs '%', got '1'", "write '1 %'");
    expect_error("energy_error(import) within +- 1 %", 28, "E340", "expected '±', got '+'",
                 "write it like: energy_error(import) within ± 1 %");
}

TEST(Parser, RefusesValuesThatMakeNoSense) {
    expect_error("uptime(readings, 10 min) >= 99 %", 17, "E345",
                 "the window of 10 min is longer than the judged 8.167 min",
                 "the judged time is the duration without warm-up and drain; lengthen it");
    expect_error("share(latency(alarms) < 100 ms) >= 100 % confidence 95 %", 41, "E344",
                 "no number of messages shows that", "both lie between 0 % and 100 %");
    expect_error("share(latency(alarms) < 100 ms) >= 99,9 %", 37, "E340",
                 "'99,9' has a decimal comma", "write 99.9");
    expect_error("p10(latency(all)) < 1 s", 0, "E344", "'p10' is no percentile that can be judged",
                 "p50 to p99.99; write max for the greatest");
    expect_error("uptime(readings, 5 min) >= 101 %", 27, "E344", "'101 %' is out of range",
                 "0 % to 100 %, in steps of 0.0001 %");
    expect_error("max(latency(all)) < 0.5 ns", 20, "E344", "'0.5' is no time in whole nanoseconds",
                 "times are whole nanoseconds, up to 70 years");
}

TEST(Parser, SaysWhatItExpected) {
    expect_error("", 0, "E340", "expected a check, got the end",
                 "write it like: p99(latency(readings)) < 100 ms");
    expect_error("lost(all) = 0", 10, "E340", "expected a comparison, got '='", "write '=='");
    expect_error("lost(all) == 0 lost(all) == 0", 15, "E340", "'lost' does not belong here",
                 "a check ends here, or goes on with 'and', 'outside ENTRY' or 'during ENTRY'");
    expect_error("p99(latency(readings) < 100 ms", 22, "E340", "expected ')', got '<'",
                 "write it like: p99(latency(readings)) < 100 ms");
    expect_error("uptime(all, 5 min) >= 99 %", 7, "E342", "unknown stream 'all'",
                 "one of: alarms, events, readings, profiles");
    expect_error("always queue.dept <= 3", 7, "E341", "unknown quantity 'queue.dept'",
                 "did you mean 'queue.depth'?");
}

TEST(Parser, TakesAnyNameWhenItIsTold) {
    Vocabulary vocabulary;
    vocabulary.any_name = true;
    const auto parsed = parse_check("lost(phasors) == 0 outside eft", vocabulary);
    EXPECT_TRUE(std::holds_alternative<Expression>(parsed));
}

TEST(Parser, SurvivesEveryPrefixAndEveryOctet) {
    const std::string text =
        "share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 % outside quiet";
    std::size_t errors = 0;
    for (std::size_t length = 0; length < text.size(); ++length) {
        errors += std::holds_alternative<ParseError>(parse_check(text.substr(0, length), names()))
                      ? 1U
                      : 0U;
        for (int octet = 0; octet < 256; octet += 5) {
            std::string damaged = text;
            damaged[length] = static_cast<char>(octet);
            errors += std::holds_alternative<ParseError>(parse_check(damaged, names())) ? 1U : 0U;
        }
    }
    EXPECT_GT(errors, 3'000U);
}

}  // namespace
}  // namespace bench::checks
