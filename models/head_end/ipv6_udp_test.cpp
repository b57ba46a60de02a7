#include "models/head_end/ipv6_udp.h"

#include <gtest/gtest.h>

#include "models/head_end/test_push.h"
#include "models/head_end/wrapper.h"

namespace bench::head_end {
namespace {

TEST(Ipv6Udp, AnotherToolsPacketIsRead) {
    const Octets packet = test::from_hex(test::kReadingPacket);
    const auto udp = parse_udp(packet);
    ASSERT_TRUE(udp);
    EXPECT_EQ(udp->source, (Endpoint{test::kMeterAddress, 4059}));
    EXPECT_EQ(udp->destination, (Endpoint{test::kHeadEndAddress, 4059}));
    EXPECT_EQ(udp->payload.size(), packet.size() - 48);
}

TEST(Ipv6Udp, WhatIsWrittenIsWhatAnotherToolWrites) {
    const Octets packet = test::from_hex(test::kConfirmPacket);
    const Octets payload(packet.begin() + 48, packet.end());
    Octets written;
    write_udp({{test::kHeadEndAddress, 4059}, {test::kMeterAddress, 4059}, payload}, written);
    EXPECT_EQ(written, packet);
}

TEST(Ipv6Udp, AnyOneBitChangedInWhatTheChecksumCoversIsSeen) {
    const Octets packet = test::from_hex(test::kReadingPacket);
    for (std::size_t bit = 0; bit < packet.size() * 8; ++bit) {
        Octets changed = packet;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        // Neither traffic class, flow label nor hop limit is protected, or matters.
        const bool matters = bit / 8 >= 4 && bit / 8 != 7;
        EXPECT_TRUE(!matters || !parse_udp(changed)) << "bit " << bit;
    }
}

TEST(Ipv6Udp, EveryTruncationAndExtensionIsRefused) {
    Octets packet = test::from_hex(test::kReadingPacket);
    for (std::size_t size = 0; size < packet.size(); ++size) {
        EXPECT_FALSE(parse_udp(View{packet}.first(size))) << size;
    }
    packet.push_back(0);
    EXPECT_FALSE(parse_udp(packet));
}

TEST(Ipv6Udp, AChecksumOfZeroIsSentAsAllOnes) {
    // The two octets that make the sum all ones are found by trying them.
    Octets packet;
    for (unsigned value = 0; value <= 0xFFFF; ++value) {
        const Octets payload = test::big_endian(value, 2);
        packet.clear();
        write_udp({{test::kHeadEndAddress, 1}, {test::kMeterAddress, 2}, payload}, packet);
        if (packet[46] == 0xFF && packet[47] == 0xFF) break;
        ASSERT_FALSE(packet[46] == 0 && packet[47] == 0);
    }
    EXPECT_EQ(packet[46], 0xFF);
    EXPECT_TRUE(parse_udp(packet));
}

TEST(Ipv6Udp, AnOddPayloadHasItsChecksumToo) {
    Octets packet;
    const Octets payload{1, 2, 3};
    write_udp({{test::kHeadEndAddress, 1}, {test::kMeterAddress, 2}, payload}, packet);
    ASSERT_TRUE(parse_udp(packet));
    packet.back() ^= 1;
    EXPECT_FALSE(parse_udp(packet));
}

TEST(Wrapper, OnlyVersionPortsAndLengthAsAgreedAreTaken) {
    const Octets good{0, 1, 0, 1, 0, 1, 0, 2, 0xAA, 0xBB};
    ASSERT_TRUE(parse_wrapper(good));
    EXPECT_EQ(parse_wrapper(good)->size(), 2U);
    for (std::size_t i = 0; i < 8; ++i) {
        Octets bad = good;
        bad[i] ^= 2;
        EXPECT_FALSE(parse_wrapper(bad)) << i;
    }
    EXPECT_FALSE(parse_wrapper(View{good}.first(7)));
    EXPECT_FALSE(parse_wrapper(View{good}.first(9)));
}

}  // namespace
}  // namespace bench::head_end
