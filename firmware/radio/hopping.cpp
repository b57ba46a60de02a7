#include "firmware/radio/hopping.h"

#include <bit>

#include "firmware/core/bytes.h"

namespace meter::radio {

// lookup3 (Bob Jenkins, 2006, public domain algorithm): with three words there is nothing to mix
// but the final step.
std::uint32_t hash_words(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
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

HopKey hop_key(const Eui64& eui) {
    ByteReader reader{eui.octets};
    HopKey key;
    key.high = static_cast<std::uint32_t>(reader.be(4));
    key.low = static_cast<std::uint32_t>(reader.be(4));
    return key;
}

std::uint32_t unicast_index(const HopKey& key, std::uint16_t slot, std::uint32_t channels) {
    return hash_words(slot, key.low, key.high) % channels;
}

std::uint32_t broadcast_index(std::uint16_t schedule_id, std::uint16_t slot,
                              std::uint32_t channels) {
    return hash_words(slot, std::uint32_t{schedule_id} << 16U, 0) % channels;
}

std::uint8_t unicast_channel(const HopKey& key, std::uint16_t slot, const ChannelMask& mask) {
    return mask.nth(unicast_index(key, slot, mask.count()));
}

}  // namespace meter::radio
