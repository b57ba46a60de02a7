#include <fmt/format.h>

#include "harness/cli/arguments.h"
#include "harness/cli/commands.h"
#include "harness/cli/selection.h"
#include "harness/run/prepare.h"
#include "harness/scenario/diagnostic.h"

namespace bench::cli {

ExitCode lint_command(const std::vector<std::string>& words) {
    const auto parsed = parse_lint(words);
    if (const auto* error = std::get_if<UsageError>(&parsed))
        return usage_error(error->message, error->help);
    const auto& arguments = std::get<LintArguments>(parsed);
    const Selected selected = select_scenarios(arguments.selection);
    for (const std::string& word : selected.unknown) {
        return usage_error("no scenario, folder, id or tag is called '" + word + "'",
                           "`meterbench list` shows what there is");
    }
    if (selected.files.empty()) return ExitCode::nothing_selected;
    std::size_t bad = 0;
    for (const std::string& file : selected.files) {
        run::PrepareOptions options;
        options.load = {scenarios_root_of(file), arguments.set};
        options.requirements = requirements_of(options.load.scenarios_root);
        const run::PrepareResult result = run::prepare(file, options);
        fmt::print("{}", arguments.github ? scenario::format_github(result.diagnostics)
                                          : scenario::format_diagnostics(result.diagnostics));
        bad += result.prepared == nullptr ? 1U : 0U;
    }
    fmt::print(stderr, "{} of {} scenarios refused\n", bad, selected.files.size());
    return bad == 0 ? ExitCode::passed : ExitCode::bad_scenario;
}

}  // namespace bench::cli
