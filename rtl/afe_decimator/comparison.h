#pragma once

// The RTL against the reference over drawn streams of bits.

#include <cstdint>
#include <vector>

#include "models/chance/chance.h"
#include "rtl/afe_decimator/reference.h"

namespace bench::afe_decimator {

// So many blocks of 64 clocks. Each channel by itself holds for some thousand clocks one of: random
// bits of a density from 1/8 to 7/8, one value, a slow square wave, or the bits that drive the
// low-pass to its largest sum.
[[nodiscard]] std::vector<Bits> drawn_stream(const chance::Key& key, std::size_t blocks);

// A stream and what must come of it. The high-pass is off and on in turn, for 8 800 blocks each.
struct Expected {
    std::vector<Bits> stream;
    std::vector<Frame> frames;
};
[[nodiscard]] Expected expected_of(std::vector<Bits> stream);

// Runs `rtl` from a reset over the stream and reads every frame. Gives the number of the first that
// differs or is missing; the number of all where none does. Stops there.
[[nodiscard]] std::size_t first_difference(AfeDecimator& rtl, const Expected& expected);

}  // namespace bench::afe_decimator
