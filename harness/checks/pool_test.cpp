#include "harness/checks/pool.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench::checks {
namespace {

using result::CheckResult;
using result::Verdict;
using testing::HasSubstr;

constexpr const char* kClaim =
    "share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 % outside quiet";

std::vector<CheckResult> seeds(std::size_t count, std::uint64_t trials) {
    CheckResult item;
    item.text = kClaim;
    item.needs_sweep = true;
    item.successes = item.trials = trials;
    return std::vector<CheckResult>(count, item);
}

TEST(Pool, ThreeHundredCleanSeedsOfSixteenShowTheClaim) {
    const CheckResult pooled = pool(seeds(300, 16));
    EXPECT_EQ(pooled.verdict, Verdict::pass);
    EXPECT_FALSE(pooled.needs_sweep);
    EXPECT_EQ(pooled.trials, 4'800U);
    EXPECT_EQ(pooled.seen, "100 %");
    EXPECT_EQ(pooled.evidence,
              "4 800 messages in 300 seeds, 0 missed; at least 99.938 % at 95 % (Clopper-Pearson), "
              "100 % by seed (bootstrap)");
    EXPECT_EQ(pooled.detail, "");
}

TEST(Pool, OneMissInFourThousandEightHundredStillShowsItAndTwoDoNot) {
    auto list = seeds(300, 16);
    list[10].successes = 15;
    list[10].detail = "alarms 4: lost";
    list[10].first_violation_ns = 5;
    EXPECT_EQ(pool(list).verdict, Verdict::pass);  // 4 742 suffice.
    list[20].successes = 15;
    const CheckResult pooled = pool(list);
    EXPECT_EQ(pooled.verdict, Verdict::inconclusive);
    EXPECT_THAT(pooled.evidence, HasSubstr("needs 6 294 messages"));
    EXPECT_EQ(pooled.detail, "alarms 4: lost");
    EXPECT_EQ(pooled.first_violation_ns, 5);
}

TEST(Pool, TooFewAreInconclusiveAndAShareThatFallsShortFails) {
    const CheckResult few = pool(seeds(100, 16));
    EXPECT_EQ(few.verdict, Verdict::inconclusive);
    EXPECT_THAT(few.evidence, HasSubstr("needs 2 995 messages"));
    auto list = seeds(300, 16);
    for (std::size_t i = 0; i < 10; ++i) list[i].successes = 15;
    const CheckResult failed = pool(list);
    EXPECT_EQ(failed.verdict, Verdict::fail);
    EXPECT_EQ(failed.seen, "99.792 %");
    EXPECT_THAT(failed.margin, HasSubstr("short"));
}

TEST(Pool, NoMessagesAreVacuousAndNothingIsAnError) {
    EXPECT_EQ(pool(seeds(5, 0)).verdict, Verdict::vacuous);
    EXPECT_THROW(static_cast<void>(pool({})), std::invalid_argument);
}

TEST(Pool, ACheckWithoutConfidenceIsItsWorstRun) {
    std::vector<CheckResult> list(3);
    for (CheckResult& item : list) {
        item.text = "late(alarms) <= 1";
        item.verdict = Verdict::pass;
    }
    EXPECT_EQ(pool(list).verdict, Verdict::pass);
    list[1].verdict = Verdict::vacuous;
    list[2].verdict = Verdict::fail;
    list[2].detail = "this one";
    EXPECT_EQ(pool(list).verdict, Verdict::fail);
    EXPECT_EQ(pool(list).detail, "this one");
}

}  // namespace
}  // namespace bench::checks
