#include <gtest/gtest.h>

#include "firmware/net/fragment_test.h"
#include "firmware/net/reassembler.h"
#include "models/chance/chance.h"

namespace meter::net {
namespace {

using bench::chance::Key;
using test::Octets;
using test::Rig;

using Pieces = std::vector<Octets>;

const Octets kPacket = test::uplink_of(test::payload_of(396));

Octets copied(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

Eui64 source_of(std::uint8_t number) { return {{0x00, 0x12, 0x4B, 0, 0, 0, 1, number}}; }

TEST(Reassembler, SixteenSourcesOfOneTagDoNotMix) {
    Rig<kCollectorPlaces> rig;
    std::vector<Octets> packets;
    std::vector<Pieces> pieces;
    for (unsigned i = 0; i < kCollectorPlaces; ++i) {
        packets.push_back(test::uplink_of(test::payload_of(396, i)));
        pieces.push_back(test::pieces_of(packets[i], 7, 100));
    }
    for (std::size_t round = 0; round < 5; ++round) {
        for (std::uint8_t i = 0; i < kCollectorPlaces; ++i) {
            const auto answer = rig.take(pieces[i][round], source_of(i));
            ASSERT_EQ(answer.ok(), round == 4);
            if (answer.ok()) {
                EXPECT_EQ(copied(answer.value()), packets[i]);
            }
        }
    }
    EXPECT_EQ(rig.reassembler.counters().whole, kCollectorPlaces);
}

TEST(Reassembler, TwoTagsAndTwoSizesOfOneSourceDoNotMix) {
    Rig<kMeterPlaces> rig;
    const Octets alarm = test::uplink_of(test::payload_of(120, 9));
    const Octets twin = test::uplink_of(test::payload_of(396, 9));
    for (const Octets& other : {alarm, twin}) {
        const Pieces bulk = test::pieces_of(kPacket, 7, 100);
        const Pieces urgent = test::pieces_of(other, 8, 100);
        for (std::size_t i = 0; i + 1 < bulk.size(); ++i) {
            EXPECT_FALSE(rig.take(bulk[i]).ok());
            if (i < urgent.size()) {
                EXPECT_EQ(rig.take(urgent[i]).ok(), i + 1 == urgent.size());
            }
        }
        if (urgent.size() == bulk.size()) {
            EXPECT_EQ(copied(rig.take(urgent.back()).value()), other);
        }
        EXPECT_EQ(copied(rig.take(bulk.back()).value()), kPacket);
        rig.now += kReassemblyTimeOut;
    }
}

TEST(Reassembler, ADatagramIsGivenUpAfterItsTimeCountedFromItsFirstPiece) {
    Rig<1> rig;
    const Pieces pieces = test::pieces_of(kPacket, 7, 100);
    const auto feed_up_to_last = [&] {
        for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
            EXPECT_FALSE(rig.take(pieces[i]).ok());
            rig.now += seconds(1);
        }
    };
    feed_up_to_last();
    rig.now += seconds(1) - Duration{1};
    EXPECT_EQ(copied(rig.take(pieces.back()).value()), kPacket);  // 1 us before.
    rig.now += seconds(10);
    feed_up_to_last();
    rig.now += seconds(1);
    EXPECT_EQ(rig.take(pieces.back()).error(), Error::empty);
    EXPECT_EQ(rig.reassembler.counters().timed_out, 1U);
    EXPECT_EQ(rig.reassembler.counters().whole, 1U);
    EXPECT_EQ(rig.reassembler.under_way(), 1U);  // The late piece, waiting for the others.
}

TEST(Reassembler, AThirdDatagramOfASourceTakesThePlaceOfItsQuietestAlone) {
    Rig<kMeterPlaces> rig;
    std::vector<Pieces> pieces;
    for (std::uint16_t tag = 0; tag < 3; ++tag)
        pieces.push_back(test::pieces_of(kPacket, tag, 100));
    const auto feed = [&](std::size_t tag, std::size_t index) {
        rig.now += milliseconds(1);
        return rig.take(pieces[tag][index]).ok();
    };
    EXPECT_FALSE(rig.take(pieces[0][0], source_of(1)).ok());  // Quieter, but of another.
    feed(0, 0);
    feed(1, 0);
    feed(0, 1);
    feed(2, 0);  // Evicts tag 1.
    EXPECT_EQ(rig.reassembler.counters().evicted, 1U);
    EXPECT_EQ(rig.reassembler.under_way(), 3U);
    EXPECT_FALSE(feed(0, 2));
    EXPECT_FALSE(feed(0, 3));
    EXPECT_TRUE(feed(0, 4));
    for (std::size_t i = 1; i < 4; ++i) EXPECT_FALSE(feed(2, i));
    EXPECT_TRUE(feed(2, 4));
}

TEST(Reassembler, WhenFullTheQuietestIsDroppedAndCounted) {
    Rig<kMeterPlaces> rig;
    const Pieces pieces = test::pieces_of(kPacket, 7, 100);
    const auto feed = [&](std::uint8_t source, std::size_t index) {
        rig.now += milliseconds(1);
        return rig.take(pieces[index], source_of(source)).ok();
    };
    for (std::uint8_t source = 0; source < 4; ++source) feed(source, 0);
    feed(0, 1);
    feed(4, 0);  // Instead of source 1.
    EXPECT_EQ(rig.reassembler.counters().evicted, 1U);
    EXPECT_EQ(rig.reassembler.under_way(), kMeterPlaces);
    for (const std::uint8_t source : {std::uint8_t{0}, std::uint8_t{2}, std::uint8_t{4}}) {
        bool whole = false;
        for (std::size_t i = 1; i < pieces.size(); ++i) whole = feed(source, i);
        EXPECT_TRUE(whole) << int{source};
    }
    EXPECT_EQ(rig.reassembler.counters().evicted, 1U);
}

TEST(Reassembler, AFloodOfFirstPiecesStaysWithinItsPlaces) {
    Rig<kMeterPlaces> rig;
    const Octets first = test::pieces_of(kPacket, 7, 100)[0];
    for (std::uint32_t i = 0; i < 70000; ++i) {
        Octets piece = first;
        piece[2] = static_cast<std::uint8_t>(i >> 8U);
        piece[3] = static_cast<std::uint8_t>(i);
        ASSERT_FALSE(rig.take(piece, source_of(static_cast<std::uint8_t>(i % 251))).ok());
        ASSERT_LE(rig.reassembler.under_way(), kMeterPlaces);
    }
    EXPECT_EQ(rig.reassembler.counters().evicted, 70000U - kMeterPlaces);
}

// 1280 octets of IPv6 fit a place of 1280; one more is refused. The longest that a header can say
// fits a place of that length.
TEST(Reassembler, ThePlacesLengthIsTheLimit) {
    Rig<1> rig;
    const Octets longest = test::uplink_of(test::payload_of(kPlaceOctets - 48));
    const Pieces pieces = test::pieces_of(longest, 1, 250);
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) EXPECT_FALSE(rig.take(pieces[i]).ok());
    EXPECT_EQ(copied(rig.take(pieces.back()).value()), longest);
    const Octets longer = test::uplink_of(test::payload_of(kPlaceOctets - 47));
    EXPECT_EQ(rig.take(test::pieces_of(longer, 2, 250)[0]).error(), Error::range);

    Rig<1, 4000> large;
    const Octets utmost = test::uplink_of(test::payload_of(kLargestDatagram - 48));
    Octets whole;
    for (const Octets& piece : test::pieces_of(utmost, 3, 24)) {
        const auto answer = large.take(piece);
        if (answer.ok()) whole = copied(answer.value());
    }
    EXPECT_EQ(whole, utmost);
}

// Changes, cuts and lengthens a piece.
Octets altered(Octets piece, const Key& key) {
    const std::uint64_t changes = key.below(0, 4);
    for (std::uint64_t i = 0; i < changes; ++i) {
        piece[key.below(10 + i, piece.size())] = static_cast<std::uint8_t>(key.bits(20 + i));
    }
    if (key.below(1, 4) == 0) piece.resize(key.below(2, piece.size() + 20));
    piece.shrink_to_fit();  // A heap block of its exact size, for the address sanitizer.
    return piece;
}

// Every piece is altered in its turn, then comes as it was. What becomes whole and passes the
// checksum is what was sent.
TEST(Reassembler, TwoHundredThousandAlteredPiecesAreHarmless) {
    const Key key = Key{3}.of("altered");
    const Pieces pieces = test::pieces_of(kPacket, 7, 100);
    Rig<kMeterPlaces> rig;
    unsigned right = 0;
    unsigned wrong = 0;
    const auto feed = [&](const Octets& piece) {
        const auto answer = rig.take(piece);
        ASSERT_LE(rig.reassembler.under_way(), kMeterPlaces);
        if (!answer.ok()) return;
        const auto datagram =
            decompress(answer.value(), test::kContexts, test::kMeterEui, test::kCollectorEui);
        if (datagram.ok()) ++(copied(answer.value()) == kPacket ? right : wrong);
    };
    for (std::uint64_t i = 0; i < 200000; ++i) {
        const Octets& piece = pieces[i % pieces.size()];
        feed(altered(piece, key.of(i)));
        feed(piece);
        if (i % pieces.size() == 0) rig.now += seconds(1);
    }
    EXPECT_GT(right, 2000U);
    EXPECT_LE(wrong, 3U);  // One of 65 536 passes the checksum by chance.
    const ReassemblyCounters& counters = rig.reassembler.counters();
    EXPECT_GT(counters.overlapped, 1000U);
    EXPECT_GT(counters.refused, 10000U);
    EXPECT_GT(counters.evicted, 100U);
}

}  // namespace
}  // namespace meter::net
