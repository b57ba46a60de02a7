#pragma once

// Stretches of time of a run.

#include <utility>
#include <vector>

#include "models/time/time.h"

namespace bench::system {

using TimeSpan = std::pair<Time, Time>;  // From the first until just before the second.

// In order and apart from each other: what overlaps or touches is one. Empty spans go.
[[nodiscard]] std::vector<TimeSpan> united(std::vector<TimeSpan> spans);

[[nodiscard]] bool within(const std::vector<TimeSpan>& spans, Time time);
// The first begin or end of `spans`, which are united, after `time`; kEndOfTime if there is none.
[[nodiscard]] Time next_edge(const std::vector<TimeSpan>& spans, Time time);

}  // namespace bench::system
