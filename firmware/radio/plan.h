#pragma once

// Channel plans by Wi-SUN's ChanPlanID (wisun-br-linux, ws_regdb.c), and the band of 2450 MHz:
// which number is which frequency, which channels are enabled, whose rules hold.

#include <array>
#include <cstdint>
#include <span>

#include "firmware/radio/channel_mask.h"

namespace meter::radio {

namespace plan_id {
inline constexpr std::uint8_t kEu33 = 33;
inline constexpr std::uint8_t kIeee2450 = 0x70;  // Ours: Wi-SUN numbers no plan there.
}  // namespace plan_id

enum class Region : std::uint8_t { europe_863, north_america_902, world_2450 };

struct ChannelRange {
    std::uint8_t first = 0;
    std::uint8_t last = 0;
};

struct Plan {
    std::uint8_t id = plan_id::kEu33;
    std::uint8_t domain = 3;  // Wi-SUN regulatory domain: 3 Europe, 1 North America, 0 world.
    Region region = Region::europe_863;
    std::uint8_t first = 0;  // Number of the lowest channel.
    std::uint8_t count = 0;
    std::uint8_t ranges = 0;  // Of excluded.
    std::uint32_t first_kilohertz = 0;
    std::uint32_t spacing_kilohertz = 0;
    std::array<ChannelRange, 3> excluded{};

    [[nodiscard]] constexpr std::uint32_t kilohertz(std::uint8_t channel) const {
        return first_kilohertz + spacing_kilohertz * static_cast<std::uint32_t>(channel - first);
    }
    [[nodiscard]] std::span<const ChannelRange> excluded_ranges() const {
        return std::span{excluded}.first(ranges);
    }
    [[nodiscard]] constexpr ChannelMask enabled() const {
        ChannelMask mask;
        for (int i = first; i < first + count; ++i) mask.set(static_cast<std::uint8_t>(i));
        for (std::size_t r = 0; r < ranges; ++r) {
            for (int i = excluded[r].first; i <= excluded[r].last; ++i) {
                mask.clear(static_cast<std::uint8_t>(i));
            }
        }
        return mask;
    }
};

// Plan EU 33 for a number that is not known.
[[nodiscard]] const Plan& plan_of(std::uint8_t id);

}  // namespace meter::radio
