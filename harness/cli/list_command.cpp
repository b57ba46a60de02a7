#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "harness/cli/arguments.h"
#include "harness/cli/commands.h"
#include "harness/cli/selection.h"
#include "harness/run/clauses.h"
#include "harness/scenario/load.h"

namespace bench::cli {
namespace {

constexpr std::size_t kTextWidth = 80 - 12;

// A shipped scenario: the clauses that its checks claim, and the seeds that decide them.
struct Claims {
    std::set<std::string> clauses;
    std::string seeds;  // "seed 7", "seeds 1..300"
};

// By the scenario's path below the root.
std::map<std::string, Claims> claims_below(const std::string& root) {
    std::map<std::string, Claims> claims;
    for (const std::string& file : select_scenarios({root}).files) {
        const auto loaded = scenario::load_scenario(file, {.scenarios_root = root, .set = {}});
        if (!loaded.scenario || loaded.scenario->must_fail) continue;
        Claims& mine = claims[std::filesystem::relative(file, root).string()];
        for (const auto& check : loaded.scenario->expect) mine.clauses.insert(check.clause);
        const auto& sweep = loaded.scenario->sweep;
        mine.seeds = sweep ? fmt::format("seeds {}..{}", sweep->first, sweep->last)
                           : fmt::format("seed {}", loaded.scenario->config.seed);
    }
    return claims;
}

// What proves a clause, in words; empty: nothing does.
std::string proof_of(const run::Clause& clause, const std::map<std::string, Claims>& claims) {
    switch (clause.proof) {
        case run::Proof::scenario: {
            if (clause.by.size() != 1) return {};
            const auto claim = claims.find(clause.by.front());
            if (claim == claims.end() || !claim->second.clauses.contains(clause.id)) return {};
            return fmt::format("scenario: {}, {}", clause.by.front(), claim->second.seeds);
        }
        case run::Proof::test:
            // That tests of these names exist, and were not skipped, is itself a test.
            return clause.by.empty() ? "" : fmt::format("test: {}", fmt::join(clause.by, ", "));
        case run::Proof::nightly:
            if (!clause.record) return {};
            return fmt::format("nightly: {} at {}, seeds {}: {}", clause.record->command,
                               clause.record->commit, clause.record->seeds, clause.record->figure);
        case run::Proof::none:
            break;
    }
    return {};
}

void print_wrapped(std::string_view text, bool indent_first) {
    for (bool indent = indent_first; !text.empty(); indent = true) {
        std::size_t cut = text.size();
        if (cut > kTextWidth) {
            cut = text.rfind(' ', kTextWidth);
            if (cut == std::string_view::npos || cut == 0) cut = std::min(kTextWidth, text.size());
        }
        fmt::print("{}{}\n", indent ? "            " : "", text.substr(0, cut));
        text.remove_prefix(std::min(text.size(), cut + 1));
    }
}

ExitCode list_requirements() {
    const std::string root = "scenarios";
    const std::string file = requirements_of(root);
    if (file.empty()) {
        return usage_error("docs/requirements.yaml is not here",
                           "run this in the top folder of the project");
    }
    const run::ClauseTable table = run::ClauseTable::read(file);
    const auto claims = claims_below(root);
    std::size_t proved = 0;
    std::string title;
    for (const run::Clause& clause : table.clauses()) {
        if (clause.title != title) fmt::print("{}\n", clause.title);
        title = clause.title;
        const std::string proof = proof_of(clause, claims);
        proved += proof.empty() ? 0U : 1U;
        fmt::print("  {:<9} ", clause.id);
        print_wrapped(proof.empty() ? "unproved" : proof, false);
        print_wrapped(clause.text, true);
    }
    fmt::print("{} of {} clauses proved\n", proved, table.clauses().size());
    return ExitCode::passed;
}

}  // namespace

ExitCode list_command(const std::vector<std::string>& words) {
    const auto parsed = parse_list(words);
    if (const auto* error = std::get_if<UsageError>(&parsed))
        return usage_error(error->message, error->help);
    const auto& arguments = std::get<ListArguments>(parsed);
    if (arguments.requirements) return list_requirements();
    const Selected selected = select_scenarios(
        arguments.selection.empty() ? std::vector<std::string>{"scenarios"} : arguments.selection);
    if (selected.files.empty()) return ExitCode::nothing_selected;
    for (const std::string& file : selected.files) {
        const auto loaded = scenario::load_scenario(file, {scenarios_root_of(file), {}});
        if (!loaded.scenario) {
            fmt::print("{}: refused; `meterbench lint {}` says why\n", file, file);
            continue;
        }
        fmt::print("{}\n    {}\n    {}  [{}]\n", loaded.scenario->name, loaded.scenario->summary,
                   file, fmt::join(loaded.scenario->tags, ", "));
    }
    return ExitCode::passed;
}

}  // namespace bench::cli
