#pragma once

// What a power cut leaves of an operation that it interrupts.
//
// A page is programmed octet by octet here, in order; the octet at the border has a random part of
// its bits done. Erasing moves all cells of a sector at once, each at its own pace: the longer it
// ran, the more octets have arrived, the fewer have not left. Which ones is drawn by the key, the
// same for the same cut.

#include <cstdint>
#include <span>
#include <vector>

#include "models/chance/chance.h"
#include "models/time/time.h"

namespace bench::flash {

// How far an operation came: 0 <= elapsed <= total, 0 < total <= one hour.
struct Progress {
    Nanoseconds elapsed;
    Nanoseconds total;
};

// What has been programmed of `bytes`: octets not reached are 0xFF (no bit is cleared).
[[nodiscard]] std::vector<std::uint8_t> torn_program(std::span<const std::uint8_t> bytes,
                                                     Progress progress, const chance::Key& key);

// Changes a sector's octets to what a cut erase leaves.
void half_erase(std::span<std::uint8_t> sector, Progress progress, const chance::Key& key);

}  // namespace bench::flash
