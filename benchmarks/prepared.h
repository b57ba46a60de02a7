#pragma once

// The bench that is measured: the link of residential/three_brick_walls, a reading each second, no
// faults, all checks.

#include <memory>

#include "harness/run/prepare.h"

namespace bench::benchmarks {

// The household of two winter days repeats; the window of uptime is the longest that fits. Throws
// std::runtime_error when the scenario does not load.
[[nodiscard]] std::unique_ptr<run::Prepared> prepare_one_meter(Nanoseconds length);

}  // namespace bench::benchmarks
