#pragma once

// What the words of a radio must mean together: its modulation and its plan, its channel, its
// power.

#include "harness/scenario/draft.h"
#include "harness/scenario/findings.h"

namespace bench::scenario {

void check_radio(const Draft& draft, Findings& findings);

}  // namespace bench::scenario
