// Bits, orders and numbers of the RTL against the values of the channel reference, section 2.1.

#include "rtl/fsk_codec/reference.h"

namespace bench::fsk_codec {
namespace {

using codec::Bits;
using codec::Code;

Bits bits(const std::string& text) {
    Bits result;
    for (const char c : text) {
        if (c != ' ') result.push_back(c == '1' ? 1 : 0);
    }
    return result;
}

Bits first(const Bits& all, std::size_t count) {
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
}

// What went into a recursive systematic encoder: its u0.
Bits systematic(const Bits& coded, std::size_t from, std::size_t count) {
    Bits result;
    for (std::size_t i = from; i < from + count; ++i) result.push_back(coded[2 * i + 1]);
    return result;
}

const Bits kInformation = bits("0000 1111 0111 0000");

TEST(FskCodecVectors, nrnsc) {
    RtlCodec rtl;
    EXPECT_EQ(first(rtl.encode_field(kInformation, Code::nrnsc), 32),
              bits("11111111000110011000101010110011"));
}

TEST(FskCodecVectors, nrnsc_interleaved) {
    RtlCodec rtl;
    EXPECT_EQ(first(rtl.transmit(kInformation, {.interleave = true}), 32),
              bits("11100111001010111100011110100011"));
}

TEST(FskCodecVectors, rsc) {
    RtlCodec rtl;
    EXPECT_EQ(first(rtl.encode_field(kInformation, Code::rsc), 32),
              bits("00000000110111110011011100101000"));
}

TEST(FskCodecVectors, rsc_interleaved) {
    RtlCodec rtl;
    EXPECT_EQ(first(rtl.transmit(kInformation, {.code = Code::rsc, .interleave = true}), 32),
              bits("00111100100111001011010000001100"));
}

TEST(FskCodecVectors, recursive_tail_of_each_state) {
    const std::array tails{"000", "100", "110", "010", "111", "011", "001", "101"};
    RtlCodec rtl;
    for (unsigned octet = 0; octet < 256; ++octet) {
        Bits information;
        unsigned state = 0;  // {M0, M1, M2}
        for (unsigned i = 0; i < 8; ++i) {
            const unsigned bit = (octet >> i) & 1U;
            information.push_back(static_cast<std::uint8_t>(bit));
            state = ((bit ^ (state >> 2) ^ (state >> 1) ^ state) & 1U) << 2 | state >> 1;
        }
        EXPECT_EQ(systematic(rtl.encode_field(information, Code::rsc), 8, 3),
                  bits(tails.at(state)));
    }
}

TEST(FskCodecVectors, pad_of_odd_and_even_octets) {
    RtlCodec rtl;
    const Bits odd = rtl.encode_field(Bits(24, 1), Code::rsc);
    const Bits even = rtl.encode_field(Bits(32, 1), Code::rsc);
    ASSERT_EQ(odd.size(), 2 * (24 + 3 + 5));
    ASSERT_EQ(even.size(), 2 * (32 + 3 + 13));
    EXPECT_EQ(systematic(odd, 27, 5), bits("01011"));
    EXPECT_EQ(systematic(even, 35, 13), bits("0101100001011"));
}

TEST(FskCodecVectors, whitening_starts_at_the_psdu) {
    RtlCodec rtl;
    const Bits information = drawn_bits(chance::Key{3}, 12);
    Bits difference = rtl.transmit(information, {.whiten = true});
    const Bits plain = rtl.transmit(information, {});
    for (std::size_t i = 0; i < plain.size(); ++i) difference[i] ^= plain[i];
    EXPECT_EQ(first(difference, 32), Bits(32, 0));
    // 0F 70 B3 6F 43 98 48 AE BC 97
    EXPECT_EQ(
        Bits(difference.begin() + 32, difference.begin() + 112),
        bits("00001111 01110000 10110011 01101111 01000011 10011000 01001000 10101110 10111100 "
             "10010111"));
}

TEST(FskCodecVectors, check_sequence_of_a_short_payload) {
    // MHR 02 00 6A, least significant bit first, after a PHR of zeros: crc32(02 00 6A 00) =
    // 0x145F94BA.
    const Bits information = bits("0000000000000000 01000000 00000000 01010110");
    RtlCodec rtl;
    const Bits coded = rtl.transmit(information, {.code = Code::rsc, .fcs = true});
    EXPECT_EQ(systematic(coded, 0, 40), information);
    EXPECT_EQ(systematic(coded, 40, 32), bits("0101 1101 0010 1001 1111 1010 0010 1000"));
}

}  // namespace
}  // namespace bench::fsk_codec
