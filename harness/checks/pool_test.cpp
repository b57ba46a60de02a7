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

TEST(Pool, TheWorstValueHasItsSeed) {
    std::vector<CheckResult> list(3);
    for (std::size_t i = 0; i < list.size(); ++i) {
        list[i].text = "late(alarms) <= 3";
        list[i].verdict = Verdict::pass;
        list[i].seen = std::to_string(i == 1 ? 2 : 0);
        list[i].excess = i == 1 ? -1.0 : -3.0;
    }
    const CheckResult pooled = pool(list, {70, 71, 72});
    EXPECT_EQ(pooled.seen, "2");
    EXPECT_EQ(pooled.worst_seed, 71U);
    list[2].verdict = Verdict::vacuous;  // What the others tested was tested.
    EXPECT_EQ(pool(list, {70, 71, 72}).verdict, Verdict::pass);
    for (CheckResult& item : list) item.verdict = Verdict::vacuous;
    EXPECT_EQ(pool(list, {70, 71, 72}).verdict, Verdict::vacuous);
}

TEST(Pool, AQuantileOfTooFewInEachRunIsJudgedOverAll) {
    std::vector<CheckResult> list(30);
    for (CheckResult& item : list) {
        item.text = "p99(latency(alarms)) < 100 ms";
        item.verdict = Verdict::inconclusive;
        item.successes = item.trials = 10;
        item.histogram = {{60'000'000, 9}, {90'000'000, 1}};
    }
    CheckResult pooled = pool(list);
    EXPECT_EQ(pooled.verdict, Verdict::pass);
    EXPECT_EQ(pooled.evidence, "300 messages in 30 seeds, 0 beyond the limit");
    list.resize(29);
    pooled = pool(list);
    EXPECT_EQ(pooled.verdict, Verdict::inconclusive);
    EXPECT_EQ(pooled.evidence, "290 messages in 29 seeds, 0 beyond the limit; needs 299");
    for (std::size_t i = 0; i < 10; ++i) {
        list[i].successes = 9;
        list[i].histogram[1] = {INT64_MAX, 1};
    }
    pooled = pool(list);
    EXPECT_EQ(pooled.verdict, Verdict::fail);
    EXPECT_EQ(pooled.seen, "infinite (lost)");
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
