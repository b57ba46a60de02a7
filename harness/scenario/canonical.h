#pragma once

// One text for all scenarios that mean the same: the input of the scenario hash.

#include <string>

#include "harness/scenario/tree.h"

namespace bench::scenario {

// Keys sorted, values as JSON strings, one line per value; no comments, no places, no summary.
[[nodiscard]] std::string canonical_text(const Node& root);

}  // namespace bench::scenario
