#include "firmware/net/sixlowpan.h"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace meter::net {
namespace {

constexpr Eui64 kMeterEui{{0x00, 0x12, 0x4B, 0, 0, 0, 0, 0x01}};
constexpr Eui64 kCollectorEui{{0x00, 0x12, 0x4B, 0, 0, 0, 0, 0xC0}};
constexpr Ipv6Address kMesh{{0x20, 0x01, 0x0D, 0xB8, 0, 1}};
constexpr Ipv6Address kHeadEndPrefix{{0x20, 0x01, 0x0D, 0xB8, 0, 2}};
constexpr Ipv6Address kHeadEnd{{0x20, 0x01, 0x0D, 0xB8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}};
constexpr Ipv6Address kElsewhere{{0x20, 0x01, 0x0D, 0xB8, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x77}};
constexpr Contexts kContexts{kMesh, kHeadEndPrefix};
constexpr std::array<std::uint8_t, 3> kPayload{1, 2, 3};

std::vector<std::uint8_t> compressed(const UdpDatagram& datagram, const Eui64& from,
                                     const Eui64& to) {
    std::vector<std::uint8_t> out(1400);
    const auto size = compress(datagram, kContexts, from, to, out);
    EXPECT_TRUE(size.ok());
    out.resize(size.value_or(0));
    return out;
}

void expect_same(const UdpDatagram& a, const UdpDatagram& b) {
    EXPECT_EQ(a.source, b.source);
    EXPECT_EQ(a.destination, b.destination);
    EXPECT_EQ(a.source_port, b.source_port);
    EXPECT_EQ(a.destination_port, b.destination_port);
    EXPECT_TRUE(std::ranges::equal(a.payload, b.payload));
}

UdpDatagram uplink() { return {address_in(kMesh, kMeterEui), kHeadEnd, 4059, 4059, kPayload}; }
UdpDatagram downlink() { return {kHeadEnd, address_in(kMesh, kMeterEui), 4059, 4059, kPayload}; }

// IPHC 011 11 1 10, then CID=1 SAC=1 SAM=11 M=0 DAC=1 DAM=01; contexts 0 and 1; the head end's
// interface identifier; UDP 11110 0 00, ports, checksum. tshark 4.0.17 dissects both packets inside
// an 802.15.4 data frame as IPv6/UDP with a good checksum.
const std::vector<std::uint8_t> kUplinkBytes{
    0x7E, 0xF5, 0x01, 0, 0, 0, 0, 0, 0, 0, 0x10, 0xF0, 0x0F, 0xDB, 0x0F, 0xDB, 0x33, 0x88, 1, 2, 3};
const std::vector<std::uint8_t> kDownlinkBytes{
    0x7E, 0xD7, 0x10, 0, 0, 0, 0, 0, 0, 0, 0x10, 0xF0, 0x0F, 0xDB, 0x0F, 0xDB, 0x33, 0x88, 1, 2, 3};

TEST(Sixlowpan, CompressesAnUplinkToTheBytesTsharkAccepts) {
    EXPECT_EQ(compressed(uplink(), kMeterEui, kCollectorEui), kUplinkBytes);
}

TEST(Sixlowpan, CompressesADownlinkToTheBytesTsharkAccepts) {
    EXPECT_EQ(compressed(downlink(), kCollectorEui, kMeterEui), kDownlinkBytes);
}

TEST(Sixlowpan, DecompressesBothWays) {
    const auto up = decompress(kUplinkBytes, kContexts, kMeterEui, kCollectorEui);
    ASSERT_TRUE(up.ok());
    expect_same(up.value(), uplink());
    const auto down = decompress(kDownlinkBytes, kContexts, kCollectorEui, kMeterEui);
    ASSERT_TRUE(down.ok());
    expect_same(down.value(), downlink());
}

TEST(Sixlowpan, TheWrongNeighbourBreaksTheChecksum) {
    EXPECT_EQ(decompress(kUplinkBytes, kContexts, kCollectorEui, kCollectorEui).error(),
              Error::malformed);
}

TEST(Sixlowpan, AddressesOutsideBothContextsGoInline) {
    UdpDatagram datagram = uplink();
    datagram.destination = kElsewhere;
    const auto packet = compressed(datagram, kMeterEui, kCollectorEui);
    EXPECT_EQ(packet.size(), 2U + 16U + 1U + 4U + 2U + 3U);
    EXPECT_EQ(packet[1], 0x70);  // No context octet: SAC=1 SAM=11, DAC=0 DAM=00.
    const auto back = decompress(packet, kContexts, kMeterEui, kCollectorEui);
    ASSERT_TRUE(back.ok());
    expect_same(back.value(), datagram);
}

TEST(Sixlowpan, AnotherMetersAddressKeepsItsInterfaceIdentifier) {
    const auto packet = compressed(uplink(), kCollectorEui, kMeterEui);
    EXPECT_EQ(packet[1], 0xD5);  // SAC=1 SAM=01 in context 0.
    const auto back = decompress(packet, kContexts, kCollectorEui, kMeterEui);
    ASSERT_TRUE(back.ok());
    expect_same(back.value(), uplink());
}

TEST(Sixlowpan, PortsTakeTheShortestFormOfRfc6282) {
    struct Case {
        std::uint16_t from, to;
        std::uint8_t form;
        std::size_t octets;
    };
    for (const Case& c :
         {Case{4059, 4059, 0xF0, 4}, Case{4059, 0xF001, 0xF1, 3}, Case{0xF0B1, 4059, 0xF2, 3},
          Case{0xF0B1, 0xF0BF, 0xF3, 1}, Case{0xF0C1, 0xF0BF, 0xF2, 3}}) {
        UdpDatagram datagram = uplink();
        datagram.source_port = c.from;
        datagram.destination_port = c.to;
        const auto packet = compressed(datagram, kMeterEui, kCollectorEui);
        EXPECT_EQ(packet[11], c.form);
        EXPECT_EQ(packet.size(), 12 + c.octets + 2 + 3);
        const auto back = decompress(packet, kContexts, kMeterEui, kCollectorEui);
        ASSERT_TRUE(back.ok());
        expect_same(back.value(), datagram);
    }
}

// RFC 6282, 3.2.2: SAM=10 is the prefix, then 0000:00ff:fe00 and 16 bits inline; SAC=0 means
// fe80::/64.
TEST(Sixlowpan, ReadsShortStatelessFormsWithInlineHopLimitAndTraffic) {
    UdpDatagram datagram{{}, {}, 0xF0B0, 0xF0B1, kPayload};
    datagram.source = {{0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFE, 0, 0x12, 0x34}};
    datagram.destination = address_in(Ipv6Address{{0xFE, 0x80}}, kMeterEui);
    const std::uint16_t checksum = udp_checksum(datagram);
    const std::vector<std::uint8_t> packet{0x74,
                                           0x23,
                                           0x00,
                                           0x07,
                                           0x12,
                                           0x34,
                                           0xF3,
                                           0x01,
                                           static_cast<std::uint8_t>(checksum >> 8U),
                                           static_cast<std::uint8_t>(checksum),
                                           1,
                                           2,
                                           3};
    const auto back = decompress(packet, kContexts, kCollectorEui, kMeterEui);
    ASSERT_TRUE(back.ok());
    expect_same(back.value(), datagram);
}

TEST(Sixlowpan, RefusesWhatTheWireNeverCarries) {
    const auto refused = [](std::size_t at, std::uint8_t value) {
        std::vector<std::uint8_t> packet = kUplinkBytes;
        packet[at] = value;
        return !decompress(packet, kContexts, kMeterEui, kCollectorEui).ok();
    };
    EXPECT_TRUE(refused(0, 0x41));   // Uncompressed IPv6.
    EXPECT_TRUE(refused(0, 0x7A));   // Next header inline.
    EXPECT_TRUE(refused(1, 0xFD));   // Multicast.
    EXPECT_TRUE(refused(1, 0xF4));   // Reserved destination mode.
    EXPECT_TRUE(refused(2, 0x02));   // Context 2.
    EXPECT_TRUE(refused(2, 0x21));   // Context 2.
    EXPECT_TRUE(refused(11, 0xF4));  // Checksum elided.
    EXPECT_TRUE(refused(11, 0xE0));  // Another next header.
    EXPECT_TRUE(refused(16, 0x32));  // Checksum.
    EXPECT_TRUE(refused(20, 4));     // Payload.
}

TEST(Sixlowpan, ComesBackAtEveryLengthAndNeedsTheRoomItTakes) {
    std::vector<std::uint8_t> payload;
    for (std::size_t length = 0; length <= 1200; ++length) {
        UdpDatagram datagram = downlink();
        datagram.payload = payload;
        const auto packet = compressed(datagram, kCollectorEui, kMeterEui);
        ASSERT_EQ(packet.size(), 18 + length);
        const auto back = decompress(packet, kContexts, kCollectorEui, kMeterEui);
        ASSERT_TRUE(back.ok()) << length;
        expect_same(back.value(), datagram);
        std::vector<std::uint8_t> small(17 + length);
        ASSERT_EQ(compress(datagram, kContexts, kCollectorEui, kMeterEui, small).error(),
                  Error::full);
        payload.push_back(static_cast<std::uint8_t>(length * 91));
    }
}

TEST(Sixlowpan, TruncatedPacketsAreRefused) {
    for (std::size_t length = 0; length < kUplinkBytes.size(); ++length) {
        const Bytes packet = Bytes{kUplinkBytes}.first(length);
        EXPECT_FALSE(decompress(packet, kContexts, kMeterEui, kCollectorEui).ok()) << length;
    }
}

// The payload of what is accepted lies inside the packet; each packet has a heap block of its own,
// so that the address sanitizer sees any read outside.
TEST(Sixlowpan, RandomBytesNeverLeadOutside) {
    std::mt19937 random{2};
    int accepted = 0;
    for (int i = 0; i < 300000; ++i) {
        std::vector<std::uint8_t> packet(random() % 60);
        for (auto& octet : packet) octet = static_cast<std::uint8_t>(random());
        if (!packet.empty()) packet[0] = static_cast<std::uint8_t>(0x60U | packet[0] % 32);
        const auto back = decompress(packet, kContexts, kMeterEui, kCollectorEui);
        if (!back.ok()) continue;
        ++accepted;
        const Bytes payload = back.value().payload;
        EXPECT_TRUE(payload.empty() ||
                    (payload.data() > packet.data() &&
                     payload.data() + payload.size() == packet.data() + packet.size()));
    }
    EXPECT_LT(accepted, 30);  // About 300 000 / 65 536 pass the checksum by chance, at most.
}

}  // namespace
}  // namespace meter::net
