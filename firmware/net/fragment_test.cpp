#include "firmware/net/fragment.h"

#include <gtest/gtest.h>

#include "firmware/net/fragment_test.h"

namespace meter::net {
namespace {

using test::Octets;
using test::octets_of;

// RFC 4944, figures 4 and 5, by hand: 40 + 8 + 20 octets uncompressed are 0x044; dispatch 11000 and
// 11100; the second piece begins at octet 56, which is 7 units.
TEST(Fragmenter, WritesTheHeadersOfRfc4944) {
    const Octets packet = test::uplink_of(test::payload_of(20));
    const auto pieces = test::pieces_of(packet, 0xABCD, 32);
    ASSERT_EQ(pieces.size(), 2U);
    Octets first{0xC0, 0x44, 0xAB, 0xCD};
    first.insert(first.end(), packet.begin(), packet.begin() + test::kUplinkHeaders + 8);
    Octets second{0xE0, 0x44, 0xAB, 0xCD, 0x07};
    second.insert(second.end(), packet.begin() + test::kUplinkHeaders + 8, packet.end());
    EXPECT_EQ(pieces[0], first);
    EXPECT_EQ(pieces[1], second);
}

TEST(Fragmenter, APacketThatFitsGoesWholeWithoutAHeader) {
    const Octets packet = test::uplink_of(test::payload_of(20));
    Fragmenter fragmenter;
    ASSERT_TRUE(fragmenter.begin(packet, header_lengths(packet).value(), 1).ok());
    const Fragment whole = fragmenter.next(packet.size()).value();
    EXPECT_EQ(whole.header_octets, 0U);
    EXPECT_EQ(octets_of(whole), packet);
    EXPECT_FALSE(fragmenter.more());
    EXPECT_FALSE(is_fragment(packet));
    EXPECT_EQ(fragmenter.next(100).error(), Error::empty);
}

TEST(Fragmenter, PiecesAreViewsOfThePacketAsLongAsTheSizeAllows) {
    const Octets packet = test::uplink_of(test::payload_of(700));
    for (std::size_t size = 24; size <= 250; ++size) {
        Fragmenter fragmenter;
        ASSERT_TRUE(fragmenter.begin(packet, header_lengths(packet).value(), 1).ok());
        const std::uint8_t* next = packet.data();
        while (fragmenter.more()) {
            const Fragment piece = fragmenter.next(size).value();
            ASSERT_EQ(piece.content.data(), next);
            ASSERT_LE(piece.octets(), size);
            if (fragmenter.more()) {
                ASSERT_GT(piece.octets() + kFragmentUnit, size);  // No unit more would fit.
            }
            next += piece.content.size();
        }
        ASSERT_EQ(next, packet.data() + packet.size());
    }
}

TEST(Fragmenter, WithoutRoomForAUnitNothingChanges) {
    const Octets packet = test::uplink_of(test::payload_of(100));
    Fragmenter fragmenter;
    ASSERT_TRUE(fragmenter.begin(packet, header_lengths(packet).value(), 1).ok());
    EXPECT_EQ(fragmenter.next(0).error(), Error::full);
    EXPECT_EQ(fragmenter.next(kFirstFragmentHeader + test::kUplinkHeaders - 1).error(),
              Error::full);
    const auto first = fragmenter.next(kFirstFragmentHeader + test::kUplinkHeaders);
    ASSERT_TRUE(first.ok());  // The headers alone.
    EXPECT_EQ(first.value().content.size(), test::kUplinkHeaders);
    EXPECT_EQ(fragmenter.next(kLaterFragmentHeader - 1).error(), Error::full);
    EXPECT_EQ(fragmenter.next(kLaterFragmentHeader + 7).error(), Error::full);
    const auto second = fragmenter.next(kLaterFragmentHeader + 8);
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(second.value().header[4], 6);
    EXPECT_EQ(second.value().content.size(), 8U);
}

TEST(Fragmenter, AnAlarmGoesBetweenTwoPiecesAndARestCanBeDropped) {
    const Octets packet = test::uplink_of(test::payload_of(100));
    const Octets alarm = test::uplink_of(test::payload_of(60, 7));
    Fragmenter bulk;
    Fragmenter urgent;
    ASSERT_TRUE(bulk.begin(packet, header_lengths(packet).value(), 1).ok());
    const Octets before = octets_of(bulk.next(60).value());
    ASSERT_TRUE(urgent.begin(alarm, header_lengths(alarm).value(), 2).ok());
    while (urgent.more()) ASSERT_TRUE(urgent.next(60).ok());
    const Octets after = octets_of(bulk.next(60).value());
    EXPECT_EQ((std::vector<Octets>{before, after}),
              (std::vector<Octets>{test::pieces_of(packet, 1, 60)[0],
                                   test::pieces_of(packet, 1, 60)[1]}));
    EXPECT_TRUE(bulk.more());
    bulk.drop();
    EXPECT_FALSE(bulk.more());
    EXPECT_EQ(bulk.next(60).error(), Error::empty);
}

TEST(Fragmenter, RefusesLengthsThatContradictThePacketOrTheHeader) {
    const Octets packet = test::uplink_of(test::payload_of(2000));
    Fragmenter fragmenter;
    EXPECT_EQ(fragmenter.begin(packet, {0, 48}, 1).error(), Error::range);
    EXPECT_EQ(fragmenter.begin(packet, {packet.size() + 1, 48}, 1).error(), Error::range);
    EXPECT_EQ(fragmenter.begin(packet, {18, kLargestDatagram + 1}, 1).error(), Error::range);
    EXPECT_EQ(fragmenter.begin(packet, {18, 48}, 1).error(), Error::range);  // 2048 in all.
    EXPECT_FALSE(fragmenter.more());
    EXPECT_TRUE(fragmenter.begin(Bytes{packet}.first(packet.size() - 1), {18, 48}, 1).ok());
}

TEST(Fragmenter, AFragmentNeedsTheRoomItTakes) {
    const Octets packet = test::uplink_of(test::payload_of(100));
    Fragmenter fragmenter;
    ASSERT_TRUE(fragmenter.begin(packet, header_lengths(packet).value(), 1).ok());
    const Fragment piece = fragmenter.next(60).value();
    Octets small(piece.octets() - 1);
    EXPECT_EQ(write_fragment(piece, small).error(), Error::full);
}

TEST(FragmentHeader, ComesBackAndIsRefusedWhenItIsAnotherOrCut) {
    const auto first = read_fragment_header(Octets{0xC5, 0x00, 0x12, 0x34}).value();
    EXPECT_TRUE(first.first);
    EXPECT_EQ(first.size, 0x500);
    EXPECT_EQ(first.tag, 0x1234);
    EXPECT_EQ(first.octets, 4U);
    const auto later = read_fragment_header(Octets{0xE7, 0xFF, 0, 1, 0xFF}).value();
    EXPECT_FALSE(later.first);
    EXPECT_EQ(later.size, 0x7FF);
    EXPECT_EQ(later.offset, 0xFF);
    EXPECT_EQ(read_fragment_header(Octets{0xE7, 0xFF, 0, 1}).error(), Error::malformed);
    EXPECT_EQ(read_fragment_header(Octets{0xC5, 0, 1}).error(), Error::malformed);
    for (unsigned dispatch = 0; dispatch < 256; ++dispatch) {
        const bool is_one = dispatch >> 3U == 0x18 || dispatch >> 3U == 0x1C;
        const Octets octets{static_cast<std::uint8_t>(dispatch), 0, 0, 0, 0};
        EXPECT_EQ(is_fragment(octets), is_one) << dispatch;
        EXPECT_EQ(read_fragment_header(octets).ok(), is_one) << dispatch;
    }
    EXPECT_FALSE(is_fragment({}));
}

// Traffic class and flow label, hop limit, both addresses and both ports in line: 47 octets.
TEST(HeaderLengths, OfTheLongestAndOfEveryTruncatedPacket) {
    Octets longest(47, 0);
    longest[0] = 0x64;
    longest[1] = 0x80;
    longest[2 + 1 + 4 + 1 + 32] = 0xF0;
    EXPECT_EQ(header_lengths(longest).value().compressed, 47U);
    EXPECT_EQ(header_lengths(longest).value().uncompressed, 48U);
    for (std::size_t length = 0; length < longest.size(); ++length) {
        EXPECT_FALSE(header_lengths(Bytes{longest}.first(length)).ok()) << length;
    }
    const Octets uplink = test::uplink_of(test::payload_of(5));
    EXPECT_EQ(header_lengths(uplink).value().compressed, test::kUplinkHeaders);
}

}  // namespace
}  // namespace meter::net
