#include "harness/checks/ledger.h"

#include <gtest/gtest.h>

#include "harness/checks/script.h"
#include "harness/checks/summary.h"

namespace bench::checks {
namespace {

struct Bench {
    RunFacts facts = run_facts();
    Ledger ledger{facts};
    Script script{ledger};

    const StreamCounts& readings() const { return ledger.streams()[kReadings]; }
    const StreamCounts& alarms() const { return ledger.streams()[kAlarms]; }
};

TEST(Ledger, ACleanRunHasNothingToSay) {
    Bench bench;
    bench.script.readings(100, 50);
    bench.ledger.finish();
    const StreamCounts& seen = bench.readings();
    EXPECT_EQ(seen.expected, 81U);  // 10 s to 90 s, both within.
    EXPECT_EQ(seen.accepted, 81U);
    EXPECT_EQ(seen.lost + seen.late + seen.altered + seen.reordered, 0U);
    EXPECT_EQ(seen.accepted_twice + seen.redelivered + seen.phantom, 0U);
    EXPECT_EQ(seen.latency.quantile(990'000), std::chrono::milliseconds{50});
}

TEST(Ledger, EachTwentiethLostIsCounted) {
    Bench bench;
    bench.script.readings(100, 50, [](std::int64_t s) { return s % 20 == 0; });
    bench.ledger.finish();
    EXPECT_EQ(bench.readings().expected, 81U);
    EXPECT_EQ(bench.readings().lost, 4U);  // 20, 40, 60, 80 s; 100 s lies in the drain.
    EXPECT_EQ(bench.readings().late, 4U);
    EXPECT_EQ(bench.readings().latency.quantile(990'000), kInfinite);
}

TEST(Ledger, EachHundredthOfManyLostIsCounted) {
    Bench bench;
    bench.facts.duration = std::chrono::seconds{10'020};
    Ledger ledger{bench.facts};
    Script script{ledger};
    script.readings(10'010, 50, [](std::int64_t s) { return s % 100 == 0; });
    ledger.finish();
    EXPECT_EQ(ledger.streams()[kReadings].expected, 10'001U);
    EXPECT_EQ(ledger.streams()[kReadings].lost, 100U);
}

TEST(Ledger, WhatCameBeforeTheWarmUpIsMatchedAndNotJudged) {
    Bench bench;
    bench.script.capture(5'000);
    bench.script.capture(12'000);
    bench.script.accept_reading(12'000, 100);
    bench.script.accept_reading(5'000, 20'000);  // Very late, after a later one, and again.
    bench.script.accept_reading(5'000, 21'000);
    bench.ledger.finish();
    EXPECT_EQ(bench.readings().expected, 1U);
    EXPECT_EQ(bench.readings().late + bench.readings().reordered + bench.readings().redelivered,
              0U);
    EXPECT_EQ(bench.readings().phantom, 0U);
}

TEST(Ledger, AReadingLiesBetweenItsTwoInstants) {
    Bench bench;
    for (const std::int64_t s : {20, 21, 22, 23}) bench.script.capture(s * 1'000);
    for (const std::int64_t s : {20, 21, 22, 23}) {
        trace::Acceptance accepted = Script::reading(s * 1'000);
        accepted.import_cwh += s - 21;  // -1: before; 0 and 1: between; 2: after.
        bench.script.accept(accepted, s * 1'000 + 50);
    }
    EXPECT_EQ(bench.readings().altered, 2U);
}

TEST(Ledger, AFlippedBitOfAnyValueIsAltered) {
    Bench bench;
    const auto deliver = [&](std::int64_t s, auto change) {
        bench.script.capture(s * 1'000);
        trace::Acceptance accepted = Script::reading(s * 1'000);
        change(accepted);
        bench.script.accept(accepted, s * 1'000 + 50);
    };
    deliver(20, [](auto& a) { a.import_cwh ^= 1 << 5; });
    deliver(21, [](auto& a) { a.export_cwh ^= 1; });
    deliver(22, [](auto& a) { a.power_w ^= 1; });
    deliver(23, [](auto& a) { a.voltage_dv ^= 1; });
    deliver(24, [](auto& a) { a.current_ma ^= 1; });
    EXPECT_EQ(bench.readings().altered, 5U);
    EXPECT_EQ(bench.readings().accepted, 5U);
}

TEST(Ledger, PowerIsTruncatedTowardZero) {
    Bench bench;
    trace::MintedValues minted = Script::values(20'000);
    minted.power_mw = -1'999;
    std::vector<std::uint8_t> bytes;
    for (int i = 0; i < 2; ++i) {
        const auto part = trace::bytes_of(minted);
        bytes.insert(bytes.end(), part.begin(), part.end());
    }
    const trace::CaptureDue due{kReadings, 0, 0, kCalendarStart + 20'000'000, 1'000'000};
    bench.script.send(20'000, kMeter, due, bytes);
    trace::Acceptance accepted = Script::reading(20'000);
    accepted.power_w = -1;
    bench.script.accept(accepted, 20'050);
    EXPECT_EQ(bench.readings().accepted, 1U);
    EXPECT_EQ(bench.readings().altered, 0U);
}

TEST(Ledger, AnAlarmOneMillisecondPastItsDeadlineIsLate) {
    Bench bench;
    bench.script.open_cover(20'000);
    bench.script.accept_alarm(20'000, 7, 100);
    EXPECT_EQ(bench.alarms().late, 0U);
    bench.script.open_cover(30'000);
    bench.script.accept_alarm(30'000, 8, 101);
    EXPECT_EQ(bench.alarms().late, 1U);
    EXPECT_EQ(bench.alarms().lost, 0U);
    EXPECT_EQ(bench.alarms().latency.most(), std::chrono::milliseconds{101});
}

TEST(Ledger, AnOlderSequenceAfterANewerIsReordered) {
    Bench bench;
    for (const std::int64_t s : {20, 21, 22}) bench.script.capture(s * 1'000);
    bench.script.accept_reading(20'000, 50);
    bench.script.accept_reading(22'000, 50);
    bench.script.accept_reading(21'000, 1'100);
    EXPECT_EQ(bench.readings().reordered, 1U);
    EXPECT_EQ(bench.readings().late, 1U);
}

TEST(Ledger, TheSameSequenceAgainIsLegal) {
    Bench bench;
    bench.script.capture(20'000);
    bench.script.accept_reading(20'000, 50);
    bench.script.accept_reading(20'000, 500);
    EXPECT_EQ(bench.readings().redelivered, 1U);
    EXPECT_EQ(bench.readings().altered + bench.readings().accepted_twice, 0U);
}

TEST(Ledger, ARedeliveryOfOtherContentIsAltered) {
    Bench bench;
    bench.script.capture(20'000);
    bench.script.accept_reading(20'000, 50);
    trace::Acceptance other = Script::reading(20'000);
    other.current_ma += 1;
    bench.script.accept(other, 20'500);
    EXPECT_EQ(bench.readings().redelivered, 1U);
    EXPECT_EQ(bench.readings().altered, 1U);
}

TEST(Ledger, OneCaptureUnderTwoSequencesIsAcceptedTwice) {
    Bench bench;
    bench.script.capture(20'000);
    bench.script.accept_reading(20'000, 50);
    trace::Acceptance twin = Script::reading(20'000);
    twin.sequence += 5'000;
    bench.script.accept(twin, 20'070);
    bench.script.accept(twin, 20'090);
    EXPECT_EQ(bench.readings().accepted_twice, 1U);
    EXPECT_EQ(bench.readings().redelivered, 1U);  // The twin again.
    EXPECT_EQ(bench.readings().phantom, 0U);
}

TEST(Ledger, OneEventUnderTwoSequencesIsAcceptedTwice) {
    Bench bench;
    bench.script.open_cover(20'000);
    bench.script.open_cover(20'500);
    bench.script.accept_alarm(20'000, 7, 50);
    bench.script.accept_alarm(20'000, 8, 60);  // The same instant: not the alarm of 20.5 s.
    bench.script.accept_alarm(20'500, 9, 70);
    bench.ledger.finish();
    EXPECT_EQ(bench.alarms().accepted, 2U);
    EXPECT_EQ(bench.alarms().accepted_twice, 1U);
    EXPECT_EQ(bench.alarms().lost, 0U);
}

TEST(Ledger, AnEventAgainAtAnotherInstantIsAcceptedTwiceToo) {
    Bench bench;
    bench.script.open_cover(20'000);
    bench.script.accept_alarm(20'000, 7, 50);
    bench.script.accept_alarm(20'300, 8, 50);
    EXPECT_EQ(bench.alarms().accepted_twice, 1U);
    EXPECT_EQ(bench.alarms().phantom, 0U);
}

TEST(Ledger, WhatWasNeverMintedIsAPhantom) {
    Bench bench;
    bench.script.accept_reading(20'000, 50);
    bench.script.accept_alarm(30'000, 7, 50);
    bench.script.open_cover(40'000);
    bench.script.accept_alarm(42'001, 8, 50);  // 2.001 s after its qualification.
    bench.ledger.finish();
    EXPECT_EQ(bench.readings().phantom, 1U);
    EXPECT_EQ(bench.readings().altered, 1U);
    EXPECT_EQ(bench.alarms().phantom, 2U);
    EXPECT_EQ(bench.alarms().lost, 1U);
}

TEST(Ledger, AnAlarmOfAnotherCodeOrWithoutItsBitIsNotTheMintedOne) {
    Bench bench;
    bench.script.open_cover(20'000);
    trace::Acceptance accepted = Script::alarm(20'000, 7);
    accepted.event_code = static_cast<std::uint8_t>(meter::EventCode::meter_cover_closed);
    bench.script.accept(accepted, 20'050);
    bench.script.open_cover(30'000);
    accepted = Script::alarm(30'000, 8);
    accepted.alarm_register_1 = 0;
    bench.script.accept(accepted, 30'050);
    bench.ledger.finish();
    EXPECT_EQ(bench.alarms().phantom, 1U);
    EXPECT_EQ(bench.alarms().lost, 1U);
    EXPECT_EQ(bench.alarms().altered, 2U);
}

TEST(Ledger, CrowdedAlarmsMatchTheNearestOnset) {
    Bench bench;
    for (const std::int64_t ms : {20'000, 20'400, 20'800}) bench.script.open_cover(ms);
    bench.script.accept_alarm(20'800, 9, 50);
    bench.script.accept_alarm(20'400, 8, 490);
    bench.script.accept_alarm(20'000, 7, 900);
    EXPECT_EQ(bench.alarms().accepted, 3U);
    EXPECT_EQ(bench.alarms().latency.least(), std::chrono::milliseconds{50});
    EXPECT_EQ(bench.alarms().latency.most(), std::chrono::milliseconds{900});
    EXPECT_EQ(bench.alarms().reordered, 2U);
}

TEST(Ledger, KnowsARedeliveryOlderThanItsMemory) {
    Bench bench;
    bench.facts.duration = std::chrono::hours{10};
    Ledger ledger{bench.facts};
    Script script{ledger};
    const auto count = static_cast<std::int64_t>(Track::kSettled) + 100;
    script.readings(count, 50);
    script.accept(Script::reading(20'000), count * 1'000 + 60);
    trace::Acceptance twin = Script::reading(21'000);
    twin.sequence = 900'000;
    script.accept(twin, count * 1'000 + 70);
    EXPECT_EQ(ledger.streams()[kReadings].accepted_twice, 1U);
    EXPECT_EQ(ledger.streams()[kReadings].phantom, 0U);
    EXPECT_EQ(ledger.streams()[kReadings].altered, 0U);
}

TEST(Ledger, CountsViolationsByRule) {
    Bench bench;
    bench.script.send(1'000, kMeter, trace::Violation{trace::Rule::off_time, 3, 90, 100});
    bench.script.send(2'000, kMeter, trace::Violation{trace::Rule::off_time, 3, 90, 100});
    bench.script.send(3'000, kMeter, trace::Violation{trace::Rule::power, 3, 1, 0});
    EXPECT_EQ(bench.ledger.violations()[5], 2U);
    EXPECT_EQ(bench.ledger.violations()[8], 1U);
}

TEST(Summary, NamesTheStreamsThatOwedSomething) {
    Bench bench;
    bench.script.readings(100, 50, [](std::int64_t s) { return s == 40; });
    bench.ledger.finish();
    const auto list = summarise(bench.ledger, bench.facts);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].name, "readings");
    EXPECT_EQ(list[0].expected, 81U);
    EXPECT_EQ(list[0].accepted, 80U);
    EXPECT_EQ(list[0].lost, 1U);
    EXPECT_EQ(list[0].late, 1U);
    EXPECT_EQ(list[0].p50_ns, 50'000'000);
    EXPECT_EQ(list[0].p99_ns, INT64_MAX);
    EXPECT_EQ(list[0].max_ns, 50'000'000);
}

}  // namespace
}  // namespace bench::checks
