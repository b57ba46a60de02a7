#pragma once

// Channel plans: which numbers stand for which frequencies, and which of them may be used.
//
// Sub-gigahertz plans by Wi-SUN's ChanPlanID (wisun-br-linux, ws_regdb.c); excluded channels would
// touch alarm bands or the 500 mW band. The 2450 MHz band of 802.15.4 has no such number; ours is
// 0x70, and its channels keep their numbers, 11 to 26.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace bench::radio {

// Whose rules hold.
enum class Region : std::uint8_t { europe_863, north_america_902, world_2450 };

struct ChannelRange {
    std::uint8_t first = 1;
    std::uint8_t last = 0;
};

struct ChannelPlan {
    std::uint8_t id = 0;
    std::string_view name;
    std::uint32_t first_khz = 0;  // Of channel `first`.
    std::uint32_t spacing_khz = 0;
    std::uint8_t first = 0;
    std::uint8_t count = 0;
    std::array<ChannelRange, 4> excluded{};
    Region region{};

    [[nodiscard]] constexpr std::uint32_t frequency_khz(std::uint8_t channel) const {
        return first_khz + spacing_khz * static_cast<std::uint32_t>(channel - first);
    }
    [[nodiscard]] constexpr bool usable(std::uint8_t channel) const {
        if (channel < first || channel >= first + count) return false;
        for (const ChannelRange& range : excluded) {
            if (channel >= range.first && channel <= range.last) return false;
        }
        return true;
    }
    [[nodiscard]] constexpr int usable_channels() const {
        int usable_ones = 0;
        for (int i = first; i < first + count; ++i) {
            usable_ones += usable(static_cast<std::uint8_t>(i)) ? 1 : 0;
        }
        return usable_ones;
    }
    // Losses are computed here, for the whole plan: less than 0.1 dB off anywhere in Europe, 0.15
    // dB in North America and at 2450 MHz.
    [[nodiscard]] constexpr double loss_mhz() const {
        if (region == Region::europe_863) return 868.0;
        return region == Region::north_america_902 ? 915.0 : 2440.0;
    }
};

inline constexpr std::uint8_t kEu33 = 33;
inline constexpr std::uint8_t kIeee2450 = 0x70;
[[nodiscard]] std::span<const ChannelPlan> all_plans();
[[nodiscard]] const ChannelPlan* find_plan(std::uint8_t id);
[[nodiscard]] const ChannelPlan* find_plan(std::string_view name);
// Whether the plan carries the modulation (plan 33: 100 and 150 kb/s; plan 32: 50 kb/s; ...).
[[nodiscard]] bool carries(const ChannelPlan& plan, std::uint8_t phy);

}  // namespace bench::radio
