#pragma once

// The peers' programs (benchmarks/peers), built and run beside ours.

#include <cstdint>
#include <optional>

#include "models/time/time.h"

namespace bench::benchmarks {

// CPU seconds of ns-3's lr-wpan for one cell. Nothing when it cannot be built or run here.
[[nodiscard]] std::optional<double> peer_cpu_seconds(std::uint32_t meters, Nanoseconds length);

}  // namespace bench::benchmarks
