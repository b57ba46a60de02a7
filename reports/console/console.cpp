#include "reports/console/console.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "reports/console/layout.h"
#include "reports/console/phrase.h"
#include "reports/console/run.h"
#include "reports/console/utf8.h"

namespace bench::console {
namespace {

using result::CheckResult;
using result::RunResult;
using result::ScenarioResult;
using result::Verdict;

constexpr std::size_t kSeedsListed = 10;

bool passed(const ScenarioResult& scenario) { return scenario.verdict == Verdict::pass; }
bool is_sweep(const ScenarioResult& scenario) { return scenario.seeds > 1; }

std::string colored(Verdict verdict, const Look& look) {
    return look.color ? color_of(verdict) + loud(verdict) + "\x1b[0m" : loud(verdict);
}

// The run whose sections are shown: of a sweep the first that did not pass, if any.
const RunResult* run_to_show(const ScenarioResult& scenario) {
    if (scenario.runs.empty()) return nullptr;
    if (!is_sweep(scenario)) return scenario.runs.data();
    const auto found = std::ranges::find_if(
        scenario.runs, [](const RunResult& run) { return run.verdict != Verdict::pass; });
    return found == scenario.runs.end() ? nullptr : &*found;
}

std::string expectation(const ScenarioResult& scenario, const Look& look) {
    const std::string check = printable(scenario.must_fail, look);
    const Verdict seen = scenario.checks.empty() ? Verdict::error : scenario.checks.back().verdict;
    if (seen == Verdict::fail) return "fails as it must: " + check;
    if (seen == Verdict::pass) return "does not fail as it must: " + check;
    return "must fail and was not judged: " + check;
}

std::string seeds_summary(const ScenarioResult& scenario) {
    std::string text =
        fmt::format("{}: {} passed, {} failed", times(scenario.seeds, "seed", "seeds"),
                    grouped(scenario.passed), grouped(scenario.failed));
    if (scenario.inconclusive > 0)
        text += fmt::format(", {} inconclusive", grouped(scenario.inconclusive));
    if (scenario.vacuous > 0) text += fmt::format(", {} vacuous", grouped(scenario.vacuous));
    return text;
}

// "1 claim unjudged: needs 188 seeds"
std::string unjudged(const ScenarioResult& scenario) {
    std::string text = times(scenario.unjudged, "claim", "claims") + " unjudged: needs ";
    return scenario.seeds_needed == 0 ? text + "a sweep"
                                      : text + times(scenario.seeds_needed, "seed", "seeds");
}

void append_header(std::string& out, const ScenarioResult& scenario, const Look& look) {
    std::vector<std::string> pieces{printable(scenario.id, look)};
    const RunResult* first = scenario.runs.empty() ? nullptr : scenario.runs.data();
    if (is_sweep(scenario)) {
        pieces.push_back(seeds_summary(scenario));
    } else if (first != nullptr) {
        pieces.push_back(fmt::format("seed {}", first->seed));
    }
    if (first != nullptr) pieces.push_back(duration(first->simulated_ns) + " simulated");
    if (first != nullptr && !is_sweep(scenario)) {
        pieces.push_back(fmt::format("fingerprint {:016x}", first->fingerprint));
    }
    const std::string verdict = loud(scenario.verdict);
    std::string text;
    append_flow(text, {.first = verdict + " ", .indent = 5}, pieces);
    // The colour has no width, so it goes in after the line was laid out.
    out += colored(scenario.verdict, look) + text.substr(verdict.size());
    if (!scenario.summary.empty())
        append_paragraph(out, "     ", printable(scenario.summary, look));
    if (!scenario.must_fail.empty()) append_paragraph(out, "     ", expectation(scenario, look));
    if (scenario.unjudged > 0) append_paragraph(out, "     ", unjudged(scenario));
}

// Of a sweep the worst value and its seed.
std::string margin_of(const CheckResult& check) {
    if (!check.worst_seed) return check.margin;
    return check.margin + (check.margin.empty() ? "" : ", ") +
           fmt::format("seed {}", *check.worst_seed);
}

void append_checks(std::string& out, const ScenarioResult& scenario, const Look& look) {
    if (scenario.checks.empty()) return;
    Table table{{{}, {12}, {}, {14}, {20}}, 2, 2};
    for (const CheckResult& check : scenario.checks) {
        const char* color = look.color && !check.needs_sweep ? color_of(check.verdict) : "";
        table.add({{check.needs_sweep ? "-" : result::word(check.verdict), color},
                   {printable(check.clause, look)},
                   {printable(check.text, look)},
                   {printable(check.seen, look)},
                   {check.needs_sweep ? "needs a sweep" : printable(margin_of(check), look)}});
    }
    out += '\n';
    table.append_to(out);
}

void append_differences(std::string& out, const ScenarioResult& scenario) {
    for (const result::Difference& each : scenario.differences) {
        out += '\n';
        append_paragraph(out, "  error: ",
                         fmt::format("seed {} was run twice and differs from {} on: a fault of the "
                                     "bench, or a firmware that knows more than it is told",
                                     each.seed, duration(each.first_ns)));
    }
}

void append_failing_seeds(std::string& out, const ScenarioResult& scenario) {
    std::vector<std::string> seeds;
    for (const RunResult& run : scenario.runs) {
        const bool failing = run.verdict == Verdict::fail || run.verdict == Verdict::error;
        if (failing && seeds.size() < kSeedsListed) seeds.push_back(std::to_string(run.seed));
    }
    if (seeds.empty()) return;
    std::string text = fmt::format("failing seeds: {}", fmt::join(seeds, ", "));
    if (scenario.failed > seeds.size()) {
        text += fmt::format(" and {} more", grouped(scenario.failed - seeds.size()));
    }
    out += '\n';
    append_paragraph(out, "  ", text);
}

void append_claims(std::string& out, const ScenarioResult& scenario, const Look& look) {
    Table table{{{}, {24, true}, {24}}, 0, 2};
    table.add({{"claim"}, {"pooled"}, {"evidence"}});
    bool any = false;
    for (const CheckResult& check : scenario.checks) {
        if (check.trials == 0) continue;
        any = true;
        table.add({{printable(check.text, look)},
                   {grouped(check.successes) + "/" + grouped(check.trials)},
                   {printable(check.evidence, look)}});
    }
    if (!any) return;
    out += '\n';
    table.append_to(out);
}

void append_failure(std::string& out, const CheckResult& check, const Look& look) {
    std::string text = printable(check.text, look) + ": " + printable(check.seen, look);
    if (!check.clause.empty()) text = printable(check.clause, look) + " " + text;
    const std::string margin = margin_of(check);
    if (!margin.empty()) text += " (" + printable(margin, look) + ")";
    out += '\n';
    append_paragraph(out, fmt::format("  {}: ", result::word(check.verdict)), text);
    if (!check.detail.empty()) append_paragraph(out, "    ", printable(check.detail, look));
    for (const std::string& violation : check.violations) {
        if (violation != check.detail) append_paragraph(out, "    ", printable(violation, look));
    }
    if (check.more_violations > 0)
        append_paragraph(out, "    ", fmt::format("and {} more", grouped(check.more_violations)));
    if (check.first_violation_ns) {
        append_paragraph(out, "    ", "first violation at " + duration(*check.first_violation_ns));
    }
    if (!check.evidence.empty()) {
        append_paragraph(out, "    ", "evidence: " + printable(check.evidence, look));
    }
    if (check.place.line > 0) {
        append_paragraph(out, "    ",
                         fmt::format("{}:{}:{}", printable(check.place.file, look),
                                     check.place.line, check.place.column));
    }
}

void append_failures(std::string& out, const ScenarioResult& scenario, const Look& look) {
    for (const CheckResult& check : scenario.checks) {
        const bool counts = !check.needs_sweep && check.verdict != Verdict::pass;
        if (counts) append_failure(out, check, look);
    }
    const RunResult* run = run_to_show(scenario);
    if (run == nullptr) return;
    for (const std::string& reason : run->reasons) {
        out += '\n';
        append_paragraph(out, fmt::format("  {}: ", result::word(run->verdict)),
                         printable(reason, look));
    }
    if (run->error.empty()) return;
    out += '\n';
    append_error(out, *run, look);
}

// Neither wrapped nor put into ASCII: it must do what it says when pasted.
void append_command(std::string& out, const ScenarioResult& scenario) {
    if (scenario.repro.empty()) return;
    out += '\n';
    out += printable(scenario.repro, {.utf8 = true}) + "\n";
}

void append_line(std::string& out, const ScenarioResult& scenario, const Look& look) {
    std::vector<std::string> pieces{printable(scenario.id, look)};
    if (is_sweep(scenario)) pieces.push_back(seeds_summary(scenario));
    if (!scenario.must_fail.empty()) pieces.push_back(expectation(scenario, look));
    if (scenario.unjudged > 0) pieces.push_back(unjudged(scenario));
    const std::string verdict = loud(scenario.verdict);
    std::string text;
    append_flow(text, {.first = verdict + " ", .indent = 5}, pieces);
    out += colored(scenario.verdict, look) + text.substr(verdict.size());
}

std::string totals(const result::SessionResult& session) {
    std::array<std::uint64_t, 5> counts{};
    for (const ScenarioResult& scenario : session.scenarios) {
        ++counts[static_cast<std::size_t>(scenario.verdict)];
    }
    std::string text = fmt::format("{} passed, {} failed", grouped(counts[0]), grouped(counts[1]));
    for (const Verdict verdict : {Verdict::inconclusive, Verdict::vacuous, Verdict::error}) {
        const std::uint64_t count = counts[static_cast<std::size_t>(verdict)];
        if (count > 0) text += fmt::format(", {} {}", grouped(count), result::word(verdict));
    }
    return session.interrupted ? text + ", interrupted" : text;
}

}  // namespace

std::string write_console(const ScenarioResult& scenario, const Look& look) {
    std::string out;
    append_header(out, scenario, look);
    append_checks(out, scenario, look);
    append_differences(out, scenario);
    if (is_sweep(scenario)) {
        append_failing_seeds(out, scenario);
        append_claims(out, scenario, look);
    }
    if (const RunResult* run = run_to_show(scenario)) {
        std::string sections;
        append_run(sections, *run, look);
        const bool name_seed = is_sweep(scenario) && !sections.empty();
        if (name_seed) out += fmt::format("\n  of seed {}:\n", run->seed);
        out += sections;
    }
    if (passed(scenario)) return out;
    append_failures(out, scenario, look);
    append_command(out, scenario);
    return out;
}

std::string write_console(const result::SessionResult& session, const Look& look) {
    std::string out;
    if (session.scenarios.size() == 1) {
        out = write_console(session.scenarios.front(), look);
        return session.interrupted ? "interrupted\n" + out : out;
    }
    const auto failure = std::ranges::find_if_not(session.scenarios, passed);
    for (const ScenarioResult& scenario : session.scenarios) {
        if (!passed(scenario)) out += write_console(scenario, look) + "\n";
    }
    for (const ScenarioResult& scenario : session.scenarios) append_line(out, scenario, look);
    out += totals(session) + "\n";
    if (failure != session.scenarios.end()) append_command(out, *failure);
    return out;
}

std::string identity_line(const result::SessionResult& session, const Look& look) {
    constexpr std::size_t kCommitDigits = 12;
    constexpr std::size_t kBuildDigits = 16;
    const result::Identity& identity = session.identity;
    std::vector<std::string> pieces{"meterbench " + printable(identity.version, look),
                                    "commit " +
                                        printable(identity.commit.substr(0, kCommitDigits), look) +
                                        (identity.modified ? ", modified" : "")};
    std::vector<std::string> firmware;
    for (const ScenarioResult& scenario : session.scenarios) {
        const std::string words = "firmware " + printable(scenario.firmware, look) + " " +
                                  scenario.firmware_build.substr(0, kBuildDigits);
        if (std::ranges::find(firmware, words) == firmware.end()) firmware.push_back(words);
    }
    pieces.insert(pieces.end(), firmware.begin(), firmware.end());
    for (const result::Setting& setting : identity.set)
        pieces.push_back(printable("--set " + setting.name + "=" + setting.value, look));
    std::string out;
    append_flow(out, {}, pieces);
    return out;
}

}  // namespace bench::console
