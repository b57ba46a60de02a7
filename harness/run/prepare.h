#pragma once

// Everything that is done once before the first run: the scenario is read, its recording, its
// checks, its firmware. What is wrong is said all at once; nothing has run by then.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/checks/check_set.h"
#include "harness/checks/parser.h"
#include "harness/scenario/load.h"
#include "models/board/image.h"
#include "models/system/bench.h"

namespace bench::run {

struct PrepareOptions {
    scenario::LoadOptions load;
    std::optional<std::string> firmware;  // Path of a plug-in, in place of what the scenario says.
    std::string requirements;  // Path of requirements.yaml; empty: clauses are not compared.
};

// A scenario that can be run. Shared by all its runs; not copied.
struct Prepared {
    scenario::Scenario scenario;
    std::vector<checks::Check> checks;  // The one that must fail, if any, is the last.
    bool must_fail = false;
    std::optional<board::Plugin> plugin;
    system::Images images;
    std::string firmware_name;
};

struct PrepareResult {
    std::unique_ptr<Prepared> prepared;  // Null when there is an error.
    std::vector<scenario::Diagnostic> diagnostics;
    std::string usage_error;  // Of --firmware; empty otherwise.
};

[[nodiscard]] PrepareResult prepare(const std::string& path, const PrepareOptions& options);

}  // namespace bench::run
