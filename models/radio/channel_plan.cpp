#include "models/radio/channel_plan.h"

#include <algorithm>

#include "models/radio/phy.h"

namespace bench::radio {
namespace {

using Excluded = std::array<ChannelRange, 4>;

constexpr ChannelPlan europe(std::uint8_t id, std::string_view name, std::uint32_t first_khz,
                             std::uint32_t spacing, std::uint8_t count, Excluded excluded) {
    return {id, name, first_khz, spacing, 0, count, excluded, Region::europe_863};
}
constexpr ChannelPlan america(std::uint8_t id, std::string_view name, std::uint32_t first_khz,
                              std::uint32_t spacing, std::uint8_t count) {
    return {id, name, first_khz, spacing, 0, count, {}, Region::north_america_902};
}

constexpr Excluded kNarrow{{{55, 56}, {61, 63}, {65, 66}, {1, 0}}};
constexpr Excluded kWide{{{27, 28}, {30, 33}, {1, 0}, {1, 0}}};
constexpr std::array<ChannelPlan, 10> kPlans{{
    america(1, "na_1", 902'200, 200, 129),
    america(2, "na_2", 902'400, 400, 64),
    america(3, "na_3", 902'600, 600, 42),
    europe(32, "eu_32", 863'100, 100, 69, kNarrow),
    europe(33, "eu_33", 863'100, 200, 35, kWide),
    europe(34, "eu_34", 870'100, 100, 55, {}),
    europe(35, "eu_35", 870'200, 200, 27, {}),
    europe(36, "eu_36", 863'100, 100, 125, kNarrow),
    europe(37, "eu_37", 863'100, 200, 62, kWide),
    {kIeee2450, "ieee_2450", 2'405'000, 5'000, 11, 16, {}, Region::world_2450},
}};

}  // namespace

std::span<const ChannelPlan> all_plans() { return kPlans; }

const ChannelPlan* find_plan(std::uint8_t id) {
    const auto found = std::ranges::find(kPlans, id, &ChannelPlan::id);
    return found == kPlans.end() ? nullptr : &*found;
}

const ChannelPlan* find_plan(std::string_view name) {
    const auto found = std::ranges::find(kPlans, name, &ChannelPlan::name);
    return found == kPlans.end() ? nullptr : &*found;
}

bool carries(const ChannelPlan& plan, std::uint8_t phy) {
    const std::uint8_t mode = phy == kOqpsk250 ? phy : static_cast<std::uint8_t>(phy & ~kCodedBit);
    switch (plan.id) {
        case 1:
            return mode == 0x02 || mode == 0x03;
        case 2:
            return mode == 0x05 || mode == 0x06;
        case 3:
            return mode == 0x08;
        case 32:
        case 34:
        case 36:
            return mode == 0x01;
        case 33:
        case 35:
        case 37:
            return mode == 0x03 || mode == 0x05;
        case kIeee2450:
            return mode == kOqpsk250;
        default:
            return false;
    }
}

}  // namespace bench::radio
