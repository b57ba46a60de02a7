#pragma once

// The way into this room: a file becomes a Scenario, or a list of everything that is wrong with it.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/field.h"
#include "harness/scenario/scenario.h"

namespace bench::scenario {

struct LoadOptions {
    std::string scenarios_root = "scenarios";  // `use:` and recordings are found from here.
    std::map<std::string, std::string> set;    // --set name=value
};

struct LoadResult {
    std::optional<Scenario> scenario;     // Nothing when there is an error.
    std::vector<Diagnostic> diagnostics;  // Errors and warnings.
};

[[nodiscard]] LoadResult load_scenario(const std::string& path, const LoadOptions& options = {});
// `name` stands for the file in diagnostics.
[[nodiscard]] LoadResult load_from_text(const std::string& text, const std::string& name,
                                        const LoadOptions& options = {});
// Every key that a scenario accepts, in the order of the language, for the reference page.
[[nodiscard]] std::vector<KeyDescription> describe();

}  // namespace bench::scenario
