#pragma once

// The channel function of TR-51 (ANSI/TIA-4957.200, as Wi-SUN FAN uses it): a fixed permutation of
// the channels, walked with a step and from a start that come from the address. Every enabled
// channel is used once in a sequence, which DH1CF does not promise.

#include <array>
#include <cstdint>

#include "firmware/core/address.h"
#include "firmware/radio/channel_mask.h"

namespace meter::radio {

class Tr51Sequence {
public:
    // Of channels 0 .. `channels` - 1 (2 .. ChannelMask::kChannels), those that are enabled.
    static Tr51Sequence unicast(const Eui64& eui, std::uint32_t channels,
                                const ChannelMask& enabled);
    static Tr51Sequence broadcast(std::uint16_t schedule_id, std::uint32_t channels,
                                  const ChannelMask& enabled);

    [[nodiscard]] std::uint32_t size() const { return size_; }
    // size() > 0.
    [[nodiscard]] std::uint8_t channel(std::uint16_t slot) const { return order_[slot % size_]; }

private:
    Tr51Sequence(std::uint32_t channels, const ChannelMask& enabled,
                 std::array<std::uint8_t, 3> tail);

    std::array<std::uint8_t, ChannelMask::kChannels> order_{};
    std::uint32_t size_ = 0;
};

}  // namespace meter::radio
