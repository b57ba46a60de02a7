#pragma once

// Baselines: what the operating system and the bare SystemC kernel cost.

#include <cstdint>

namespace bench::benchmarks {

// CPU seconds for so many timed activations of one method, in a child.
[[nodiscard]] double kernel_cpu_seconds(std::uint64_t activations);
// Wall seconds for a fork, exit and wait of a child that does nothing.
[[nodiscard]] double fork_seconds();

}  // namespace bench::benchmarks
