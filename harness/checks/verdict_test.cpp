#include "harness/checks/verdict.h"

#include <array>

#include <gtest/gtest.h>

namespace bench::checks {
namespace {

using result::Verdict;

constexpr Verdict kPass = Verdict::pass;
constexpr Verdict kFail = Verdict::fail;
constexpr Verdict kOpen = Verdict::inconclusive;
constexpr Verdict kVacuous = Verdict::vacuous;
constexpr Verdict kError = Verdict::error;

struct Row {
    Verdict rest;
    bool unjudged;
    std::optional<Verdict> must_fail;
    Verdict verdict;
};

// Every combination that is not the same as another by name.
constexpr std::array kTable{
    // Without a check that must fail: the rest decides, and an open claim is no pass.
    Row{kPass, false, {}, kPass}, Row{kOpen, false, {}, kOpen}, Row{kVacuous, false, {}, kVacuous},
    Row{kFail, false, {}, kFail}, Row{kError, false, {}, kError}, Row{kPass, true, {}, kOpen},
    Row{kOpen, true, {}, kOpen}, Row{kVacuous, true, {}, kVacuous}, Row{kFail, true, {}, kFail},
    Row{kError, true, {}, kError},
    // It fails as it must: the rest decides.
    Row{kPass, false, kFail, kPass}, Row{kOpen, false, kFail, kOpen},
    Row{kVacuous, false, kFail, kVacuous}, Row{kFail, false, kFail, kFail},
    Row{kError, false, kFail, kError}, Row{kPass, true, kFail, kOpen},
    Row{kFail, true, kFail, kFail},
    // It passes: that is a failure, whatever else is open.
    Row{kPass, false, kPass, kFail}, Row{kOpen, false, kPass, kFail},
    Row{kVacuous, false, kPass, kFail}, Row{kFail, false, kPass, kFail},
    Row{kError, false, kPass, kError}, Row{kPass, true, kPass, kFail},
    // It was not judged: neither a pass nor a failure.
    Row{kPass, false, kOpen, kOpen}, Row{kOpen, false, kOpen, kOpen},
    Row{kVacuous, false, kOpen, kVacuous}, Row{kFail, false, kOpen, kFail},
    Row{kError, false, kOpen, kError}, Row{kPass, true, kOpen, kOpen},
    Row{kPass, false, kVacuous, kVacuous}, Row{kFail, false, kVacuous, kFail},
    Row{kPass, true, kVacuous, kVacuous}, Row{kPass, false, kError, kError},
    Row{kFail, false, kError, kError}};

TEST(VerdictTable, EachRow) {
    for (const Row& row : kTable) {
        EXPECT_EQ(decide({row.rest, row.unjudged, row.must_fail}), row.verdict)
            << "rest " << result::word(row.rest) << (row.unjudged ? ", a claim open" : "")
            << ", must fail " << (row.must_fail ? result::word(*row.must_fail) : "not");
    }
}

result::CheckResult check(Verdict verdict, bool needs_sweep = false) {
    result::CheckResult made;
    made.verdict = verdict;
    made.needs_sweep = needs_sweep;
    return made;
}

TEST(VerdictTable, AClaimOfOneRunIsOpenAndWhatMustFailStandsLast) {
    const auto one = [](const std::vector<result::CheckResult>& checks, bool must_fail) {
        return decide(seen_of(checks, must_fail, kPass));
    };
    EXPECT_EQ(one({check(kPass), check(kOpen, true)}, false), kOpen);
    EXPECT_EQ(one({check(kFail), check(kOpen, true)}, false), kFail);
    EXPECT_EQ(one({check(kOpen, true)}, true), kOpen);  // Not "fails as it must".
    EXPECT_EQ(one({check(kPass), check(kFail)}, true), kPass);
    EXPECT_EQ(one({check(kPass), check(kPass)}, true), kFail);
    EXPECT_EQ(one({}, false), kPass);
    EXPECT_EQ(decide(seen_of({check(kFail)}, true, kVacuous)), kVacuous);
}

TEST(VerdictTable, OfOneRunOfASweepNeitherClaimsNorWhatMustFailCount) {
    const auto run = [](const std::vector<result::CheckResult>& checks, bool must_fail) {
        return verdict_in_sweep(seen_of(checks, must_fail, kPass));
    };
    EXPECT_EQ(run({check(kPass), check(kOpen, true)}, false), kPass);
    EXPECT_EQ(run({check(kOpen)}, false), kOpen);
    EXPECT_EQ(run({check(kPass), check(kPass)}, true), kPass);
    EXPECT_EQ(run({check(kFail), check(kFail)}, true), kFail);
}

}  // namespace
}  // namespace bench::checks
