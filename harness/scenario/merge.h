#pragma once

// `use:`: a scenario built on other files.
//
// Maps merge key by key, the files in their order and then this document; the lists timeline and
// expect concatenate; a timeline entry with an id replaces its namesake; `remove:` takes out what
// came from the files: timeline entries by id, or all of their checks by the word `expect`.

#include <functional>
#include <optional>
#include <string>

#include "harness/scenario/findings.h"
#include "harness/scenario/tree.h"

namespace bench::scenario {

inline constexpr std::size_t kDeepestUse = 16;

// Reads a file below the scenarios' root; nothing when there is none.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

// Resolves the `use:` of `root`, which is consumed. `display` turns a used path into the name to
// show.
[[nodiscard]] Node resolve_use(Node root, const std::string& root_path, const ReadFile& read_file,
                               const std::function<std::string(const std::string&)>& display,
                               Findings& findings);

}  // namespace bench::scenario
