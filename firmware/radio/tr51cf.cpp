#include "firmware/radio/tr51cf.h"

#include <algorithm>

namespace meter::radio {
namespace {

constexpr std::uint8_t kNone = 0xFF;
constexpr std::uint32_t kMostPlaces = 163;  // The least prime not below ChannelMask::kChannels.
constexpr std::uint32_t kMostDraws = 65536;
using Table = std::array<std::uint8_t, kMostPlaces>;

bool is_prime(std::uint32_t n) {
    for (std::uint32_t d = 2; d * d <= n; ++d) {
        if (n % d == 0) return false;
    }
    return true;
}

std::uint32_t prime_from(std::uint32_t n) {
    while (!is_prime(n)) ++n;
    return n;
}

// The channels in the order in which the generator of the standard first brings them up.
Table channel_table(std::uint32_t channels) {
    Table table;
    table.fill(kNone);
    ChannelMask seen;
    std::uint32_t state = 1;
    std::uint32_t used = 0;
    for (std::uint32_t draw = 0; draw < kMostDraws && used < channels; ++draw) {
        state = (state * 1103515245U + 12345U) & 0x7FFFFFFFU;
        const auto channel = static_cast<std::uint8_t>(state % channels);
        if (seen.test(channel)) continue;
        seen.set(channel);
        table[used++] = channel;
    }
    return table;
}

}  // namespace

Tr51Sequence::Tr51Sequence(std::uint32_t channels, const ChannelMask& enabled,
                           std::array<std::uint8_t, 3> tail) {
    const std::uint32_t bounded =
        std::clamp<std::uint32_t>(channels, 2, static_cast<std::uint32_t>(ChannelMask::kChannels));
    const Table table = channel_table(bounded);
    const std::uint32_t places = prime_from(bounded);
    const std::uint32_t step = tail[2] % (places - 1) + 1;
    std::uint32_t place = static_cast<std::uint32_t>(tail[0] ^ tail[1] ^ tail[2]) % places;
    for (std::uint32_t i = 0; i < places; ++i) {
        const std::uint8_t channel = table[place];
        if (channel != kNone && enabled.test(channel)) order_[size_++] = channel;
        place = (place + step) % places;
    }
}

Tr51Sequence Tr51Sequence::unicast(const Eui64& eui, std::uint32_t channels,
                                   const ChannelMask& enabled) {
    return {channels, enabled, {eui.octets[5], eui.octets[6], eui.octets[7]}};
}

// The identifier stands in for the last two octets of an address of zeros.
Tr51Sequence Tr51Sequence::broadcast(std::uint16_t schedule_id, std::uint32_t channels,
                                     const ChannelMask& enabled) {
    const auto high = static_cast<std::uint8_t>(schedule_id >> 8U);
    const auto low = static_cast<std::uint8_t>(schedule_id & 0xFFU);
    return {channels, enabled, {0, high, low}};
}

}  // namespace meter::radio
