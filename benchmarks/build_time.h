#pragma once

// SPD-10: how long a newcomer waits for a clean build, and everyone for the tests.

#include <vector>

#include "benchmarks/row.h"

namespace bench::benchmarks {

// Copies the tree, builds it with two jobs and no cache, and runs its tests; not unless asked.
[[nodiscard]] std::vector<Row> measure_build(bool asked);

}  // namespace bench::benchmarks
