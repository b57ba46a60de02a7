#pragma once

// For tests: a passing scenario, a failing one and a failing sweep.

#include "reports/result/result.h"

namespace bench::console::test {

using result::ScenarioResult;
using result::Verdict;

inline result::CheckResult check(const char* text, const char* clause, const char* seen) {
    result::CheckResult made;
    made.text = text;
    made.clause = clause;
    made.verdict = Verdict::pass;
    made.seen = seen;
    return made;
}

inline result::CheckResult latency_check() {
    result::CheckResult made = check("p99(latency(readings)) < 100 ms", "COM-10.a", "87.3 ms");
    made.place = {"scenarios/residential/three_brick_walls.yaml", 41, 7};
    made.margin = "12.7 ms to spare";
    made.evidence = "300 messages";
    return made;
}

inline result::RunResult run(std::uint64_t seed) {
    result::RunResult made;
    made.seed = seed;
    made.verdict = Verdict::pass;
    made.simulated_ns = 300'000'000'000;
    made.fingerprint = 0x0123456789ABCDEF;
    made.streams = {{"alarms", 2, 2, 0, 0, 0, 21'000'000, 37'512'000, 37'512'000},
                    {"readings", 1300, 1299, 1, 2, 1, 42'100'000, INT64_MAX, 91'000'000}};
    made.faults = {{"cover", "open_cover meter", 3, 3}, {"noise", "jam rf", 1, 0}};
    // Each phase ends on half a microsecond; one by one they would round to 37.514 ms.
    made.accounts = {{"readings", 9, 0, 91'000'000, {}, 3},
                     {"alarms",
                      7,
                      12'480'000'000,
                      37'512'000,
                      {{"queue", 102'500},
                       {"access", 5'119'500},
                       {"retries", 9'226'500},
                       {"air", 9'226'500},
                       {"collector", 6'837'000},
                       {"wan", 5'000'000},
                       {"head_end", 2'000'000}},
                      2}};
    made.counts = {{"frames", 2600, ""}, {"aead_calls", 5200, ""}, {"radio_energy", 12.375, "J"}};
    made.notes = {"cpu cost: not modelled"};
    return made;
}

inline ScenarioResult passing() {
    ScenarioResult made;
    made.id = "residential.three_brick_walls";
    made.file = "scenarios/residential/three_brick_walls.yaml";
    made.summary = "A meter in a closed box, three brick walls from its collector.";
    made.firmware = "single_phase";
    made.verdict = Verdict::pass;
    made.checks = {latency_check(), check("lost(alarms) == 0", "", "0")};
    made.runs = {run(812)};
    made.seeds = 1;
    made.passed = 1;
    made.repro = "meterbench run scenarios/residential/three_brick_walls.yaml --seed 812";
    return made;
}

inline void fail(result::CheckResult& check) {
    check.verdict = Verdict::fail;
    check.seen = "143 ms";
    check.margin = "43 ms over";
    check.detail =
        "first late message readings 1204, captured while the oven was on; queue 80.1 ms";
    check.first_violation_ns = 252'480'000'000;
}

inline ScenarioResult failing() {
    ScenarioResult made = passing();
    made.verdict = made.runs[0].verdict = Verdict::fail;
    made.passed = 0;
    made.failed = 1;
    fail(made.checks[0]);
    made.checks[1].needs_sweep = true;
    made.checks[1].verdict = Verdict::inconclusive;
    return made;
}

// 2 995 seeds, of which the multiples of 100 up to 1400 failed.
inline ScenarioResult failing_sweep() {
    ScenarioResult made = failing();
    made.seeds = 2995;
    made.passed = 2981;
    made.failed = 14;
    made.runs = {run(1)};
    for (std::uint64_t seed = 100; seed <= 1400; seed += 100) {
        result::RunResult bad;
        bad.seed = seed;
        bad.verdict = Verdict::fail;
        made.runs.push_back(bad);
    }
    made.checks[1] =
        check("share(latency(alarms) < 1 s) >= 99.9 % with confidence 95 %", "COM-10.b", "99.97 %");
    made.checks[1].margin = "0.04 % to spare";
    made.checks[1].evidence = "at least 99.94 %";
    made.checks[1].successes = 35'930;
    made.checks[1].trials = 35'940;
    return made;
}

}  // namespace bench::console::test
