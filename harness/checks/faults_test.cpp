#include "harness/checks/faults.h"

#include <gtest/gtest.h>

#include "harness/checks/script.h"
#include "harness/checks/summary.h"

namespace bench::checks {
namespace {

TEST(Faults, AnEntryWithoutEffectMakesTheRunVacuous) {
    RunFacts facts = run_facts();
    facts.entries = {
        {"cover", "open_cover meter", {}}, {"jam", "jam rf", {}}, {"quiet", "head_end", {}}};
    FaultLedger faults{facts};
    Script script{faults};
    for (std::uint32_t i = 0; i < 3; ++i) {
        script.send(1'000 * i, kMeter, trace::FaultStarted{0, i});
        script.send(1'000 * i + 10, kMeter, trace::FaultEffective{0, i});
        script.send(1'000 * i + 500, kMeter, trace::FaultEnded{0, i});
    }
    EXPECT_EQ(faults.judge().verdict, result::Verdict::pass);
    script.send(5'000, kMeter, trace::FaultStarted{1, 0});
    EXPECT_EQ(faults.open(), 1U);
    ASSERT_EQ(faults.results().size(), 3U);
    EXPECT_EQ(faults.results()[0].action, "open_cover meter");
    EXPECT_EQ(faults.results()[0].occurrences, 3U);
    EXPECT_EQ(faults.results()[0].effective, 3U);
    EXPECT_EQ(faults.judge().verdict, result::Verdict::vacuous);
    EXPECT_EQ(faults.judge().reasons,
              std::vector<std::string>{"fault jam (jam rf) happened once and changed nothing"});
}

TEST(Faults, WhatWasToBeUnfeltFailsWhenSomethingFeltItAndIsNoVacuityElse) {
    RunFacts facts = run_facts();
    facts.entries = {{"blip", "power_off meter", {}, true}};
    FaultLedger faults{facts};
    Script script{faults};
    script.send(1'000, kMeter, trace::FaultStarted{0, 0});
    EXPECT_EQ(faults.judge().verdict, result::Verdict::pass);
    script.send(1'010, kMeter, trace::FaultEffective{0, 0, trace::Effect::touched});
    EXPECT_EQ(faults.judge().verdict, result::Verdict::pass);
    script.send(1'020, kMeter, trace::FaultEffective{0, 0, trace::Effect::felt});
    EXPECT_EQ(faults.judge().verdict, result::Verdict::fail);
    EXPECT_EQ(faults.judge().reasons,
              std::vector<std::string>{
                  "fault blip (power_off meter) was to be unfelt and was felt once: the module was "
                  "told of its mains, or went down at 1.020 s"});
}

}  // namespace
}  // namespace bench::checks
