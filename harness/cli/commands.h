#pragma once

// The commands. Each takes its words (without its own name) and answers the exit code; results go
// to stdout, what is said about the work to stderr.

#include <string>
#include <vector>

#include "harness/cli/exit_code.h"

namespace bench::cli {

[[nodiscard]] ExitCode run_command(const std::vector<std::string>& words);
[[nodiscard]] ExitCode lint_command(const std::vector<std::string>& words);
[[nodiscard]] ExitCode list_command(const std::vector<std::string>& words);
[[nodiscard]] ExitCode explain_command(const std::vector<std::string>& words);
[[nodiscard]] ExitCode version_command(const std::vector<std::string>& words);
[[nodiscard]] ExitCode help_command(const std::vector<std::string>& words);

// Prints "meterbench: message" and "  = help: ..." to stderr.
ExitCode usage_error(const std::string& message, const std::string& help);

}  // namespace bench::cli
