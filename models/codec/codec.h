#pragma once

// The forward error correction of IEEE 802.15.4 SUN FSK (802.15.4-2020, 19.3.4 ff.), bit for bit.
//
// A bit is one octet, 0 or 1, in the order of transmission. Constraint length 4, rate 1/2: each
// information bit gives u1, then u0. The recursive code (RSC) is systematic, the other (NRNSC) is
// not. Encoding starts from state 000, is ended by three tail bits that lead back to it, and is
// filled with pad bits so that the coded field is a whole number of 32-bit interleaver blocks.
// Source of the order of bits in a pair and of the interleaver: a single open implementation
// (sun_phy), not the standard's figures.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bench::codec {

using Bits = std::vector<std::uint8_t>;
using BitsView = std::span<const std::uint8_t>;
// Soft values, one per coded bit: positive for 1, negative for 0; its size is how sure it is.
using Softs = std::vector<std::int16_t>;
using SoftsView = std::span<const std::int16_t>;

enum class Code : std::uint8_t { nrnsc, rsc };

// Soft values beyond +-kSoftLimit are clipped before decoding: a burst must not outweigh the rest
// of the frame. Three bits and a sign, as the RTL decoder takes them.
inline constexpr std::int16_t kSoftLimit = 7;

// Information bits to coded bits, pair by pair, without tail and pad: 2 n bits.
[[nodiscard]] Bits convolve(BitsView information, Code code);
// PHR and PSDU bits (a whole number of octets) with tail and pad, convolved: a multiple of 32 bits.
[[nodiscard]] Bits encode_field(BitsView information, Code code);
// Of encode_field, for so many octets of information (PHR included).
[[nodiscard]] std::size_t coded_bits(std::size_t octets);

// Blocks of 16 pairs: pair k goes to place 15 - 4 (k mod 4) - floor(k / 4). A rest of less than a
// block stays in place. The same permutation restores.
[[nodiscard]] Bits interleave(BitsView coded);
[[nodiscard]] Softs deinterleave(SoftsView soft);

// The most likely information of a field that began in state 000 and was ended by its tail:
// `information_bits` of it, tail and pad cut off. Metrics are clipped to +-kSoftLimit.
[[nodiscard]] Bits viterbi(SoftsView soft, std::size_t information_bits, Code code);

}  // namespace bench::codec
