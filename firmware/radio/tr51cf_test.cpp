#include "firmware/radio/tr51cf.h"

#include <vector>

#include <gtest/gtest.h>

#include "firmware/radio/plan.h"

namespace meter::radio {
namespace {

constexpr Eui64 kMac1{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};

ChannelMask all_of(std::uint32_t count) {
    ChannelMask mask;
    for (std::uint32_t i = 0; i < count; ++i) mask.set(static_cast<std::uint8_t>(i));
    return mask;
}

std::vector<int> first_twelve(const Tr51Sequence& sequence) {
    std::vector<int> channels;
    for (std::uint16_t slot = 0; slot < 12; ++slot) channels.push_back(sequence.channel(slot));
    return channels;
}

// Vectors of channel.md 3.3, after mbed-os nanostack's channel_functions.c.
TEST(Tr51, PublishedVectors) {
    EXPECT_EQ(first_twelve(Tr51Sequence::unicast(kMac1, 129, all_of(129))),
              (std::vector<int>{36, 12, 83, 58, 110, 23, 25, 4, 33, 124, 81, 91}));
    EXPECT_EQ(first_twelve(Tr51Sequence::broadcast(0x1234, 129, all_of(129))),
              (std::vector<int>{17, 122, 23, 72, 61, 11, 121, 1, 99, 4, 111, 37}));
    EXPECT_EQ(first_twelve(Tr51Sequence::unicast(kMac1, 35, all_of(35))),
              (std::vector<int>{8, 2, 15, 0, 19, 17, 27, 9, 24, 22, 11, 14}));
}

TEST(Tr51, EveryEnabledChannelIsUsedOnceForEveryNumberOfChannels) {
    for (std::uint32_t channels = 2; channels <= ChannelMask::kChannels; ++channels) {
        ChannelMask enabled = all_of(channels);
        enabled.clear(static_cast<std::uint8_t>(channels / 2));
        for (const int last : {0x00, 0x77, 0xFF}) {
            Eui64 eui = kMac1;
            eui.octets[7] = static_cast<std::uint8_t>(last);
            const Tr51Sequence sequence = Tr51Sequence::unicast(eui, channels, enabled);
            ASSERT_EQ(sequence.size(), channels - 1);
            ChannelMask used;
            for (std::uint16_t slot = 0; slot < sequence.size(); ++slot) {
                used.set(sequence.channel(slot));
            }
            ASSERT_EQ(used, enabled);
        }
    }
}

TEST(Tr51, ExcludedChannelsArePassedOverAndTheOrderStays) {
    const ChannelMask enabled = plan_of(plan_id::kEu33).enabled();
    const Tr51Sequence whole = Tr51Sequence::unicast(kMac1, 35, all_of(35));
    const Tr51Sequence some = Tr51Sequence::unicast(kMac1, 35, enabled);
    std::uint16_t next = 0;
    for (std::uint16_t slot = 0; slot < 35; ++slot) {
        const std::uint8_t channel = whole.channel(slot);
        if (!enabled.test(channel)) continue;
        EXPECT_EQ(some.channel(next), channel);
        ++next;
    }
    EXPECT_EQ(next, some.size());
    EXPECT_EQ(some.channel(next), some.channel(0));
}

}  // namespace
}  // namespace meter::radio
