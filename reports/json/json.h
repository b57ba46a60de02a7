#pragma once

// results.json, versioned (README, "Behaviour"), and one run as JSON, in which the runner's child
// processes hand their results to the parent.

#include <string>
#include <string_view>

#include "reports/result/result.h"

namespace bench::json {

inline constexpr int kFormatVersion = 2;

// Indented by one space; ends with a newline.
[[nodiscard]] std::string write_json(const result::SessionResult& session);
// Throws std::invalid_argument for what is not results.json of this version.
[[nodiscard]] result::SessionResult session_from_json(std::string_view text);

// One line without a newline, which is JSON if all its strings are UTF-8. Comes back exactly in any
// case.
[[nodiscard]] std::string to_json(const result::RunResult& run);
// Reads what to_json() has written, not any JSON. Throws std::invalid_argument.
[[nodiscard]] result::RunResult run_from_json(std::string_view text);

}  // namespace bench::json
