#include "harness/checks/monitor.h"

#include <gtest/gtest.h>

#include "firmware/hal/diag.h"
#include "harness/checks/judged.h"

namespace bench::checks {
namespace {

using result::Verdict;

TEST(Checks, ViolationsCountWithTheFirstOne) {
    const auto seen = judge("violations(regulatory) == 0", [](Script& script) {
        script.send(1'000, kMeter, trace::FrameSent{});
        script.send(1'000, kMeter, trace::Violation{trace::Rule::off_time, 12, 90, 100});
    });
    EXPECT_EQ(seen.verdict, Verdict::fail);
    EXPECT_EQ(seen.detail, "sent again too soon on channel 12 at 1.000 s");
    EXPECT_EQ(seen.evidence, "1 transmission");
}

TEST(Checks, NeverAndAlwaysSeeTheWholeRun) {
    const auto booted = [](std::uint32_t cause) {
        return [cause](Script& script) { script.send(1'000, kMeter, trace::Booted{cause}); };
    };
    EXPECT_EQ(judge("never firmware.reset", booted(HAL_RESET_POWER_ON)).verdict, Verdict::pass);
    const auto reset = judge("never firmware.reset", booted(HAL_RESET_WATCHDOG));
    EXPECT_EQ(reset.verdict, Verdict::fail);
    EXPECT_EQ(reset.detail, "firmware.reset at 1.000 s");
    EXPECT_EQ(judge("count(firmware.reset) <= 1", booted(HAL_RESET_WATCHDOG)).margin, "0 to spare");
    const auto failed = [](Script& script) {
        script.send(1'000, kMeter, trace::FirmwareFailed{trace::Failure::watchdog});
    };
    EXPECT_EQ(judge("never firmware.failed", failed).verdict, Verdict::fail);
    const auto depths = [](Script& script) {
        script.send(1'000, kMeter, trace::FirmwareNote{HAL_DIAG_QUEUE_DEPTH, 0, 3});
        script.send(2'000, kMeter, trace::FirmwareNote{HAL_DIAG_QUEUE_DEPTH, 2, 4});
        script.send(3'000, kMeter, trace::FirmwareNote{HAL_DIAG_QUEUE_DEPTH, 0, 1});
    };
    EXPECT_EQ(judge("always queue.depth <= 7", depths).verdict, Verdict::pass);
    const auto deep = judge("always queue.depth <= 6", depths);
    EXPECT_EQ(deep.verdict, Verdict::fail);
    EXPECT_EQ(deep.detail, "7 messages held at 2.000 s");
    EXPECT_EQ(judge("never note(queue_depth) outside quiet", depths).verdict, Verdict::fail);
}

TEST(Checks, WheneverWantsAnAnswerInTime) {
    const auto run = [](std::int64_t latency) {
        return [latency](Script& script) {
            script.send(20'000, kMeter, trace::FaultStarted{0, 0});
            script.open_cover(20'000);
            script.accept_alarm(20'000, 7, latency);
        };
    };
    const char* check = "whenever fault(cover), accepted(alarms) within 100 ms";
    const auto good = judge(check, run(60));
    EXPECT_EQ(good.verdict, Verdict::pass);
    EXPECT_EQ(good.seen, "70 ms");
    EXPECT_EQ(good.margin, "30 ms to spare");
    const auto bad = judge(check, run(91));
    EXPECT_EQ(bad.verdict, Verdict::fail);
    EXPECT_EQ(bad.first_violation_ns, 20'100'000'000);
    EXPECT_EQ(bad.detail, "fault(cover) at 20.000 s had no answer within 100 ms");
    EXPECT_EQ(judge("whenever fault(cover), accepted(readings) within 5 min", run(60)).verdict,
              Verdict::inconclusive);
}

TEST(Checks, UptimeTakesTheWorstWindow) {
    const char* check = "uptime(readings, 40 s) >= 95 %";  // 2 s in 40 s.
    EXPECT_EQ(judge(check, clean).seen, "100 %");
    const auto gap = [](std::int64_t length) {
        return [length](Script& script) {
            script.readings(99, 50, [=](std::int64_t s) { return s >= 60 && s < 60 + length; });
        };
    };
    const auto two = judge(check, gap(2));
    EXPECT_EQ(two.verdict, Verdict::pass);
    EXPECT_EQ(two.seen, "95 %");
    EXPECT_EQ(two.margin, "0 ns to spare");
    const auto three = judge(check, gap(3));
    EXPECT_EQ(three.verdict, Verdict::fail);
    EXPECT_EQ(three.detail, "readings down from 1 min 0.000 s to 1 min 3.000 s");
    EXPECT_EQ(judge("uptime(readings, 40 s) >= 99 %", clean).verdict, Verdict::inconclusive);
    EXPECT_EQ(judge("uptime(readings, 90 s) >= 90 %", clean).verdict, Verdict::inconclusive);
    EXPECT_EQ(judge("uptime(readings, 40 s) >= 95 % outside quiet",
                    [](Script& script) {
                        script.readings(99, 50, [](std::int64_t s) { return s >= 49 && s < 53; });
                    })
                  .verdict,
              Verdict::pass);
}

}  // namespace
}  // namespace bench::checks
