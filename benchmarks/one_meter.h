#pragma once

// SPD-4: one residential meter, an encrypted reading each second, the whole firmware and all
// checks.

#include <string>
#include <vector>

#include "benchmarks/row.h"
#include "models/time/time.h"

namespace bench::benchmarks {

// Simulated seconds per CPU second over `length`, with its counts; instructions over `counted`, by
// `program` itself.
[[nodiscard]] std::vector<Row> measure_one_meter(Nanoseconds length, Nanoseconds counted,
                                                 const std::string& program);

// The same run in this process, once. False when its checks do not pass.
[[nodiscard]] bool simulate_one_meter(Nanoseconds length);

}  // namespace bench::benchmarks
