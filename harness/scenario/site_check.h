#pragma once

// Walls, floors and materials, each by itself.

#include "harness/scenario/draft.h"

namespace bench::scenario {

void check_site(const Draft& draft, Findings& findings);

}  // namespace bench::scenario
