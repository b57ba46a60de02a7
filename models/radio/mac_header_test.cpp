#include "models/radio/mac_header.h"

#include <vector>

#include <gtest/gtest.h>

namespace bench::radio {
namespace {

using Octets = std::vector<std::uint8_t>;
const AirEui64 kTo{1, 2, 3, 4, 5, 6, 7, 8};
const AirEui64 kFrom{9, 10, 11, 12, 13, 14, 15, 16};

// The standard's example of an acknowledgement.
TEST(MacHeader, OfAnImmediateAcknowledgement) {
    const auto header = parse_mac_header(Octets{0x02, 0x00, 0x6A});
    ASSERT_TRUE(header);
    EXPECT_EQ(header->type, FrameType::acknowledgement);
    EXPECT_EQ(header->sequence, 0x6A);
    EXPECT_EQ(header->destination.mode, AddressMode::none);
}

// Version 2006, extended to extended, one PAN: control 0xDC61, as Zigbee and Thread send it.
TEST(MacHeader, OfVersionOneWithCompressedPan) {
    const auto header = parse_mac_header(Octets{
        0x61, 0xDC, 0x21, 0xCD, 0xAB, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0x99});
    ASSERT_TRUE(header);
    EXPECT_EQ(header->version, 1);
    EXPECT_TRUE(header->wants_acknowledgement);
    EXPECT_EQ(header->sequence, 0x21);
    EXPECT_EQ(header->destination.pan, 0xABCD);
    EXPECT_EQ(header->destination.eui, kTo);
    EXPECT_FALSE(header->source.pan);
    EXPECT_EQ(header->source.eui, kFrom);
}

TEST(MacHeader, OfVersionOneBroadcastByShortAddress) {
    const auto header = parse_mac_header(
        Octets{0x41, 0xD8, 0x01, 0xCD, 0xAB, 0xFF, 0xFF, 9, 10, 11, 12, 13, 14, 15, 16});
    ASSERT_TRUE(header);
    EXPECT_EQ(header->destination.short_16, kBroadcastShort);
    EXPECT_EQ(header->source.eui, kFrom);
}

// 802.15.4-2015, table 7-2: which PAN identifiers a version 2 frame carries.
TEST(MacHeader, OfVersionTwoFollowsTheTableOfPans) {
    constexpr struct {
        unsigned to;
        unsigned from;
        bool compressed;
        bool to_pan;
        bool from_pan;
    } kTable[] = {
        {0, 0, false, false, false}, {0, 0, true, true, false},  {3, 0, false, true, false},
        {3, 0, true, false, false},  {0, 3, false, false, true}, {0, 3, true, false, false},
        {3, 3, false, true, false},  {3, 3, true, false, false}, {2, 2, false, true, true},
        {2, 2, true, true, false},   {2, 3, false, true, true},  {3, 2, true, true, false}};
    for (const auto& row : kTable) {
        const unsigned control =
            1U | (row.compressed ? 0x40U : 0U) | (row.to << 10U) | (2U << 12U) | (row.from << 14U);
        Octets frame{static_cast<std::uint8_t>(control), static_cast<std::uint8_t>(control >> 8U),
                     7};
        frame.resize(frame.size() + 20, 0x11);
        const auto header = parse_mac_header(frame);
        ASSERT_TRUE(header);
        EXPECT_EQ(header->destination.pan.has_value(), row.to_pan) << row.to << row.from;
        EXPECT_EQ(header->source.pan.has_value(), row.from_pan) << row.to << row.from;
    }
}

TEST(MacHeader, OfVersionTwoMayLackASequenceNumber) {
    // Wi-SUN: version 2, sequence suppressed, PAN compressed, extended to extended.
    Octets frame{0x41, 0xED};
    frame.insert(frame.end(), kTo.begin(), kTo.end());
    frame.insert(frame.end(), kFrom.begin(), kFrom.end());
    const auto header = parse_mac_header(frame);
    ASSERT_TRUE(header);
    EXPECT_FALSE(header->sequence);
    EXPECT_EQ(header->destination.eui, kTo);
    EXPECT_EQ(header->source.eui, kFrom);
}

TEST(MacHeader, WhatIsReservedOrTooShortIsRefused) {
    EXPECT_FALSE(parse_mac_header(Octets{}));
    EXPECT_FALSE(parse_mac_header(Octets{0x61, 0xDC, 0x21, 0xCD, 0xAB, 1, 2, 3}));
    EXPECT_FALSE(parse_mac_header(Octets{0x05, 0x00, 0x01, 0, 0, 0}));  // Multipurpose.
    EXPECT_FALSE(parse_mac_header(Octets{0x01, 0x04, 0x01, 0, 0, 0}));  // Addressing mode 1.
    EXPECT_FALSE(parse_mac_header(Octets{0x01, 0x30, 0x01, 0, 0, 0}));  // Version 3.
}

}  // namespace
}  // namespace bench::radio
