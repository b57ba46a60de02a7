#pragma once

// From what the user named to scenario files: a file, a folder (all scenarios below it), an id or a
// tag.

#include <string>
#include <vector>

namespace bench::cli {

struct Selected {
    std::vector<std::string> files;    // Sorted, each once.
    std::vector<std::string> unknown;  // Words that name nothing.
};

// Everything below a folder but `lib`, whose files are parts of others.
[[nodiscard]] Selected select_scenarios(const std::vector<std::string>& words);

// The folder from which `use:` and recordings of this scenario are found: the nearest one called
// `scenarios`.
[[nodiscard]] std::string scenarios_root_of(const std::string& file);
// docs/requirements.yaml beside that folder, or empty.
[[nodiscard]] std::string requirements_of(const std::string& scenarios_root);

}  // namespace bench::cli
