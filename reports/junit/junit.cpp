#include "reports/junit/junit.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "reports/junit/xml.h"

namespace bench::junit {
namespace {

using result::CheckResult;
using result::RunResult;
using result::ScenarioResult;
using result::Verdict;

constexpr std::size_t kLongestBody = 64 * 1024;  // A reader's cap is 25 MB for a whole file.
constexpr std::size_t kSeedsListed = 100;

struct Suite {
    std::string name;
    std::vector<const ScenarioResult*> scenarios;
};

struct Totals {
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t errors = 0;
    double seconds = 0;
};

bool passed(const ScenarioResult& scenario) { return scenario.verdict == Verdict::pass; }

// "scenarios/residential/a.yaml" is in "scenarios.residential"; without a directory,
// "residential.a" is in "residential".
std::string suite_of(const ScenarioResult& scenario) {
    const std::size_t slash = scenario.file.rfind('/');
    if (slash != std::string::npos) {
        std::string name = scenario.file.substr(0, slash);
        name.erase(0, name.find_first_not_of("./"));
        std::ranges::replace(name, '/', '.');
        if (!name.empty()) return name;
    }
    const std::size_t dot = scenario.id.rfind('.');
    return dot == std::string::npos ? "meterbench" : scenario.id.substr(0, dot);
}

// In the order in which they first occur.
std::vector<Suite> suites_of(const result::SessionResult& session) {
    std::vector<Suite> suites;
    for (const ScenarioResult& scenario : session.scenarios) {
        const std::string name = suite_of(scenario);
        auto found = std::ranges::find(suites, name, &Suite::name);
        if (found == suites.end()) found = suites.insert(found, {name, {}});
        found->scenarios.push_back(&scenario);
    }
    return suites;
}

void count(Totals& totals, const ScenarioResult& scenario) {
    ++totals.tests;
    if (!scenario.differences.empty()) ++totals.tests, ++totals.errors;
    if (scenario.verdict == Verdict::error) {
        ++totals.errors;
    } else if (!passed(scenario)) {
        ++totals.failures;
    }
    totals.seconds += scenario.wall_s;
}

std::string attributes_of(const Totals& totals) {
    return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\" time=\"{:.3f}\"",
                       totals.tests, totals.failures, totals.errors, totals.seconds);
}

// The first check that counts and did not pass; of a failed scenario, the first that failed.
const CheckResult* worst_check(const ScenarioResult& scenario) {
    const auto has = [&](bool same) {
        return std::ranges::find_if(scenario.checks, [&, same](const CheckResult& check) {
            const bool counts = !check.needs_sweep && check.verdict != Verdict::pass;
            return counts && (!same || check.verdict == scenario.verdict);
        });
    };
    auto found = has(true);
    if (found == scenario.checks.end()) found = has(false);
    return found == scenario.checks.end() ? nullptr : &*found;
}

std::string error_of(const ScenarioResult& scenario) {
    const auto found = std::ranges::find_if(
        scenario.runs, [](const RunResult& run) { return !run.error.empty(); });
    return found == scenario.runs.end() ? "" : found->error;
}

std::string in_words(const CheckResult& check) {
    std::string text = check.clause.empty() ? "" : check.clause + " ";
    text += check.text + ": " + check.seen;
    std::string margin = check.margin;
    if (check.worst_seed)
        margin += fmt::format("{}seed {}", margin.empty() ? "" : ", ", *check.worst_seed);
    return margin.empty() ? text : text + " (" + margin + ")";
}

std::string unjudged(const ScenarioResult& scenario) {
    std::string text = fmt::format("{} claim{} unjudged: needs ", scenario.unjudged,
                                   scenario.unjudged == 1 ? "" : "s");
    if (scenario.seeds_needed == 0) return text + "a sweep";
    return text +
           fmt::format("{} seed{}", scenario.seeds_needed, scenario.seeds_needed == 1 ? "" : "s");
}

// Of a fault that had no effect, or that something felt.
std::string reason_of(const ScenarioResult& scenario) {
    for (const RunResult& run : scenario.runs) {
        if (!run.reasons.empty()) return run.reasons.front();
    }
    return {};
}

std::string must_fail_message(const ScenarioResult& scenario) {
    const Verdict seen = scenario.checks.empty() ? Verdict::error : scenario.checks.back().verdict;
    if (seen == Verdict::pass) return "does not fail as it must: " + scenario.must_fail;
    if (seen == Verdict::fail) return {};  // Something else is the matter.
    return "must fail and was not judged: " + scenario.must_fail;
}

std::string message_of(const ScenarioResult& scenario) {
    const std::string expected =
        scenario.must_fail.empty() ? std::string{} : must_fail_message(scenario);
    if (!expected.empty()) return expected;
    if (scenario.verdict == Verdict::inconclusive && scenario.unjudged > 0)
        return unjudged(scenario);
    const std::string reason = reason_of(scenario);
    const CheckResult* own = worst_check(scenario);
    const bool by_check = own != nullptr && own->verdict == scenario.verdict;
    if (!by_check && !reason.empty() && scenario.verdict != Verdict::error) return reason;
    const CheckResult* check = worst_check(scenario);
    if (scenario.verdict != Verdict::error && check != nullptr) return in_words(*check);
    const std::string error = error_of(scenario);
    return error.empty() ? result::word(scenario.verdict) : error.substr(0, error.find('\n'));
}

void append_check(std::string& body, const CheckResult& check) {
    body += fmt::format("{}: {}\n", result::word(check.verdict), in_words(check));
    if (!check.detail.empty()) body += "  " + check.detail + "\n";
    for (const std::string& violation : check.violations) {
        if (violation != check.detail) body += "  " + violation + "\n";
    }
    if (check.more_violations > 0) body += fmt::format("  and {} more\n", check.more_violations);
    if (check.first_violation_ns) {
        body += fmt::format("  first violation at {:.3f} s\n",
                            static_cast<double>(*check.first_violation_ns) * 1e-9);
    }
    if (!check.evidence.empty()) body += "  evidence: " + check.evidence + "\n";
    if (check.place.line > 0) {
        body += fmt::format("  {}:{}:{}\n", check.place.file, check.place.line, check.place.column);
    }
}

void append_seeds(std::string& body, const ScenarioResult& scenario) {
    std::vector<std::uint64_t> seeds;
    for (const RunResult& run : scenario.runs) {
        const bool listed = run.verdict != Verdict::pass && seeds.size() < kSeedsListed;
        if (listed) seeds.push_back(run.seed);
    }
    body += fmt::format("{} of {} seeds failed", scenario.failed, scenario.seeds);
    if (scenario.inconclusive > 0) body += fmt::format(", {} inconclusive", scenario.inconclusive);
    if (scenario.vacuous > 0) body += fmt::format(", {} vacuous", scenario.vacuous);
    if (!seeds.empty()) body += fmt::format("; seeds: {}", fmt::join(seeds, ", "));
    body += "\n";
}

std::string body_of(const ScenarioResult& scenario) {
    std::string body = scenario.repro.empty() ? "" : scenario.repro + "\n\n";
    if (!scenario.must_fail.empty()) body += message_of(scenario) + "\n";
    if (scenario.seeds > 1) append_seeds(body, scenario);
    if (scenario.unjudged > 0) body += unjudged(scenario) + "\n";
    const std::string reason = reason_of(scenario);
    if (!reason.empty()) body += reason + "\n";
    for (const CheckResult& check : scenario.checks) {
        if (!check.needs_sweep && check.verdict != Verdict::pass) append_check(body, check);
    }
    const std::string error = error_of(scenario);
    if (!error.empty()) body += "error: " + error + "\n";
    if (body.size() > kLongestBody) body = body.substr(0, kLongestBody) + "\n[cut]\n";
    return body;
}

void append_property(std::string& out, std::string_view name, std::string_view value) {
    out +=
        fmt::format("        <property name=\"{}\" value=\"{}\"/>\n", name, xml_attribute(value));
}

void append_identity(std::string& out, const result::Identity& identity) {
    append_property(out, "version", identity.version);
    append_property(out, "commit", identity.commit);
    append_property(out, "modified", identity.modified ? "true" : "false");
    append_property(out, "command", identity.command);
    for (const result::Setting& setting : identity.set)
        append_property(out, "set", setting.name + "=" + setting.value);
}

void append_properties(std::string& out, const ScenarioResult& scenario,
                       const result::Identity& identity) {
    out += "      <properties>\n";
    append_identity(out, identity);
    append_property(out, "verdict", result::word(scenario.verdict));
    append_property(out, "firmware", scenario.firmware);
    append_property(out, "firmware_build", scenario.firmware_build);
    append_property(out, "seeds", std::to_string(scenario.seeds));
    if (!scenario.runs.empty()) {
        const RunResult& run = scenario.runs.front();
        append_property(out, "seed", std::to_string(run.seed));
        append_property(out, "virtual_time_s",
                        fmt::format("{}.{:09}", run.simulated_ns / 1'000'000'000,
                                    run.simulated_ns % 1'000'000'000));
        append_property(out, "fingerprint", fmt::format("{:016x}", run.fingerprint));
        append_property(out, "behaviour", fmt::format("{:016x}", run.behaviour));
    }
    if (!scenario.must_fail.empty()) append_property(out, "must_fail", scenario.must_fail);
    out += "      </properties>\n";
}

// Two runs of one seed that differ are a case of their own: an error of the bench, whatever the
// checks say.
void append_difference(std::string& out, const std::string& suite, const ScenarioResult& scenario) {
    if (scenario.differences.empty()) return;
    const result::Difference& first = scenario.differences.front();
    const std::string message = fmt::format("seed {} was run twice and differs from {:.3f} s on",
                                            first.seed, static_cast<double>(first.first_ns) * 1e-9);
    out +=
        fmt::format("    <testcase classname=\"{}\" name=\"{} verify\" file=\"{}\">\n",
                    xml_attribute(suite), xml_attribute(scenario.id), xml_attribute(scenario.file));
    out +=
        fmt::format("      <error type=\"nondeterminism\" message=\"{}\">", xml_attribute(message));
    for (const result::Difference& each : scenario.differences) {
        out += xml_text(fmt::format("seed {}: from {:.3f} s on\n", each.seed,
                                    static_cast<double>(each.first_ns) * 1e-9));
    }
    out += "</error>\n    </testcase>\n";
}

void append_case(std::string& out, const std::string& suite, const ScenarioResult& scenario,
                 const result::Identity& identity) {
    const CheckResult* worst = worst_check(scenario);
    const CheckResult* first = scenario.checks.empty() ? nullptr : scenario.checks.data();
    const CheckResult* pointed = worst != nullptr ? worst : first;
    const int line = pointed == nullptr ? 0 : pointed->place.line;
    out +=
        fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\"", xml_attribute(suite),
                    xml_attribute(scenario.id), xml_attribute(scenario.file));
    if (line > 0) out += fmt::format(" line=\"{}\"", line);
    out += fmt::format(" time=\"{:.3f}\">\n", scenario.wall_s);
    append_properties(out, scenario, identity);
    if (!passed(scenario)) {
        const char* tag = scenario.verdict == Verdict::error ? "error" : "failure";
        out += fmt::format("      <{} type=\"{}\" message=\"{}\">", tag,
                           result::word(scenario.verdict), xml_attribute(message_of(scenario)));
        out += xml_text(body_of(scenario)) + fmt::format("</{}>\n", tag);
    }
    out += "    </testcase>\n";
}

}  // namespace

std::string write_junit(const result::SessionResult& session) {
    Totals all;
    for (const ScenarioResult& scenario : session.scenarios) count(all, scenario);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out += fmt::format("<testsuites name=\"meterbench {}\" {}>\n",
                       xml_attribute(session.identity.version), attributes_of(all));
    for (const Suite& suite : suites_of(session)) {
        Totals totals;
        for (const ScenarioResult* scenario : suite.scenarios) count(totals, *scenario);
        out += fmt::format("  <testsuite name=\"{}\" {}>\n", xml_attribute(suite.name),
                           attributes_of(totals));
        for (const ScenarioResult* scenario : suite.scenarios) {
            append_case(out, suite.name, *scenario, session.identity);
            append_difference(out, suite.name, *scenario);
        }
        out += "  </testsuite>\n";
    }
    out += "</testsuites>\n";
    return out;
}

}  // namespace bench::junit
