#pragma once

// SPD-1 to SPD-3: cells of meters that report to a sink over one channel.

#include <string>
#include <vector>

#include "benchmarks/row.h"
#include "models/time/time.h"

namespace bench::benchmarks {

// What one run of a street did.
struct StreetRun {
    double cpu_s = 0;
    double rss_mib = 0;
    double delivered = 0;  // Data frames that the sinks got, repeats not counted.
    double frames = 0;     // On the air: data, repeats, acknowledgements.
    double events = 0;
};

// `cells` times `meters` nodes; in a child process.
[[nodiscard]] StreetRun run_street(std::uint32_t cells, std::uint32_t meters, Nanoseconds length);

// Targets in seconds hold for 600 s simulated; another length has its share of them.
[[nodiscard]] double target_for(double target_s, Nanoseconds length);

// With the peer's time beside ours if `peers`: ns-3 must be installed.
[[nodiscard]] std::vector<Row> measure_cells(Nanoseconds length, bool peers);

// Whole meters in one cell, each with a sealed reading every 10 s through collector and wide area.
[[nodiscard]] std::vector<Row> measure_whole_meters(Nanoseconds length);

}  // namespace bench::benchmarks
