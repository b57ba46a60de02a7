#pragma once

// The Wi-SUN direct hash channel function (DH1CF): everyone who knows a node's EUI-64 and its slot
// knows its channel. And the channel plan it runs on, EU 33: 863.1 MHz + n * 200 kHz, n = 0 .. 34,
// of which 0-26, 29 and 34 are enabled (29 channels).

#include <array>
#include <cstdint>

#include "firmware/core/address.h"

namespace meter::radio {

// Jenkins' lookup3 hashword over three words, initial value 0.
[[nodiscard]] std::uint32_t hash_words(std::uint32_t a, std::uint32_t b, std::uint32_t c);

// An EUI-64 as DH1CF hashes it: its two halves, big-endian, the lower half first.
struct HopKey {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
};
[[nodiscard]] HopKey hop_key(const Eui64& eui);

// Which of `channels` channels a node listens on in a slot of its unicast schedule.
[[nodiscard]] std::uint32_t unicast_index(const HopKey& key, std::uint16_t slot,
                                          std::uint32_t channels);
// The same for a broadcast schedule.
[[nodiscard]] std::uint32_t broadcast_index(std::uint16_t schedule_id, std::uint16_t slot,
                                            std::uint32_t channels);

struct ChannelRange {
    std::uint8_t first = 0;
    std::uint8_t last = 0;
};

inline constexpr std::uint8_t kEu33Identifier = 33;
inline constexpr std::uint8_t kEu33Count = 35;
inline constexpr std::uint32_t kEu33BaseKilohertz = 863100;
inline constexpr std::uint32_t kEu33SpacingKilohertz = 200;
inline constexpr std::array<ChannelRange, 2> kEu33Excluded{{{27, 28}, {30, 33}}};
inline constexpr std::array<std::uint8_t, 29> kEu33Enabled{0,  1,  2,  3,  4,  5,  6,  7,  8,  9,
                                                           10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
                                                           20, 21, 22, 23, 24, 25, 26, 29, 34};

constexpr std::uint32_t eu33_kilohertz(std::uint8_t channel) {
    return kEu33BaseKilohertz + channel * kEu33SpacingKilohertz;
}

// The channel on plan EU 33.
[[nodiscard]] std::uint8_t unicast_channel(const HopKey& key, std::uint16_t slot);

}  // namespace meter::radio
