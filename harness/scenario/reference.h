#pragma once

// What only the whole scenario can show: names that mean nothing, times that do not fit.

#include "harness/scenario/draft.h"
#include "harness/scenario/findings.h"

namespace bench::scenario {

void check_references(const Draft& draft, Findings& findings);

}  // namespace bench::scenario
