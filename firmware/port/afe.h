#pragma once

// The analogue front end on its serial bus, typed. What each call means: firmware/hal/afe.h.

#include <array>
#include <cstdint>

#include "firmware/core/result.h"
#include "firmware/hal/afe.h"
#include "firmware/port/error.h"

namespace meter::port {

using AfeSamples = std::array<std::array<std::int32_t, HAL_AFE_FRAMES_MAX>, HAL_AFE_CHANNELS>;

// What one reading of the bus brought: `good` frames in a row from the oldest one.
struct AfeReading {
    std::uint16_t good = 0;
    std::uint16_t counter = 0;   // Of the first good frame, modulo 65 536.
    std::uint8_t saturated = 0;  // Bit n: channel n was saturated in one of them.
    bool damaged = false;        // The frame after them came over with a wrong sum, or skipped
                                 // some: release what is good and read again.
    bool skipped = false;        // The counter of that frame does not follow: frames were dropped.
};

class Afe {
public:
    explicit Afe(hal_board* board) : board_{board} {}
    // Converts from now on; `watermark` frames (1 .. 80) raise the signal.
    Result<void> start(std::uint16_t watermark);
    // Frames that wait, sample n of channel c into out[c][n].
    Result<AfeReading> read(AfeSamples& out);
    Result<void> release(std::uint16_t frames) { return done(hal_afe_release(board_, frames)); }

private:
    hal_board* board_;
};

}  // namespace meter::port
