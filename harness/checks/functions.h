#pragma once

// Names of a check's functions.

#include <optional>
#include <string>
#include <vector>

#include "harness/checks/cursor.h"

namespace bench::checks {

[[nodiscard]] const std::vector<std::string>& function_names();
// "p99.9" is 999 000; p50 .. p99.99. Nothing for another name.
[[nodiscard]] std::optional<Millionths> quantile_of(const Token& token);

}  // namespace bench::checks
