#pragma once

// The command line, taken apart. Numbers are read as text and converted here, since
// Boost.Program_options turns
// "-1" into 2^64 - 1; guessing of option names is off; a misspelt option is named with what was
// meant.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace bench::cli {

struct UsageError {
    std::string message;
    std::string help;
};

struct Seeds {
    std::uint64_t first = 1;
    std::uint64_t last = 1;
};

enum class Color : std::uint8_t { automatic, always, never };

struct RunArguments {
    std::vector<std::string> selection;  // Files, folders, tags, ids.
    std::optional<Seeds> seeds;
    int jobs = 0;  // 0: one for each core.
    std::map<std::string, std::string> set;
    bool fail_fast = false;
    double verify_share = 0;
    std::optional<std::string> firmware;
    std::vector<std::pair<std::string, std::string>>
        formats;  // junit, json -> file; "-" is stdout.
    std::optional<std::string> pcapng;
    Color color = Color::automatic;
};

struct LintArguments {
    std::vector<std::string> selection;
    std::map<std::string, std::string> set;
    bool github = false;  // Else text.
    Color color = Color::automatic;
};

struct ListArguments {
    std::vector<std::string> selection;
    bool requirements = false;
};

[[nodiscard]] std::variant<RunArguments, UsageError> parse_run(
    const std::vector<std::string>& words);
[[nodiscard]] std::variant<LintArguments, UsageError> parse_lint(
    const std::vector<std::string>& words);
[[nodiscard]] std::variant<ListArguments, UsageError> parse_list(
    const std::vector<std::string>& words);

}  // namespace bench::cli
