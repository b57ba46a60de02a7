#pragma once

// SPD-5 and SPD-6: the three-phase meter of scenarios/industrial/ten_sinusoids, its samples in
// closed form and as bit streams into the decimator in RTL.

#include <vector>

#include "benchmarks/row.h"
#include "models/time/time.h"

namespace bench::benchmarks {

// Simulated lengths, each at least 12 s.
[[nodiscard]] std::vector<Row> measure_three_phases(Nanoseconds samples, Nanoseconds rtl);

}  // namespace bench::benchmarks
