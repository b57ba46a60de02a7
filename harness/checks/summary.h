#pragma once

// The judge's books as a report wants them.

#include <vector>

#include "harness/checks/check_set.h"
#include "reports/result/result.h"

namespace bench::checks {

// One for each stream that owed something; a quantile that falls among the lost is INT64_MAX.
[[nodiscard]] std::vector<result::StreamResult> summarise(const Ledger& ledger,
                                                          const RunFacts& facts);

}  // namespace bench::checks
