#pragma once

// Datagrams and pieces of them as the firmware sends them, for the reassembly target and its seeds.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "firmware/core/bytes.h"

namespace bench::fuzz {

using Octets = std::vector<std::uint8_t>;

// Octets of payload: a little more than a frame, some frames, and what a place just holds.
inline constexpr std::array<std::size_t, 4> kPayloads{60, 300, 700, 1232};

// A compressed uplink whose payload depends on `variant`, 0 to 3, and `salt`.
[[nodiscard]] Octets packet_of(unsigned variant, unsigned salt);

// All pieces of at most `sizes` octets each, the sizes taken in turn; each is at least 24.
[[nodiscard]] std::vector<Octets> pieces_of(meter::Bytes packet, std::uint16_t tag,
                                            const std::vector<std::size_t>& sizes);

}  // namespace bench::fuzz
