#pragma once

// SPD-7: a campaign of short runs, and what the harness adds to each of them.

#include <cstdint>
#include <vector>

#include "benchmarks/row.h"

namespace bench::benchmarks {

[[nodiscard]] std::vector<Row> measure_short_runs(std::uint64_t runs);

}  // namespace bench::benchmarks
