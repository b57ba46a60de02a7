#include "reports/console/console.h"

#include <gtest/gtest.h>

#include "reports/console/sample_results.h"
#include "reports/console/utf8.h"

namespace bench::console {
namespace {

using result::Verdict;

std::string last_line(const std::string& text) {
    const std::size_t start = text.rfind('\n', text.size() - 2);
    return text.substr(start + 1);
}

TEST(Console, APassingScenario) {
    EXPECT_EQ(write_console(test::passing(), {}),
              R"text(PASS residential.three_brick_walls  seed 812  5 min simulated
     fingerprint 0123456789abcdef
     A meter in a closed box, three brick walls from its collector.

  pass  COM-10.a  p99(latency(readings)) < 100 ms  87.3 ms  12.7 ms to spare
  pass            lost(alarms) == 0                0

  stream       accepted        p50        p99        max
  alarms            2/2  21.000 ms  37.512 ms  37.512 ms
  readings  1 299/1 300  42.100 ms      never  91.000 ms  1 lost, 2 late, 1
                                                          redelivered

  fault  action            occurrences  effective
  cover  open_cover meter            3          3
  noise  jam rf                      1          0

  slowest of alarms: sequence 7, from 12.480 s, 2 frames
    queue       0.103 ms
    access      5.119 ms
    retries     9.227 ms
    air         9.226 ms
    collector   6.837 ms
    wan         5.000 ms
    head_end    2.000 ms
    sum        37.512 ms

  frames 2 600, aead_calls 5 200, radio_energy 12.375 J

  note: cpu cost: not modelled
)text");
}

TEST(Console, AFailingScenarioEndsWithTheCommandToPaste) {
    const std::string text = write_console(test::failing(), {});
    const std::size_t checks = text.find("  fail  COM");
    EXPECT_EQ(text.substr(0, 4), "FAIL");
    EXPECT_EQ(text.substr(checks, text.find("\n\n", checks) - checks),
              R"text(  fail  COM-10.a  p99(latency(readings)) < 100 ms  143 ms  43 ms over
  -               lost(alarms) == 0                0       needs a sweep)text");
    EXPECT_EQ(text.substr(text.find("  fail: ")),
              R"text(  fail: COM-10.a p99(latency(readings)) < 100 ms: 143 ms (43 ms over)
    first late message readings 1204, captured while the oven was on; queue 80.1
    ms
    first violation at 4 min 12.480 s
    evidence: 300 messages
    scenarios/residential/three_brick_walls.yaml:41:7

meterbench run scenarios/residential/three_brick_walls.yaml --seed 812
)text");
}

TEST(Console, AFailingSweepNamesItsSeedsAndPooledClaims) {
    EXPECT_EQ(write_console(test::failing_sweep(), {}),
              R"text(FAIL residential.three_brick_walls  2 995 seeds: 2 981 passed, 14 failed
     5 min simulated
     A meter in a closed box, three brick walls from its collector.

  fail  COM-10.a  p99(latency(readings)) < 100 ms       143 ms   43 ms over
  pass  COM-10.b  share(latency(alarms) < 1 s) >= 99.9  99.97 %  0.04 % to spare
                  % with confidence 95 %

  failing seeds: 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000 and 4 more

  claim                                                 pooled  evidence
  share(latency(alarms) < 1 s) >= 99.9 % with    35 930/35 940  at least 99.94 %
  confidence 95 %

  fail: COM-10.a p99(latency(readings)) < 100 ms: 143 ms (43 ms over)
    first late message readings 1204, captured while the oven was on; queue 80.1
    ms
    first violation at 4 min 12.480 s
    evidence: 300 messages
    scenarios/residential/three_brick_walls.yaml:41:7

meterbench run scenarios/residential/three_brick_walls.yaml --seed 812
)text");
}

result::SessionResult session() {
    result::ScenarioResult planted = test::failing();
    planted.id = "planted.lost_alarm";
    planted.verdict = Verdict::pass;
    planted.must_fail = "lost(alarms) == 0";
    planted.checks.back().verdict = Verdict::fail;
    planted.checks.back().needs_sweep = false;
    return {{"0.1.0", "unknown", false, "", {}},
            {test::passing(), test::failing_sweep(), planted},
            false};
}

TEST(Console, ASessionEndsWithALineEachTheTotalsAndTheFirstCommand) {
    const std::string text = write_console(session(), {});
    EXPECT_EQ(text.find(write_console(test::failing_sweep(), {}) + "\nPASS"), 0U);
    EXPECT_EQ(text.substr(text.find("PASS")),
              R"text(PASS residential.three_brick_walls
FAIL residential.three_brick_walls  2 995 seeds: 2 981 passed, 14 failed
PASS planted.lost_alarm  fails as it must: lost(alarms) == 0
2 passed, 1 failed

meterbench run scenarios/residential/three_brick_walls.yaml --seed 812
)text");
}

TEST(Console, AClaimOfOneRunIsNoPassAndSaysHowManySeeds) {
    result::ScenarioResult open = test::failing();
    open.verdict = Verdict::inconclusive;
    open.failed = 0;
    open.inconclusive = 1;
    open.unjudged = 1;
    open.seeds_needed = 188;
    const std::string text = write_console(open, {});
    EXPECT_EQ(text.find("INCONCLUSIVE residential.three_brick_walls"), 0U);
    EXPECT_NE(text.find("\n     1 claim unjudged: needs 188 seeds\n"), std::string::npos);
    open.must_fail = "lost(alarms) == 0";
    EXPECT_NE(write_console(open, {}).find("must fail and was not judged: lost(alarms) == 0"),
              std::string::npos);
}

TEST(Console, OpenRunsOfASweepAreNoFailures) {
    result::ScenarioResult sweep = test::failing_sweep();
    sweep.verdict = Verdict::inconclusive;
    sweep.failed = 0;
    sweep.inconclusive = 12;
    sweep.vacuous = 2;
    sweep.checks[0].worst_seed = 812;
    const std::string text = write_console(sweep, {});
    EXPECT_EQ(text.substr(0, text.find('\n')), "INCONCLUSIVE residential.three_brick_walls");
    EXPECT_NE(text.find("2 995 seeds: 2 981 passed, 0 failed, 12 inconclusive, 2 vacuous"),
              std::string::npos);
    EXPECT_NE(text.find("43 ms over, seed 812"), std::string::npos);
}

TEST(Console, ASessionOfPassesEndsWithItsTotals) {
    result::SessionResult good{
        {"0.1.0", "unknown", false, "", {}}, {test::passing(), test::passing()}, true};
    good.scenarios[1].verdict = Verdict::vacuous;
    good.scenarios[1].repro.clear();
    EXPECT_EQ(last_line(write_console(good, {})), "1 passed, 0 failed, 1 vacuous, interrupted\n");
}

TEST(Console, TheFirstLineSaysWhichProgramWhichFirmwareAndWhichSettings) {
    result::SessionResult made = session();
    made.identity = {
        "0.1.0", "0a564cb916545b6b8ab6fe70423b81b0fbaa140b", true, "", {{"walls", "4"}}};
    for (auto& scenario : made.scenarios)
        scenario.firmware_build = "5d35fd2289930c10767b9d6532fdfc7f";
    made.scenarios[1].firmware = "libmine.so";
    EXPECT_EQ(identity_line(made, {}),
              "meterbench 0.1.0  commit 0a564cb91654, modified\n"
              "firmware single_phase 5d35fd2289930c10  firmware libmine.so 5d35fd2289930c10\n"
              "--set walls=4\n");
}

TEST(Console, TwoRunsOfOneSeedThatDifferAreSaid) {
    result::ScenarioResult twice = test::passing();
    twice.differences = {{7, 12'480'000'000}};
    EXPECT_NE(write_console(twice, {}).find(
                  "\n  error: seed 7 was run twice and differs from 12.480 s on: a fault of the\n"
                  "         bench, or a firmware that knows more than it is told\n"),
              std::string::npos);
}

TEST(Console, AScenarioThatShouldFailAndDoesNotSaysSo) {
    result::ScenarioResult planted = test::passing();
    planted.verdict = Verdict::fail;
    planted.must_fail = "lost(alarms) == 0";
    const std::string text = write_console(planted, {});
    EXPECT_NE(text.find("\n     does not fail as it must: lost(alarms) == 0\n"), std::string::npos);
    EXPECT_EQ(last_line(text), planted.repro + "\n");
}

TEST(Console, ColourIsOnlyOnVerdictsAndTakesNoWidth) {
    std::string colored = write_console(test::failing(), {.color = true});
    EXPECT_EQ(colored.find("\x1b[31mFAIL\x1b[0m residential"), 0U);
    for (const std::string code : {"\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[0m"}) {
        for (std::size_t at; (at = colored.find(code)) != std::string::npos;) {
            colored.erase(at, code.size());
        }
    }
    EXPECT_EQ(colored, write_console(test::failing(), {}));
}

TEST(Console, AnErrorKeepsItsLines) {
    result::ScenarioResult broken = test::failing();
    broken.verdict = Verdict::error;
    broken.runs[0].error = "the child ended with signal 11\nlast record at 12.480 s";
    const std::string text = write_console(broken, {});
    EXPECT_NE(text.find("\n  error: the child ended with signal 11\n"
                        "         last record at 12.480 s\n"),
              std::string::npos);
    broken.runs[0].firmware_error = true;
    EXPECT_NE(write_console(broken, {}).find("\n  firmware failed: the child"), std::string::npos);
}

// Makes every text long, with and without spaces, and in UTF-8.
result::ScenarioResult verbose(std::size_t length) {
    std::string words;
    while (words.size() < length) words += "p99(latency(readings)) ≤ 100 µs ";
    const std::string word(length, 'x');
    result::ScenarioResult made = test::failing();
    made.id = word;
    made.summary = words;
    made.must_fail = words;
    made.checks[0].text = words;
    made.checks[0].detail = words;
    made.checks[0].place.file = word;
    made.checks[1].text = word;
    made.checks[1].clause = word;
    made.checks[1].seen = words;
    made.checks[1].margin = word;
    made.checks[1].needs_sweep = false;
    made.checks[1].evidence = words;
    made.checks[1].trials = UINT64_MAX;
    result::RunResult& run = made.runs[0];
    run.streams[0].name = word;
    run.streams[0].accepted = 1'000'000'000;
    run.streams[0].max_ns = run.streams[0].p50_ns = INT64_MAX - 1;
    run.faults[0].id = word;
    run.faults[0].action = words;
    run.accounts[1].phases[0].name = word;
    run.counts[0].name = word;
    run.counts[1].name = words;
    run.notes = {words, word};
    run.error = words + "\n" + word;
    return made;
}

TEST(Console, NoLineButTheCommandIsWiderThanTheTerminal) {
    for (std::size_t length = 1; length < 300; length += 3) {
        for (const bool utf8 : {false, true}) {
            result::ScenarioResult scenario = verbose(length);
            scenario.seeds = 1 + length / 3 % 2;
            std::string text = write_console(scenario, {.utf8 = utf8});
            ASSERT_EQ(last_line(text), scenario.repro + "\n");
            text.erase(text.size() - scenario.repro.size() - 1);
            while (!text.empty()) {
                const std::size_t end = text.find('\n');
                ASSERT_LE(columns(text.substr(0, end)), kWidth) << length << text.substr(0, end);
                text.erase(0, end + 1);
            }
        }
    }
}

TEST(Console, InAsciiEveryOctetIsPrintableAscii) {
    const result::ScenarioResult scenario = verbose(100);
    for (const char c : write_console(scenario, {})) {
        ASSERT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
    }
}

TEST(Console, AnEmptyResultIsALine) {
    EXPECT_EQ(write_console(result::ScenarioResult{}, {}), "INCONCLUSIVE\n");
    EXPECT_EQ(write_console(result::SessionResult{}, {}), "0 passed, 0 failed\n");
}

TEST(Console, MeasuredValuesStandBesideTheirTruth) {
    auto scenario = test::passing();
    scenario.runs[0].counts = {{"events", 12, ""}, {"u1", 230.51, "V"}, {"true_u1", 230.5, "V"}};
    const std::string text = write_console(scenario, {});
    EXPECT_NE(text.find("  last measured     value    truth\n  u1             230.51 V  230.5 V\n"),
              std::string::npos)
        << text;
    EXPECT_EQ(text.find("true_u1"), std::string::npos);
    EXPECT_NE(text.find("  events 12\n"), std::string::npos);
}

}  // namespace
}  // namespace bench::console
