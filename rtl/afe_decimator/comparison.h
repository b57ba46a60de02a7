#pragma once

// The RTL against the reference over drawn streams of bits.

#include <cstdint>
#include <vector>

#include "models/chance/chance.h"
#include "rtl/afe_decimator/reference.h"

namespace bench::afe_decimator {

// So many blocks of 64 clocks. Each channel by itself holds for some thousand clocks one of: random bits
// of a density from 1/8 to 7/8, one value, a slow square wave, or the bits that drive the low-pass to
// its largest sum.
[[nodiscard]] std::vector<Bits> drawn_stream(const chance::Key& key, std::size_t blocks);

struct Comparison {
    std::uint64_t bits = 0;  // Of all channels.
    std::uint64_t frames = 0;
    std::uint64_t differences = 0;  // Frames of which anything differs, and those missing.
    std::uint64_t saturated = 0;    // Flags seen.
};

// Runs `rtl` from a reset over a stream and reads every frame. The high-pass is on in every second
// half of 2^15 clocks.
[[nodiscard]] Comparison compare(AfeDecimator& rtl, std::span<const Bits> stream);

}  // namespace bench::afe_decimator
