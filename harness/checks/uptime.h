#pragma once

// Availability of a stream: the downtimes that its messages show, and the worst window of them.
//
// A stream is down from the capture of the first message that misses its deadline or is lost to the
// capture of the next that meets it. A miss that the scope excuses starts no downtime, and ends
// none.

#include <vector>

#include "harness/checks/facts.h"
#include "harness/checks/runs.h"

namespace bench::checks {

// What has not come up again by `end` is down until then.
[[nodiscard]] std::vector<Span> downtimes(const Runs& runs, Time end);

struct WorstWindow {
    Time from;
    Nanoseconds down{};
};
// Of all windows of `length` within `judged`, which is at least as long. Of equals the first.
[[nodiscard]] WorstWindow worst_window(const std::vector<Span>& downs, Nanoseconds length,
                                       Span judged);

}  // namespace bench::checks
