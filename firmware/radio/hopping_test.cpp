#include "firmware/radio/hopping.h"

#include <algorithm>
#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/radio/plan.h"

namespace meter::radio {
namespace {

// Vectors computed by an independent implementation that agrees with the published Wi-SUN channel
// function.
constexpr Eui64 kMac1{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};
constexpr Eui64 kMac2{{0x70, 0xB3, 0xD5, 0x00, 0x00, 0x00, 0x00, 0x01}};

std::vector<std::uint32_t> sequence(const Eui64& eui, std::uint32_t channels) {
    std::vector<std::uint32_t> indices;
    for (std::uint16_t slot = 0; slot < 12; ++slot) {
        indices.push_back(unicast_index(hop_key(eui), slot, channels));
    }
    return indices;
}

using Indices = std::vector<std::uint32_t>;

TEST(Hopping, HashOfThreeWords) {
    EXPECT_EQ(hash_words(0, 0, 0), 0x1B68E557U);
    EXPECT_EQ(hash_words(1, 2, 3), 0xA46158F5U);
}

TEST(Hopping, UnicastSequences) {
    EXPECT_EQ(sequence(kMac1, 129),
              (Indices{123, 111, 67, 120, 112, 109, 10, 14, 123, 68, 65, 44}));
    EXPECT_EQ(sequence(kMac1, 64), (Indices{8, 51, 31, 53, 58, 35, 44, 37, 57, 1, 31, 50}));
    EXPECT_EQ(sequence(kMac1, 35), (Indices{30, 30, 0, 20, 3, 21, 30, 13, 13, 24, 5, 28}));
    EXPECT_EQ(sequence(kMac2, 35), (Indices{22, 32, 25, 5, 3, 2, 1, 0, 3, 21, 14, 29}));
}

TEST(Hopping, UnicastLastSlot) {
    EXPECT_EQ(unicast_index(hop_key(kMac1), 65535, 129), 61U);
    EXPECT_EQ(unicast_index(hop_key(kMac1), 65535, 64), 12U);
    EXPECT_EQ(unicast_index(hop_key(kMac1), 65535, 35), 22U);
    EXPECT_EQ(unicast_index(hop_key(kMac2), 65535, 35), 7U);
}

TEST(Hopping, BroadcastSequence) {
    constexpr std::array<std::uint32_t, 12> kWanted{109, 106, 86, 8,   116, 20,
                                                    11,  52,  74, 116, 88,  104};
    for (std::uint16_t slot = 0; slot < 12; ++slot) {
        EXPECT_EQ(broadcast_index(0x1234, slot, 129), kWanted[slot]);
    }
}

TEST(Hopping, PlanEu33HopsOverItsEnabledChannels) {
    constexpr std::array<std::uint8_t, 12> kWanted{3, 12, 25, 26, 34, 0, 7, 16, 26, 29, 7, 25};
    for (std::uint16_t slot = 0; slot < 12; ++slot) {
        EXPECT_EQ(unicast_channel(hop_key(kMac1), slot, plan_of(33).enabled()), kWanted[slot]);
    }
}

TEST(Hopping, ExcludedRangesAndEnabledChannelsMakeUpThePlan) {
    const Plan& plan = plan_of(33);
    for (std::uint8_t channel = 0; channel < plan.count; ++channel) {
        const bool excluded =
            std::ranges::any_of(plan.excluded_ranges(), [channel](ChannelRange range) {
                return channel >= range.first && channel <= range.last;
            });
        EXPECT_NE(plan.enabled().test(channel), excluded) << int{channel};
    }
    EXPECT_EQ(plan.enabled().count(), 29U);
    EXPECT_EQ(plan.kilohertz(29), 868900U);
    EXPECT_EQ(plan.kilohertz(34), 869900U);
    EXPECT_EQ(plan_of(32).enabled().count(), 62U);
    EXPECT_EQ(plan_of(1).enabled().count(), 129U);
    EXPECT_EQ(plan_of(plan_id::kIeee2450).enabled().nth(15), 26);
    EXPECT_EQ(plan_of(99).id, 33);  // Unknown.
}

// Over all slots of mac1 and 129 channels: least 450, most 555 uses of a channel.
TEST(Hopping, SpreadsOverAllChannels) {
    std::array<int, 129> uses{};
    for (std::uint32_t slot = 0; slot < 65536; ++slot) {
        ++uses[unicast_index(hop_key(kMac1), static_cast<std::uint16_t>(slot), 129)];
    }
    EXPECT_EQ(*std::ranges::min_element(uses), 450);
    EXPECT_EQ(*std::ranges::max_element(uses), 555);
}

// Three ways to the same channels.
TEST(ChannelMask, ItsListAndItsVisitsAreItsChannelsInOrder) {
    ChannelMask mask;
    EXPECT_TRUE(mask.empty());
    EXPECT_EQ(ChannelList{mask}.size(), 0U);
    for (const int channel : {0, 1, 31, 32, 33, 63, 95, 128, 159})
        mask.set(static_cast<std::uint8_t>(channel));
    const ChannelList list{mask};
    ASSERT_EQ(list.size(), mask.count());
    EXPECT_EQ(mask.count(), 9U);
    std::uint32_t n = 0;
    mask.for_each([&](std::uint8_t channel) {
        EXPECT_EQ(channel, mask.nth(n));
        EXPECT_EQ(channel, list[n]);
        ++n;
    });
    EXPECT_EQ(n, list.size());
}

}  // namespace
}  // namespace meter::radio
