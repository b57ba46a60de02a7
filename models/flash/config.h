#pragma once

#include <cstdint>

#include "models/time/time.h"

namespace bench::flash {

// Serial NOR flash. Times are typical ones of a 4 KiB-sector part (engineering defaults).
struct FlashConfig {
    std::uint32_t size = 1U << 20U;
    std::uint32_t sector_size = 4096;
    Nanoseconds page_program =
        std::chrono::microseconds{700};  // A whole page; fewer octets in proportion.
    Nanoseconds sector_erase = std::chrono::milliseconds{45};
    double failing = 0;  // Worn cells: share of programs whose last octet stays as it was.
};

}  // namespace bench::flash
