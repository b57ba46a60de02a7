#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "harness/cli/commands.h"
#include "harness/scenario/suggest.h"

namespace bench::cli {
namespace {

struct Command {
    const char* name;
    ExitCode (*run)(const std::vector<std::string>&);
};

constexpr std::array<Command, 6> kCommands{{{"run", run_command},
                                            {"lint", lint_command},
                                            {"list", list_command},
                                            {"explain", explain_command},
                                            {"version", version_command},
                                            {"help", help_command}}};

ExitCode dispatch(const std::vector<std::string>& words) {
    if (words.empty() || words[0] == "--help" || words[0] == "-h") return help_command({});
    if (words[0] == "--version") return version_command({});
    std::vector<std::string> names;
    for (const Command& command : kCommands) {
        names.emplace_back(command.name);
        if (words[0] != command.name) continue;
        const std::vector<std::string> rest(words.begin() + 1, words.end());
        for (const std::string& word : rest) {
            if (word == "--help" || word == "-h") return help_command({words[0]});
        }
        return command.run(rest);
    }
    const auto near = scenario::nearest(words[0], names);
    return usage_error(
        "unknown command '" + words[0] + "'",
        near ? "did you mean '" + *near + "'?" : "`meterbench help` lists the commands");
}

}  // namespace

ExitCode usage_error(const std::string& message, const std::string& help) {
    fmt::print(stderr, "meterbench: {}\n  = help: {}\n", message, help);
    return ExitCode::usage;
}

}  // namespace bench::cli

int main(int count, char** words) {
    using bench::cli::ExitCode;
    try {
        return static_cast<int>(bench::cli::dispatch({words + 1, words + count}));
    } catch (const std::exception& error) {
        fmt::print(stderr, "meterbench: internal error: {}\n", error.what());
        return static_cast<int>(ExitCode::harness_error);
    }
}
