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

// The clauses that each shipped scenario claims, by its path below the root.
std::map<std::string, std::set<std::string>> claims_below(const std::string& root) {
    std::map<std::string, std::set<std::string>> claims;
    for (const std::string& file : select_scenarios({root}).files) {
        const auto loaded = scenario::load_scenario(file, {.scenarios_root = root, .set = {}});
        if (!loaded.scenario) continue;
        auto& mine = claims[std::filesystem::relative(file, root).string()];
        for (const auto& check : loaded.scenario->expect) mine.insert(check.clause);
    }
    return claims;
}

const char* word_of(run::Proof proof) {
    switch (proof) {
        case run::Proof::scenario:
            return "scenario";
        case run::Proof::test:
            return "test";
        case run::Proof::bench:
            return "bench";
        case run::Proof::none:
            break;
    }
    return "";
}

void print_wrapped(std::string_view text) {
    while (!text.empty()) {
        std::size_t cut = text.size();
        if (cut > kTextWidth) {
            cut = text.rfind(' ', kTextWidth);
            if (cut == std::string_view::npos || cut == 0) cut = std::min(kTextWidth, text.size());
        }
        fmt::print("            {}\n", text.substr(0, cut));
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
        // A scenario proves what it claims; that tests and benchmarks of that name exist is itself
        // a test.
        const auto claim = claims.find(clause.by);
        const bool holds =
            !clause.by.empty() && (clause.proof != run::Proof::scenario ||
                                   (claim != claims.end() && claim->second.contains(clause.id)));
        proved += holds ? 1U : 0U;
        fmt::print("  {:<9} {}\n", clause.id,
                   holds ? fmt::format("{}: {}", word_of(clause.proof), clause.by) : "unproved");
        print_wrapped(clause.text);
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
