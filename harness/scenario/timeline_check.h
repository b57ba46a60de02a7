#pragma once

// Whether the timeline names things that exist, at times that come.

#include "harness/scenario/draft.h"
#include "harness/scenario/findings.h"

namespace bench::scenario {

void check_timeline(const Draft& draft, Findings& findings);

}  // namespace bench::scenario
