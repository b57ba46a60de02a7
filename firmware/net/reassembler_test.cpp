#include "firmware/net/reassembler.h"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "firmware/net/fragment_test.h"
#include "models/chance/chance.h"

namespace meter::net {
namespace {

using bench::chance::Key;
using test::Octets;
using test::Rig;

using Pieces = std::vector<Octets>;

const Octets kPacket = test::uplink_of(test::payload_of(396));
const Pieces kPieces = test::pieces_of(kPacket, 7, 100);  // Five.

Octets copied(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

// What the last of `pieces` gives; every one before it must give nothing yet.
template <typename R>
Octets taken_in(R& rig, const Pieces& pieces, const Eui64& source = test::kMeterEui) {
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        const auto early = rig.take(pieces[i], source);
        if (early.ok() || early.error() != Error::empty) return {};
    }
    const auto whole = rig.take(pieces.back(), source);
    return whole.ok() ? copied(whole.value()) : Octets{};
}

// ---- What comes, comes back ----

// A place of 48 octets more than the project's, so that payloads to 1280 octets fit too.
void comes_back(std::size_t from, std::size_t to) {
    Rig<2, kPlaceOctets + 48> rig;
    std::uint16_t tag = 0;
    for (std::size_t length = from; length <= to; ++length) {
        const Octets packet = test::uplink_of(test::payload_of(length));
        for (std::size_t size = 24; size <= 250; ++size) {
            const Pieces pieces = test::pieces_of(packet, ++tag, size);
            if (packet.size() <= size) {
                ASSERT_EQ(pieces, Pieces{packet});
                continue;
            }
            ASSERT_EQ(taken_in(rig, pieces), packet) << length << " in pieces of " << size;
        }
    }
    EXPECT_EQ(rig.reassembler.counters().evicted, 0U);
    EXPECT_EQ(rig.reassembler.counters().refused, 0U);
}

TEST(Reassembler, PayloadsOf1To640OctetsComeBackFromPiecesOf24To250) { comes_back(1, 640); }
TEST(Reassembler, PayloadsOf641To1000OctetsComeBackFromPiecesOf24To250) { comes_back(641, 1000); }
TEST(Reassembler, PayloadsOf1001To1280OctetsComeBackFromPiecesOf24To250) { comes_back(1001, 1280); }

TEST(Reassembler, WhatComesBackDecompresses) {
    Rig<1> rig;
    const Octets whole = taken_in(rig, kPieces);
    const auto datagram = decompress(whole, test::kContexts, test::kMeterEui, test::kCollectorEui);
    ASSERT_TRUE(datagram.ok());
    EXPECT_EQ(copied(datagram.value().payload), test::payload_of(396));
    EXPECT_EQ(datagram.value().destination, test::kHeadEnd);
}

TEST(Reassembler, TheSizeMayChangeFromPieceToPiece) {
    const Key key{1};
    Rig<1> rig;
    for (std::uint16_t round = 0; round < 2000; ++round) {
        std::vector<std::size_t> sizes(9);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            sizes[i] = 24 + key.of(round).below(i, 227);
        }
        const Octets packet = test::uplink_of(test::payload_of(235 + key.of(round).below(9, 998)));
        ASSERT_EQ(taken_in(rig, test::pieces_of(packet, round, sizes)), packet) << round;
    }
}

TEST(Reassembler, AnyOrderDoes) {
    std::array<std::size_t, 5> order{0, 1, 2, 3, 4};
    ASSERT_EQ(kPieces.size(), order.size());
    int orders = 0;
    do {
        Rig<1> rig;
        Pieces pieces;
        for (const std::size_t index : order) pieces.push_back(kPieces[index]);
        ASSERT_EQ(taken_in(rig, pieces), kPacket);
        ++orders;
    } while (std::ranges::next_permutation(order).found);
    EXPECT_EQ(orders, 120);
}

TEST(Reassembler, EveryLossKeepsItFromBecomingWhole) {
    for (std::size_t lost = 0; lost < kPieces.size(); ++lost) {
        Rig<1> rig;
        for (std::size_t i = 0; i < kPieces.size(); ++i) {
            if (i != lost) {
                EXPECT_EQ(rig.take(kPieces[i]).error(), Error::empty);
            }
        }
        EXPECT_EQ(rig.reassembler.under_way(), 1U);
        EXPECT_TRUE(rig.take(kPieces[lost]).ok());  // Sent again.
        EXPECT_EQ(rig.reassembler.under_way(), 0U);
    }
}

TEST(Reassembler, RepeatsAreIgnoredBeforeAndAfterItIsWhole) {
    Rig<1> rig;
    for (std::size_t i = 0; i + 1 < kPieces.size(); ++i) {
        for (std::size_t earlier = 0; earlier <= i; ++earlier) {
            EXPECT_EQ(rig.take(kPieces[i]).error(), Error::empty);
            EXPECT_EQ(rig.take(kPieces[earlier]).error(), Error::empty);
        }
    }
    EXPECT_EQ(copied(rig.take(kPieces.back()).value()), kPacket);
    for (const Octets& piece : kPieces) EXPECT_EQ(rig.take(piece).error(), Error::empty);
    EXPECT_EQ(rig.reassembler.counters().whole, 1U);
    EXPECT_EQ(rig.reassembler.counters().overlapped, 0U);
    EXPECT_EQ(rig.reassembler.counters().repeated, 16U + 5U);  // 2+4+6+8 fed, 4 of them new.
}

// ---- What contradicts itself ----

TEST(Reassembler, PiecesCutOtherwiseDropWhatHadCome) {
    Rig<1> rig;
    const Pieces others = test::pieces_of(kPacket, 7, 60);
    EXPECT_FALSE(rig.take(kPieces[0]).ok());
    EXPECT_FALSE(rig.take(kPieces[1]).ok());
    EXPECT_FALSE(rig.take(others[1]).ok());  // Lies within the first two, with other ends.
    EXPECT_EQ(rig.reassembler.counters().overlapped, 1U);
    // A fresh reassembly has begun with the latest piece: the other pieces complete it.
    EXPECT_EQ(taken_in(rig,
                       [&] {
                           Pieces rest = others;
                           rest.erase(rest.begin() + 1);
                           return rest;
                       }()),
              kPacket);
}

TEST(Reassembler, TheSameCutWithOtherContentDropsWhatHadCome) {
    for (std::size_t index = 0; index < kPieces.size(); ++index) {
        Rig<1> rig;
        for (std::size_t i = 0; i < kPieces.size(); ++i) {
            if (i == (index + 1) % kPieces.size()) continue;
            EXPECT_FALSE(rig.take(kPieces[i]).ok());
        }
        Octets altered = kPieces[index];
        altered.back() ^= 1U;
        EXPECT_EQ(rig.take(altered).error(), Error::empty);
        EXPECT_EQ(rig.reassembler.counters().overlapped, 1U);
        EXPECT_FALSE(rig.take(kPieces[(index + 1) % kPieces.size()]).ok());
    }
}

TEST(Reassembler, OtherHeadersWithTheSamePayloadAreAContradiction) {
    Rig<1> rig;
    Octets altered = kPieces[0];
    altered[kFirstFragmentHeader + 10] ^= 1U;  // The head end's address.
    EXPECT_FALSE(rig.take(kPieces[0]).ok());
    EXPECT_FALSE(rig.take(altered).ok());
    EXPECT_EQ(rig.reassembler.counters().overlapped, 1U);
}

TEST(Reassembler, APieceLongerThanTheOneThatCameIsAContradiction) {
    const Octets packet = test::uplink_of(test::payload_of(96));
    const std::array<std::size_t, 2> sizes_shorter{33, 5 + 16};
    const std::array<std::size_t, 2> sizes_longer{33, 5 + 24};
    const Pieces shorter = test::pieces_of(packet, 1, sizes_shorter);
    const Pieces longer = test::pieces_of(packet, 1, sizes_longer);
    ASSERT_LT(shorter[1].size(), longer[1].size());
    for (const bool longer_first : {true, false}) {
        Rig<1> rig;
        EXPECT_FALSE(rig.take(longer_first ? longer[1] : shorter[1]).ok());
        EXPECT_FALSE(rig.take(longer_first ? shorter[1] : longer[1]).ok());
        EXPECT_EQ(rig.reassembler.counters().overlapped, 1U);
    }
}

TEST(Reassembler, ATagUsedAgainAfterAResetBeginsAnew) {
    Rig<1> rig;
    EXPECT_EQ(taken_in(rig, kPieces), kPacket);
    const Octets other = test::uplink_of(test::payload_of(396, 5));
    EXPECT_EQ(taken_in(rig, test::pieces_of(other, 7, 100)), other);
    EXPECT_EQ(rig.reassembler.counters().overlapped, 0U);
}

TEST(Reassembler, RefusesWhatNoSenderMakes) {
    const auto error_of = [](Octets fragment) {
        Rig<1> rig;
        const auto answer = rig.take(fragment);
        EXPECT_EQ(rig.reassembler.under_way(), 0U);
        EXPECT_EQ(rig.reassembler.counters().refused, 1U);
        return answer.error();
    };
    const Octets first = kPieces[0];
    const Octets later = kPieces[1];
    const auto with = [](Octets octets, std::size_t at, std::uint8_t value) {
        octets[at] = value;
        return octets;
    };
    EXPECT_EQ(error_of({}), Error::malformed);
    EXPECT_EQ(error_of(kPacket), Error::malformed);                            // Not a fragment.
    EXPECT_EQ(error_of(with(first, 4, 0x41)), Error::malformed);               // Uncompressed IPv6.
    EXPECT_EQ(error_of(with(with(first, 0, 0xC0), 1, 47)), Error::malformed);  // Below the headers.
    EXPECT_EQ(error_of(with(with(first, 0, 0xC0), 1, 48)), Error::malformed);  // Ends beyond.
    EXPECT_EQ(error_of(with(with(first, 0, 0xC5), 1, 1)), Error::range);       // 1281.
    EXPECT_EQ(error_of(with(later, 4, 5)), Error::malformed);  // Within the headers.
    EXPECT_EQ(error_of(with(later, 4, 0)), Error::malformed);
    EXPECT_EQ(error_of(with(later, 4, 0xFF)), Error::malformed);    // Beyond the end.
    EXPECT_EQ(error_of({0xE1, 0xBC, 0, 7, 20}), Error::malformed);  // Without content.
    for (Octets odd : {first, later}) {
        odd.pop_back();
        EXPECT_EQ(error_of(odd), Error::malformed);  // Ends within a unit.
    }
}

TEST(Reassembler, NoTruncatedPieceMakesIt) {
    for (std::size_t index = 0; index < kPieces.size(); ++index) {
        for (std::size_t length = 0; length < kPieces[index].size(); ++length) {
            Rig<1> rig;
            const Octets cut{kPieces[index].begin(),
                             kPieces[index].begin() + static_cast<std::ptrdiff_t>(length)};
            for (std::size_t i = 0; i < kPieces.size(); ++i) {
                ASSERT_FALSE(rig.take(i == index ? cut : kPieces[i]).ok()) << length;
            }
            const bool whole = rig.take(kPieces[index]).ok();
            // A cut on a unit was taken for a shorter piece, which this one contradicts.
            ASSERT_EQ(whole, rig.reassembler.counters().overlapped == 0U) << length;
        }
    }
}

}  // namespace
}  // namespace meter::net
