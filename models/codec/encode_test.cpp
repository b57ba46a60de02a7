#include <algorithm>

#include <gtest/gtest.h>

#include "models/codec/codec_test.h"
#include "models/codec/trellis.h"

namespace bench::codec {
namespace {

constexpr std::string_view kInformation = "0000111101110000";

// Vectors computed by a second program after the same open implementation (sun_phy).
TEST(Convolve, GivesTheVectors) {
    const Bits information = bits_of(kInformation);
    EXPECT_EQ(text_of(convolve(information, Code::nrnsc)), "11111111000110011000101010110011");
    EXPECT_EQ(text_of(convolve(information, Code::rsc)), "00000000110111110011011100101000");
}

TEST(Interleave, GivesTheVectors) {
    const Bits information = bits_of(kInformation);
    EXPECT_EQ(text_of(interleave(convolve(information, Code::nrnsc))),
              "11100111001010111100011110100011");
    EXPECT_EQ(text_of(interleave(convolve(information, Code::rsc))),
              "00111100100111001011010000001100");
}

TEST(Interleave, PutsEachPairInItsPlace) {
    constexpr int kPlaces[] = {15, 11, 7, 3, 14, 10, 6, 2, 13, 9, 5, 1, 12, 8, 4, 0};
    for (std::size_t k = 0; k < 16; ++k) {
        Bits block(32);
        block[2 * k + 1] = 1;
        const Bits placed = interleave(block);
        EXPECT_EQ(placed[2 * static_cast<std::size_t>(kPlaces[k]) + 1], 1) << k;
    }
}

TEST(Interleave, RestoresItself) {
    const Bits coded = drawn_bits(3 * 32 + 10, chance::Key{3});
    const Bits placed = interleave(coded);
    EXPECT_NE(placed, coded);
    EXPECT_EQ(interleave(placed), coded);
    EXPECT_EQ(deinterleave(softs_of(placed, 5)), softs_of(coded, 5));
}

TEST(Interleave, LeavesARestInPlace) {
    const Bits rest = drawn_bits(31, chance::Key{4});
    EXPECT_EQ(interleave(rest), rest);
    EXPECT_TRUE(interleave({}).empty());
}

// The whole field encoded as plain bits must equal the field with this tail and this pad.
void expect_tail(Code code, std::string_view three_bits, std::string_view tail) {
    // An octet whose last three bits are these, after five zeros: the state before the tail.
    const Bits octet = bits_of("00000" + std::string{three_bits});
    const Bits whole = bits_of(text_of(octet) + std::string{tail} + "01011");
    EXPECT_EQ(text_of(encode_field(octet, code)), text_of(convolve(whole, code))) << three_bits;
}

TEST(EncodeField, EndsTheNonRecursiveCodeWithZeros) {
    for (const auto* last : {"000", "001", "010", "011", "100", "101", "110", "111"}) {
        expect_tail(Code::nrnsc, last, "000");
    }
}

// The information that leads to each state M0 M1 M2, and the tail of the standard for that state.
TEST(EncodeField, EndsTheRecursiveCodeByItsState) {
    constexpr const char* kTails[] = {"000", "100", "110", "010", "111", "011", "001", "101"};
    for (unsigned state = 0; state < kStates; ++state) {
        unsigned at = 0;
        std::string information;
        // M2 is what was shifted in first.
        for (const unsigned bit : {state & 1U, (state >> 1U) & 1U, state >> 2U}) {
            information += shifted_in(Code::rsc, at, bit) == 1 ? '1' : '0';
            at = next_state(at, bit);
        }
        ASSERT_EQ(at, state);
        expect_tail(Code::rsc, information, kTails[state]);
    }
}

TEST(EncodeField, PadsOddAndEvenNumbersOfOctets) {
    const Bits one = drawn_bits(8, chance::Key{1});
    const Bits two = drawn_bits(16, chance::Key{2});
    EXPECT_EQ(encode_field(one, Code::nrnsc),
              convolve(bits_of(text_of(one) + "000" + "01011"), Code::nrnsc));
    EXPECT_EQ(encode_field(two, Code::nrnsc),
              convolve(bits_of(text_of(two) + "000" + "0101100001011"), Code::nrnsc));
}

TEST(EncodeField, IsAsLongAsSaidAndWholeBlocks) {
    for (std::size_t octets = 0; octets < 40; ++octets) {
        const Bits field = encode_field(drawn_bits(8 * octets, chance::Key{octets}), Code::nrnsc);
        EXPECT_EQ(field.size(), coded_bits(octets));
        EXPECT_EQ(field.size() % 32, 0U) << octets;
        EXPECT_EQ(field.size(), (8 * octets + 3 + (octets % 2 == 1 ? 5U : 13U)) * 2);
    }
}

// 250 octets and the two of the length: 16 information bits more than the octets themselves.
TEST(EncodeField, HasTheLengthOfAMeterFrame) { EXPECT_EQ(coded_bits(252), 4064U); }

std::size_t distance(BitsView a, BitsView b) {
    std::size_t differ = 0;
    for (std::size_t i = 0; i < a.size(); ++i) differ += a[i] != b[i] ? 1U : 0U;
    return differ;
}

// Both codes have the polynomials 13 and 17 (octal), whose free distance is 6: the least distance
// between zeros and anything else, over all words of 12 bits and their tails.
TEST(Convolve, HasFreeDistanceSix) {
    for (const Code code : {Code::nrnsc, Code::rsc}) {
        const Bits zeros = encode_field(Bits(16), code);
        std::size_t least = 1000;
        for (unsigned word = 1; word < 0x1000; ++word) {
            Bits information(16);
            for (unsigned i = 0; i < 12; ++i) information[i] = (word >> i) & 1U;
            // Pads are alike after equal tails, so they add nothing.
            least = std::min(least, distance(encode_field(information, code), zeros));
        }
        EXPECT_EQ(least, 6U);
    }
}

}  // namespace
}  // namespace bench::codec
