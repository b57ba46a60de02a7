#include "firmware/net/ipv6.h"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace meter::net {
namespace {

constexpr Ipv6Address kMeter{
    {0x20, 0x01, 0x0D, 0xB8, 0, 1, 0, 0, 0x02, 0x12, 0x4B, 0, 0, 0, 0, 0x01}};
constexpr Ipv6Address kHeadEnd{{0x20, 0x01, 0x0D, 0xB8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}};

UdpDatagram datagram_of(Bytes payload) { return {kMeter, kHeadEnd, 4059, 4059, payload}; }

// By hand, words of 16 bits: addresses 2001+0DB8+0001+0212+4B00+0001 and 2001+0DB8+0002+0010, next
// header 0011, length 000B twice, ports 0FDB twice, payload 0102+0300.
TEST(UdpChecksum, EqualsTheOneComputedByHand) {
    constexpr std::array<std::uint8_t, 3> kPayload{1, 2, 3};
    constexpr std::uint32_t kSum = 0x2001 + 0x0DB8 + 0x0001 + 0x0212 + 0x4B00 + 0x0001 + 0x2001 +
                                   0x0DB8 + 0x0002 + 0x0010 + 0x0011 + 2 * 0x000B + 2 * 0x0FDB +
                                   0x0102 + 0x0300;
    static_assert(kSum == 0xCC77);
    EXPECT_EQ(udp_checksum(datagram_of(kPayload)), 0xFFFF - 0xCC77);
}

TEST(UdpChecksum, IsNeverZero) {
    // The payload is the word that completes the sum to all ones; two octets more count twice.
    const UdpDatagram empty = datagram_of({});
    std::array<std::uint8_t, 2> word{};
    const std::uint32_t sum = 0xFFFFU - udp_checksum(empty) + 2 * 2;
    ByteWriter{word}.be(0xFFFF - sum, 2);
    EXPECT_EQ(udp_checksum(datagram_of(word)), 0xFFFF);
}

TEST(Ipv6Udp, WritesTheHeaderOfRfc8200) {
    constexpr std::array<std::uint8_t, 3> kPayload{1, 2, 3};
    std::array<std::uint8_t, 64> out{};
    const auto size = write_ipv6_udp(datagram_of(kPayload), out);
    ASSERT_TRUE(size.ok());
    EXPECT_EQ(size.value(), 51U);
    constexpr std::array<std::uint8_t, 8> kStart{0x60, 0, 0, 0, 0, 11, 17, 64};
    EXPECT_TRUE(std::equal(kStart.begin(), kStart.end(), out.begin()));
    constexpr std::array<std::uint8_t, 11> kUdp{0x0F, 0xDB, 0x0F, 0xDB, 0, 11, 0x33, 0x88, 1, 2, 3};
    EXPECT_TRUE(std::equal(kUdp.begin(), kUdp.end(), out.begin() + 40));
}

TEST(Ipv6Udp, ComesBackAtEveryLength) {
    std::array<std::uint8_t, 1280> out{};
    std::vector<std::uint8_t> payload;
    for (std::size_t length = 0; length <= 1280 - 48; ++length) {
        const auto size = write_ipv6_udp(datagram_of(payload), out);
        ASSERT_TRUE(size.ok());
        const auto back = read_ipv6_udp(Bytes{out}.first(size.value()));
        ASSERT_TRUE(back.ok()) << length;
        EXPECT_EQ(back.value().source, kMeter);
        EXPECT_EQ(back.value().destination, kHeadEnd);
        EXPECT_EQ(back.value().destination_port, 4059);
        ASSERT_TRUE(std::ranges::equal(back.value().payload, payload));
        payload.push_back(static_cast<std::uint8_t>(length * 37));
    }
    EXPECT_EQ(write_ipv6_udp(datagram_of(payload), out).error(), Error::full);
}

TEST(Ipv6Udp, EveryFlippedBitButThoseOfTrafficAndHopLimitIsRefused) {
    constexpr std::array<std::uint8_t, 5> kPayload{9, 8, 7, 6, 5};
    std::array<std::uint8_t, 53> packet{};
    ASSERT_TRUE(write_ipv6_udp(datagram_of(kPayload), packet).ok());
    for (std::size_t bit = 0; bit < packet.size() * 8; ++bit) {
        std::array<std::uint8_t, 53> flipped = packet;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> bit % 8);
        const bool free = (bit >= 4 && bit < 32) || bit / 8 == 7;
        EXPECT_EQ(read_ipv6_udp(flipped).ok(), free) << bit;
    }
}

TEST(Ipv6Udp, CutOrLengthenedPacketsAreRefused) {
    std::array<std::uint8_t, 60> packet{};
    const auto size = write_ipv6_udp(datagram_of({}), packet);
    ASSERT_TRUE(size.ok());
    for (std::size_t length = 0; length <= packet.size(); ++length) {
        EXPECT_EQ(read_ipv6_udp(Bytes{packet}.first(length)).ok(), length == size.value());
    }
}

TEST(Ipv6Udp, RandomBytesAreRefused) {
    std::mt19937 random{1};
    for (int i = 0; i < 100000; ++i) {
        std::vector<std::uint8_t> packet(random() % 100);
        for (auto& octet : packet) octet = static_cast<std::uint8_t>(random());
        EXPECT_FALSE(read_ipv6_udp(packet).ok());
    }
}

}  // namespace
}  // namespace meter::net
