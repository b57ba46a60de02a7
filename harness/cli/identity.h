#pragma once

// Which program this is: version, commit, and whether files differed from it when it was built.

#include "reports/result/result.h"

namespace bench::cli {

// Command and settings are empty: they belong to a call.
[[nodiscard]] result::Identity identity();

}  // namespace bench::cli
