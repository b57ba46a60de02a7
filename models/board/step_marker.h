#pragma once

// Says, to whoever must explain a dead process, what was running when it died. Lives in shared
// memory.

#include <atomic>
#include <cstdint>

namespace bench::board {

struct StepMarker {
    std::atomic<std::uint32_t> in_step{0};  // 1 while a firmware's boot() or step() runs.
    std::atomic<std::uint32_t> entity{0};
    std::atomic<std::int64_t> time_ns{0};
};

}  // namespace bench::board
