#pragma once

// The one line that shows how far a sweep is.

#include <cstdint>
#include <string>

#include "reports/console/look.h"

namespace bench::console {

struct Progress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;  // 0: not known.
    std::uint64_t failed = 0;
    double runs_per_s = 0;
    double seconds_left = 0;  // Negative: not known.
};

// "1 204/2 995 · 0 failed · 38 runs/s · 47 s left", without a newline.
[[nodiscard]] std::string format_progress(const Progress& progress, const Look& look);

}  // namespace bench::console
