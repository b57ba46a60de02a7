#pragma once

// Whether what is drawn can be, whether nodes and interferers stand where they can, and whether a
// path counts nothing twice.

#include "harness/scenario/draft.h"

namespace bench::scenario {

void check_air(const Draft& draft, Findings& findings);

}  // namespace bench::scenario
