#include "reports/json/json.h"

#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bench::json {
namespace {

using result::RunResult;
using result::Verdict;

result::CheckResult check() {
    result::CheckResult made;
    made.text = "p99(latency(readings)) < 100 ms";
    made.clause = "COM-10.a";
    made.place = {"scenarios/a.yaml", 41, 7};
    made.verdict = Verdict::vacuous;
    made.needs_sweep = true;
    made.seen = "143 ms";
    made.margin = "\"43\" ms\tover\n\\";
    made.evidence = "≤ 5 µs";
    made.detail = std::string{"\0\x1f\x7f", 3};
    made.first_violation_ns = INT64_MIN;
    made.successes = UINT64_MAX;
    made.trials = UINT64_MAX - 1;
    return made;
}

RunResult run() {
    RunResult made;
    made.seed = UINT64_MAX;
    made.verdict = Verdict::fail;
    made.checks = {check(), {}};
    made.faults = {{"cover", "open_cover meter", 3, 2}};
    made.streams = {{"alarms", 1, 2, 3, 4, 5, -6, 7, INT64_MAX}};
    made.accounts = {{"alarms", UINT32_MAX, -1, 37, {{"queue", 1}, {"air", INT64_MAX}}, 9}};
    made.counts = {{"tenth", 0.1, "J"},
                   {"tiny", 5e-324, ""},
                   {"huge", 1.7976931348623157e308, ""},
                   {"whole", 3.0, ""},
                   {"minus zero", -0.0, ""},
                   {"third", 1.0 / 3.0, ""},
                   {"inf", std::numeric_limits<double>::infinity(), ""},
                   {"-inf", -std::numeric_limits<double>::infinity(), ""}};
    made.notes = {"cpu cost: not modelled", ""};
    made.error = "signal 11";
    made.firmware_error = true;
    made.simulated_ns = 300'000'000'001;
    made.fingerprint = 0xFEDCBA9876543210;
    made.behaviour = 0x0123456789ABCDEF;
    return made;
}

TEST(RunJson, EveryFieldComesBack) {
    const RunResult back = run_from_json(to_json(run()));
    EXPECT_EQ(back.seed, UINT64_MAX);
    EXPECT_EQ(back.verdict, Verdict::fail);
    ASSERT_EQ(back.checks.size(), 2U);
    const result::CheckResult& first = back.checks[0];
    EXPECT_EQ(first.text, check().text);
    EXPECT_EQ(first.clause, "COM-10.a");
    EXPECT_EQ(first.place.file, "scenarios/a.yaml");
    EXPECT_EQ(first.place.line, 41);
    EXPECT_EQ(first.place.column, 7);
    EXPECT_EQ(first.verdict, Verdict::vacuous);
    EXPECT_TRUE(first.needs_sweep);
    EXPECT_EQ(first.seen, "143 ms");
    EXPECT_EQ(first.margin, check().margin);
    EXPECT_EQ(first.evidence, "≤ 5 µs");
    EXPECT_EQ(first.detail, check().detail);
    EXPECT_EQ(first.first_violation_ns, INT64_MIN);
    EXPECT_EQ(first.successes, UINT64_MAX);
    EXPECT_EQ(first.trials, UINT64_MAX - 1);
    EXPECT_EQ(back.checks[1].first_violation_ns, std::nullopt);
    EXPECT_EQ(back.faults.at(0).action, "open_cover meter");
    EXPECT_EQ(back.faults.at(0).effective, 2U);
    EXPECT_EQ(back.streams.at(0).p50_ns, -6);
    EXPECT_EQ(back.streams.at(0).max_ns, INT64_MAX);
    EXPECT_EQ(back.streams.at(0).redelivered, 5U);
    EXPECT_EQ(back.accounts.at(0).sequence, UINT32_MAX);
    EXPECT_EQ(back.accounts.at(0).phases.at(1).ns, INT64_MAX);
    EXPECT_EQ(back.accounts.at(0).attempts, 9U);
    EXPECT_EQ(back.notes, run().notes);
    EXPECT_EQ(back.error, "signal 11");
    EXPECT_TRUE(back.firmware_error);
    EXPECT_EQ(back.simulated_ns, 300'000'000'001);
    EXPECT_EQ(back.fingerprint, 0xFEDCBA9876543210);
    EXPECT_EQ(back.behaviour, 0x0123456789ABCDEF);
    // The rest by the text itself: nothing is lost on the way there and back.
    EXPECT_EQ(to_json(back), to_json(run()));
}

TEST(RunJson, NumbersComeBackBitForBit) {
    const RunResult there = run();
    const RunResult back = run_from_json(to_json(there));
    ASSERT_EQ(back.counts.size(), there.counts.size());
    for (std::size_t i = 0; i < there.counts.size(); ++i) {
        EXPECT_EQ(back.counts[i].value, there.counts[i].value) << there.counts[i].name;
        EXPECT_EQ(std::signbit(back.counts[i].value), std::signbit(there.counts[i].value));
    }
    RunResult odd;
    odd.counts = {{"nan", std::nan(""), ""}};
    EXPECT_TRUE(std::isnan(run_from_json(to_json(odd)).counts[0].value));
}

TEST(RunJson, OctetsThatAreNotUtf8ComeBackAndAreReplacedInTheFile) {
    RunResult odd;
    odd.error = "a\xFFz";
    EXPECT_EQ(run_from_json(to_json(odd)).error, "a\xFFz");
    result::SessionResult session;
    session.scenarios.resize(1);
    session.scenarios[0].runs = {odd};
    const auto back = session_from_json(write_json(session));
    EXPECT_EQ(back.scenarios.at(0).runs.at(0).error, "a\xEF\xBF\xBDz");
}

TEST(RunJson, AnotherReaderSeesTheSameAsInTheFile) {
    result::SessionResult session;
    session.scenarios.resize(1);
    session.scenarios[0].runs = {run()};
    const auto file = nlohmann::ordered_json::parse(write_json(session));
    EXPECT_EQ(nlohmann::ordered_json::parse(to_json(run())), file["scenarios"][0]["runs"][0]);
}

TEST(RunJson, EveryTruncationIsRefused) {
    const std::string text = to_json(run());
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_THROW((void)run_from_json(std::string_view{text}.substr(0, size)),
                     std::invalid_argument);
    }
}

TEST(RunJson, AnyChangedOctetIsRefusedOrChangesTheResult) {
    RunResult there = run();
    there.counts.erase(there.counts.begin() + 1);  // 4e-324 is 5e-324 too.
    const std::string good = to_json(there);
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        try {
            EXPECT_NE(to_json(run_from_json(bad)), good) << at;
        } catch (const std::invalid_argument&) {
            SUCCEED();
        }
    }
}

TEST(RunJson, WrongTypesAndRangesAreRefused) {
    const std::string good = to_json(RunResult{});
    const auto with = [&good](const std::string& from, const std::string& to) {
        std::string text = good;
        return text.replace(text.find(from), from.size(), to);
    };
    EXPECT_NO_THROW((void)run_from_json(good));
    for (const char* seed : {"-1", "1.5", "\"1\"", "18446744073709551616", "", "null"}) {
        const std::string text = with("\"seed\":0", std::string{"\"seed\":"} + seed);
        EXPECT_THROW((void)run_from_json(text), std::invalid_argument) << seed;
    }
    EXPECT_THROW((void)run_from_json(with("inconclusive", "passed")), std::invalid_argument);
    EXPECT_THROW((void)run_from_json(with("\"checks\":[]", "\"checks\":5")), std::invalid_argument);
    EXPECT_THROW((void)run_from_json(with("0000000000000000", "12")), std::invalid_argument);
    EXPECT_THROW((void)run_from_json(good + "x"), std::invalid_argument);
    EXPECT_THROW((void)run_from_json("{}"), std::invalid_argument);
    EXPECT_THROW((void)run_from_json(""), std::invalid_argument);
}

TEST(RunJson, ThereAndBackTakesWellUnderAMillisecond) {
    RunResult big = run();
    big.checks.assign(12, check());
    big.streams.assign(4, big.streams[0]);
    constexpr int kRounds = 200;
    const std::clock_t start = std::clock();  // CPU time: the machine may be busy.
    std::size_t checks = 0;
    for (int i = 0; i < kRounds; ++i) checks += run_from_json(to_json(big)).checks.size();
    const double us = 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / kRounds;
    EXPECT_EQ(checks, 12U * kRounds);
    RecordProperty("us_there_and_back", std::to_string(us));
    std::printf("%.1f us there and back, %zu octets\n", us, to_json(big).size());
    EXPECT_LT(us, 1000);  // Some tens of microseconds when optimised.
}

result::SessionResult session() {
    result::ScenarioResult scenario;
    scenario.id = "residential.quiet";
    scenario.file = "scenarios/residential/quiet.yaml";
    scenario.summary = "Nothing happens.";
    scenario.firmware = "single_phase";
    scenario.firmware_build = "5d35fd22";
    scenario.verdict = Verdict::pass;
    scenario.runs.resize(1);
    scenario.seeds = 1;
    scenario.passed = 1;
    scenario.repro = "meterbench run residential.quiet --seed 1";
    scenario.wall_s = 0.5;
    scenario.differences = {{7, 1}};
    return {
        {"0.1.0", "0a564cb9", false, "meterbench run quiet", {{"walls", "4"}}}, {scenario}, false};
}

TEST(SessionJson, ExactText) {
    EXPECT_EQ(write_json(session()), R"({
 "format": "meterbench-results",
 "format_version": 2,
 "identity": {
  "version": "0.1.0",
  "commit": "0a564cb9",
  "modified": false,
  "command": "meterbench run quiet",
  "set": [
   {
    "name": "walls",
    "value": "4"
   }
  ]
 },
 "interrupted": false,
 "scenarios": [
  {
   "id": "residential.quiet",
   "file": "scenarios/residential/quiet.yaml",
   "summary": "Nothing happens.",
   "firmware": "single_phase",
   "firmware_build": "5d35fd22",
   "verdict": "pass",
   "checks": [],
   "runs": [
    {
     "seed": 0,
     "verdict": "inconclusive",
     "checks": [],
     "faults": [],
     "streams": [],
     "accounts": [],
     "counts": [],
     "notes": [],
     "reasons": [],
     "error": "",
     "firmware_error": false,
     "simulated_ns": 0,
     "fingerprint": "0000000000000000",
     "behaviour": "0000000000000000"
    }
   ],
   "seeds": 1,
   "passed": 1,
   "failed": 0,
   "inconclusive": 0,
   "vacuous": 0,
   "unjudged": 0,
   "seeds_needed": 0,
   "must_fail": "",
   "repro": "meterbench run residential.quiet --seed 1",
   "wall_s": 0.5,
   "differences": [
    {
     "seed": 7,
     "first_ns": 1
    }
   ]
  }
 ]
}
)");
}

TEST(SessionJson, ComesBack) {
    result::SessionResult there = session();
    there.scenarios[0].runs = {run(), run()};
    there.scenarios[0].checks = {check()};
    there.interrupted = true;
    const std::string text = write_json(there);
    const result::SessionResult back = session_from_json(text);
    EXPECT_TRUE(back.interrupted);
    EXPECT_EQ(back.scenarios.at(0).runs.size(), 2U);
    EXPECT_EQ(write_json(back), text);
}

TEST(SessionJson, AnotherFormatOrVersionIsRefused) {
    std::string text = write_json(session());
    text.replace(text.find(": 2,"), 4, ": 1,");
    EXPECT_THROW((void)session_from_json(text), std::invalid_argument);
    EXPECT_THROW((void)session_from_json("{}"), std::invalid_argument);
    EXPECT_THROW((void)session_from_json("3"), std::invalid_argument);
}

}  // namespace
}  // namespace bench::json
