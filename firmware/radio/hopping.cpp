#include "firmware/radio/hopping.h"

namespace meter::radio {

HopKey hop_key(const Eui64& eui) {
    const auto word = [&](std::size_t at) {
        return std::uint32_t{eui.octets[at]} << 24U | std::uint32_t{eui.octets[at + 1]} << 16U |
               std::uint32_t{eui.octets[at + 2]} << 8U | eui.octets[at + 3];
    };
    return {.low = word(4), .high = word(0)};
}

std::uint32_t broadcast_index(std::uint16_t schedule_id, std::uint16_t slot,
                              std::uint32_t channels) {
    return hash_words(slot, std::uint32_t{schedule_id} << 16U, 0) % channels;
}

std::uint8_t unicast_channel(const HopKey& key, std::uint16_t slot, const ChannelMask& mask) {
    return mask.nth(unicast_index(key, slot, mask.count()));
}

}  // namespace meter::radio
