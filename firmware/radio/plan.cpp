#include "firmware/radio/plan.h"

namespace meter::radio {
namespace {

constexpr Plan europe(std::uint8_t id, std::uint32_t first, std::uint32_t spacing,
                      std::uint8_t count, std::uint8_t ranges,
                      std::array<ChannelRange, 3> excluded) {
    return {id, 3, Region::europe_863, 0, count, ranges, first, spacing, excluded};
}
constexpr Plan america(std::uint8_t id, std::uint32_t first, std::uint32_t spacing,
                       std::uint8_t count) {
    return {id, 1, Region::north_america_902, 0, count, 0, first, spacing, {}};
}

constexpr std::array<ChannelRange, 3> kNarrow{{{55, 56}, {61, 63}, {65, 66}}};
constexpr std::array<ChannelRange, 3> kWide{{{27, 28}, {30, 33}, {}}};
constexpr std::array<Plan, 10> kPlans{{
    europe(plan_id::kEu33, 863100, 200, 35, 2, kWide),
    europe(32, 863100, 100, 69, 3, kNarrow),
    europe(34, 870100, 100, 55, 0, {}),
    europe(35, 870200, 200, 27, 0, {}),
    europe(36, 863100, 100, 125, 3, kNarrow),
    europe(37, 863100, 200, 62, 2, kWide),
    america(1, 902200, 200, 129),
    america(2, 902400, 400, 64),
    america(3, 902600, 600, 42),
    {plan_id::kIeee2450, 0, Region::world_2450, 11, 16, 0, 2405000, 5000, {}},
}};

}  // namespace

const Plan& plan_of(std::uint8_t id) {
    for (const Plan& plan : kPlans) {
        if (plan.id == id) return plan;
    }
    return kPlans[0];
}

}  // namespace meter::radio
