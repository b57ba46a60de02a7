#pragma once

// The Wi-SUN direct hash channel function (DH1CF): everyone who knows a node's EUI-64 and its slot
// knows its channel.

#include <bit>
#include <cstdint>

#include "firmware/core/address.h"
#include "firmware/radio/channel_mask.h"

namespace meter::radio {

// Jenkins' lookup3 hashword over three words, initial value 0 (Bob Jenkins, 2006, public domain
// algorithm): with three words there is nothing to mix but the final step. Here, since a list of
// slots takes thousands of them.
[[nodiscard]] constexpr std::uint32_t hash_words(std::uint32_t a, std::uint32_t b,
                                                 std::uint32_t c) {
    constexpr std::uint32_t kStart = 0xDEADBEEFU + (3U << 2U);
    a += kStart;
    b += kStart;
    c += kStart;
    const auto step = [](std::uint32_t& to, std::uint32_t from, int turn) {
        to = (to ^ from) - std::rotl(from, turn);
    };
    step(c, b, 14);
    step(a, c, 11);
    step(b, a, 25);
    step(c, b, 16);
    step(a, c, 4);
    step(b, a, 14);
    step(c, b, 24);
    return c;
}

// An EUI-64 as DH1CF hashes it: its two halves, big-endian, the lower half first.
struct HopKey {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
};
[[nodiscard]] HopKey hop_key(const Eui64& eui);

// Which of `channels` channels a node listens on in a slot of its unicast schedule.
[[nodiscard]] constexpr std::uint32_t unicast_index(const HopKey& key, std::uint16_t slot,
                                                    std::uint32_t channels) {
    return hash_words(slot, key.low, key.high) % channels;
}
// The same for a broadcast schedule.
[[nodiscard]] std::uint32_t broadcast_index(std::uint16_t schedule_id, std::uint16_t slot,
                                            std::uint32_t channels);

// The channel of a slot within a set of channels, which is not empty.
[[nodiscard]] std::uint8_t unicast_channel(const HopKey& key, std::uint16_t slot,
                                           const ChannelMask& mask);

}  // namespace meter::radio
