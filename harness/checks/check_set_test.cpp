#include "harness/checks/check_set.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/checks/judged.h"

namespace bench::checks {
namespace {

using result::Verdict;
using testing::HasSubstr;

TEST(Checks, IntegrityOfACleanRunPasses) {
    const auto seen = judge(
        "lost(all) == 0 and accepted_twice(all) == 0 and altered(all) == 0 and reordered(readings) "
        "== 0",
        clean);
    EXPECT_EQ(seen.verdict, Verdict::pass);
    EXPECT_EQ(seen.seen, "0, 0, 0, 0");
    EXPECT_EQ(seen.evidence, "81 messages");
    EXPECT_EQ(seen.clause, "COM-1.a");
    EXPECT_EQ(seen.detail, "");
}

TEST(Checks, ALossFailsWithItsTime) {
    const auto seen = judge("altered(all) == 0 and lost(all) == 0", without(40));
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.seen, "0, 1");
    EXPECT_EQ(seen.margin, "1 over");
    EXPECT_EQ(seen.detail, "readings message of 40.000 s: never accepted");
    EXPECT_EQ(seen.first_violation_ns, 41'000'000'000);  // When it missed its deadline.
}

TEST(Checks, PlantedFaultsAreCaught) {
    const auto with = [](const std::function<void(trace::Acceptance&)>& change) {
        return [change](Script& script) {
            script.readings(30, 50);
            script.capture(31'000);
            trace::Acceptance accepted = Script::reading(31'000);
            change(accepted);
            script.accept(accepted, 31'050);
        };
    };
    EXPECT_EQ(judge("altered(all) == 0", with([](auto& a) { a.import_cwh ^= 64; })).verdict,
              Verdict::fail);
    EXPECT_EQ(judge("altered(all) == 0", with([](auto& a) { a.calendar_us += 1; })).detail,
              "readings 1031 of 31.050 s: accepted, but never minted");
    const auto twin = [](Script& script) {
        script.readings(31, 50);
        trace::Acceptance accepted = Script::reading(31'000);
        accepted.sequence = 9'999;
        script.accept(accepted, 31'090);
    };
    const auto twice = judge("accepted_twice(all) == 0", twin);
    EXPECT_EQ(twice.verdict, Verdict::fail);
    EXPECT_EQ(twice.detail, "readings 9999 of 31.000 s: accepted under two sequences");
    EXPECT_EQ(twice.first_violation_ns, 31'090'000'000);
    const auto stalled = [](Script& script) {
        script.open_cover(20'000);
        script.accept_alarm(20'000, 7, 101);
    };
    const auto late = judge("late(alarms) == 0", stalled);
    EXPECT_EQ(late.verdict, Verdict::fail);
    EXPECT_EQ(late.detail, "alarms 7 (meter_cover_removed) of 20.010 s: 1 ms past its deadline");
    EXPECT_EQ(late.first_violation_ns, 20'110'000'000);
}

TEST(Checks, AReusedNonceFailsWithItsCounter) {
    const auto send = [](std::uint8_t last) {
        return [last](Script& script) {
            std::vector<std::uint8_t> frame{0xDB, 8, 1,    2, 3, 4, 5,  6, 7,
                                            8,    7, 0x30, 0, 0, 0, 42, 9, 9};
            script.send(1'000, kMeter, trace::FrameSent{}, frame);
            frame.back() = last;
            script.send(2'000, kMeter, trace::FrameSent{}, frame);
        };
    };
    EXPECT_EQ(judge("nonce_reused(all) == 0", send(9)).verdict, Verdict::pass);
    const auto seen = judge("nonce_reused(all) == 0", send(8));
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.detail,
              "invocation counter 42 of 0102030405060708 came with other octets at 2.000 s");
    EXPECT_EQ(judge("nonce_reused(all) == 0", clean).verdict, Verdict::vacuous);
}

TEST(Checks, QuantilesSayTheirMarginAndHowManyTheyNeed) {
    const auto good = judge("p99(latency(alarms)) < 100 ms", alarms(300, 0), longer);
    EXPECT_EQ(good.verdict, Verdict::pass);
    EXPECT_EQ(good.seen, "60 ms");
    EXPECT_EQ(good.margin, "40 ms to spare");
    EXPECT_EQ(good.evidence, "300 messages; at most 60 ms at 95 %");
    const auto few = judge("p99.9(latency(alarms)) < 100 ms", alarms(300, 0), longer);
    EXPECT_EQ(few.verdict, Verdict::inconclusive);
    EXPECT_EQ(few.evidence, "300 messages; needs 2 995");
    const auto over = judge("p99(latency(alarms)) < 100 ms", alarms(300, 4), longer);
    EXPECT_EQ(over.verdict, Verdict::fail);
    EXPECT_EQ(over.seen, "143 ms");
    EXPECT_EQ(over.margin, "43 ms over");
    EXPECT_EQ(over.detail, "alarms 1 (meter_cover_removed) of 12.010 s: 143 ms");
    EXPECT_EQ(over.first_violation_ns, 12'110'000'000);
    EXPECT_EQ(judge("p99(latency(alarms)) < 100 ms", alarms(300, 3), longer).verdict,
              Verdict::pass);
}

TEST(Checks, FewMessagesRefuteAQuantileOnlyBeyondChance) {
    // One of 16 over p99 has a chance of 14.9 %, two 1.1 %.
    EXPECT_EQ(judge("p99(latency(alarms)) < 100 ms", alarms(16, 1)).verdict, Verdict::inconclusive);
    EXPECT_EQ(judge("p99(latency(alarms)) < 100 ms", alarms(16, 2)).verdict, Verdict::fail);
}

TEST(Checks, ALostMessageIsInfinitelyLate) {
    const auto worst = judge("max(latency(readings)) < 1 s", without(40));
    EXPECT_EQ(worst.verdict, Verdict::fail);
    EXPECT_EQ(worst.seen, "infinite (lost)");
    EXPECT_EQ(worst.detail, "readings message of 40.000 s: lost");
    EXPECT_EQ(judge("mean(latency(readings)) < 51 ms", clean).verdict, Verdict::pass);
    EXPECT_EQ(judge("min(latency(readings)) >= 51 ms", clean).margin, "1 ms short");
    EXPECT_EQ(judge("count(latency(readings) > 1 s) == 0", without(40)).seen, "1");
    EXPECT_EQ(judge("count(accepted(readings)) >= 81", clean).verdict, Verdict::pass);
}

TEST(Checks, AClaimInOneRunWaitsForASweep) {
    const auto seen = judge(
        "share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 % outside quiet", alarms(16, 1));
    EXPECT_TRUE(seen.needs_sweep);
    EXPECT_EQ(seen.verdict, Verdict::inconclusive);
    EXPECT_EQ(seen.successes, 15U);
    EXPECT_EQ(seen.trials, 16U);
    EXPECT_EQ(seen.evidence, "16 messages; needs 2 995 without a miss");
    const auto own = judge("share(latency(alarms) < 100 ms) >= 90 %", alarms(16, 1));
    EXPECT_FALSE(own.needs_sweep);
    EXPECT_EQ(own.verdict, Verdict::pass);
    EXPECT_EQ(own.seen, "93.75 %");
}

TEST(Checks, AMessageIsInsideWhenItsLifeTouchesAnOccurrence) {
    EXPECT_EQ(judge("lost(readings) == 0 outside quiet", without(51)).verdict, Verdict::pass);
    // Captured at 49 s and due at 50 s, when the occurrence begins.
    EXPECT_EQ(judge("lost(readings) == 0 outside quiet", without(49)).verdict, Verdict::pass);
    EXPECT_EQ(judge("lost(readings) == 0 outside quiet", without(48)).verdict, Verdict::fail);
    EXPECT_EQ(judge("lost(readings) == 0 outside quiet", without(53)).verdict, Verdict::fail);
    EXPECT_EQ(judge("lost(readings) == 1 during quiet", without(51)).verdict, Verdict::pass);
    EXPECT_EQ(judge("lost(readings) == 0 during quiet", without(48)).evidence, "4 messages");
}

TEST(Checks, AskedForAndNeverComeIsMissed) {
    const auto seen = judge("count(accepted(alarms)) >= 1", clean);
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.evidence, "no message in 80 s of judged time");
    EXPECT_EQ(judge("count(accepted(alarms)) == 0", clean).verdict, Verdict::pass);
}

TEST(Checks, WhatLookedAtNothingIsVacuous) {
    EXPECT_EQ(judge("lost(alarms) <= 1", clean).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("p99(latency(alarms)) < 1 s", clean).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("lost(readings) == 0 outside flood", clean).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("lost(readings) == 0 during never_on", clean).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("never firmware.reset outside flood", clean).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("whenever fault(cover), accepted(all) within 1 s", clean).verdict,
              Verdict::vacuous);
    EXPECT_EQ(judge("violations(regulatory) == 0", clean).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("always queue.depth <= 3", clean).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("energy_error(import) within ± 1 %", alarms(2, 0)).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("uptime(alarms, 1 min) >= 99 %", clean).verdict, Verdict::vacuous);
}

TEST(Checks, ThatNothingHappenedIsShownByTheJudgedTime) {
    for (const char* text : {"lost(alarms) == 0", "altered(alarms) == 0", "late(alarms) <= 0",
                             "count(accepted(alarms)) == 0", "redelivered(alarms) < 1"}) {
        const auto seen = judge(text, clean);
        EXPECT_EQ(seen.verdict, Verdict::pass) << text;
        EXPECT_EQ(seen.evidence, "no message in 80 s of judged time") << text;
    }
    EXPECT_EQ(judge("lost(alarms) == 0 outside quiet", clean).evidence,
              "no message in 78 s of judged time");
    EXPECT_EQ(judge("count(accepted(alarms)) == 0", alarms(2, 0)).verdict, Verdict::fail);
    // Messages were due and none came: nothing is known of what they would have been.
    const auto dead = [](Script& script) { script.capture(31'000); };
    EXPECT_EQ(judge("altered(readings) == 0", dead).verdict, Verdict::vacuous);
    EXPECT_EQ(judge("lost(readings) == 0", dead).verdict, Verdict::fail);
}

TEST(Checks, ATotalOutageFailsWhateverThePeriod) {
    const auto slow = [](RunFacts& facts) {
        for (StreamRule& rule : facts.streams) rule.period = std::chrono::seconds{30};
    };
    const auto dead = [](Script& script) {
        for (std::int64_t at = 20'000; at <= 80'000; at += 30'000) script.capture(at);
    };
    const auto seen = judge("uptime(readings, 1 min) >= 99 %", dead, slow);
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_THAT(seen.evidence, HasSubstr("not one of them arrived in time"));
    // One that came leaves open what happened between it and the next.
    const auto one = [&](Script& script) {
        dead(script);
        script.accept(Script::reading(20'000), 20'050);
    };
    EXPECT_EQ(judge("uptime(readings, 1 min) >= 99 %", one, slow).verdict, Verdict::inconclusive);
}

TEST(Checks, MessagesOfAnEventAreCountedByItsName) {
    EXPECT_EQ(judge("count(event(meter_cover_removed)) == 2", alarms(2, 0)).verdict, Verdict::pass);
    EXPECT_EQ(judge("count(event(over_voltage)) == 0", alarms(2, 0)).evidence,
              "80 s of judged time");
    const auto never = judge("never event(meter_cover_removed)", alarms(2, 0));
    EXPECT_EQ(never.verdict, Verdict::fail);
    EXPECT_EQ(never.detail, "event(meter_cover_removed) at 12.070 s");
    EXPECT_EQ(judge("never event(over_voltage_l1)", alarms(2, 0)).verdict, Verdict::pass);
    const auto answered = [](Script& script) {
        script.send(20'000, kMeter, trace::FaultStarted{0, 0});
        script.open_cover(20'000);
        script.accept_alarm(20'000, 7, 60);
        script.readings(99, 50);
    };
    EXPECT_EQ(
        judge("whenever fault(cover), event(meter_cover_removed) within 100 ms", answered).verdict,
        Verdict::pass);
    const auto missed = judge("whenever fault(cover), event(voltage_sag) within 100 ms", answered);
    EXPECT_EQ(missed.verdict, Verdict::fail);
    EXPECT_EQ(missed.detail, "fault(cover) at 20.000 s had no answer within 100 ms");
}

TEST(Checks, AllViolationsAreListedWithTheirEvents) {
    const auto lost = [](Script& script) {
        for (std::int64_t i = 0; i < 23; ++i) script.open_cover(12'000 + i * 400);
    };
    const auto seen = judge("lost(alarms) == 0", lost);
    ASSERT_EQ(seen.violations.size(), 20U);
    EXPECT_EQ(seen.violations.front(),
              "alarms message (meter_cover_removed) of 12.010 s: never accepted");
    EXPECT_EQ(seen.more_violations, 3U);
}

TEST(Checks, VacuousMayBeAllowed) {
    const Truth truth;
    RunFacts facts = facts_with(truth);
    Check check{{{TallyLimit{Fact::lost, "alarms", Comparison::at_most, 1}}, {}},
                "lost(alarms) <= 1",
                "",
                {},
                true};
    CheckSet set{{check}, facts};
    const auto results = set.finish();
    EXPECT_EQ(results.at(0).verdict, Verdict::pass);
    EXPECT_THAT(results.at(0).evidence, HasSubstr("vacuous, which is allowed here"));
}

TEST(Checks, AnUnknownNameIsRefusedAtConstruction) {
    const RunFacts facts = run_facts();
    const Check stream{
        {{TallyLimit{Fact::lost, "phasors", Comparison::equal, 0}}, {}}, "", "", {}, false};
    EXPECT_THROW((CheckSet{{stream}, facts}), std::invalid_argument);
    const Check entry{{{TallyLimit{Fact::lost, "all", Comparison::equal, 0}}, Scope{true, "ovne"}},
                      "",
                      "",
                      {},
                      false};
    EXPECT_THROW((CheckSet{{entry}, facts}), std::invalid_argument);
    const Check energy{{{EnergyLimit{false, false, 10'000}}, {}}, "", "", {}, false};
    EXPECT_THROW((CheckSet{{energy}, facts}), std::invalid_argument);
}

}  // namespace
}  // namespace bench::checks
