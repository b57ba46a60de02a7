#pragma once

// What the words of a three-phase meter's analogue side must mean together: a grid that can be,
// loads within its range, events of its timeline, levels of the standards.

#include "harness/scenario/draft.h"
#include "harness/scenario/findings.h"

namespace bench::scenario {

void check_analogue(const Draft& draft, Findings& findings);

}  // namespace bench::scenario
