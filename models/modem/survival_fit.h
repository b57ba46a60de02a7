#pragma once

// One rate of error events a bit from frames of several lengths.

#include <cstdint>
#include <span>

namespace bench::modem {

// Of `sent` frames with `bits` bits of information each, so many were lost.
struct Counts {
    std::uint64_t bits = 0;
    std::uint64_t sent = 0;
    std::uint64_t lost = 0;
};

// The hazard a bit under which the counts are the most likely, when a frame of n bits survives with
// chance exp(-hazard n). Between 1e-12 and ln 2. Some frame must have been lost and one not.
[[nodiscard]] double most_likely_hazard(std::span<const Counts> counts);

}  // namespace bench::modem
