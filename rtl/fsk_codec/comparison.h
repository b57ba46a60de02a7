#pragma once

// The RTL against models/codec, frame after frame.

#include <cstdint>

#include "models/chance/chance.h"
#include "rtl/fsk_codec/rtl_codec.h"

namespace bench::fsk_codec {

struct Comparison {
    std::uint64_t frames = 0;
    std::uint64_t encoded_bits = 0;        // Coded bits that came out of the transmit path.
    std::uint64_t decoded_bits = 0;        // Information bits that came out of the receive path.
    std::uint64_t channel_errors = 0;      // Coded bits whose sign the noise turned round.
    std::uint64_t wrong_bits = 0;          // Decoded bits that were not sent: what the noise did.
    std::uint64_t unmerged_frames = 0;     // Decided before the survivors agreed; not compared.
    std::uint64_t encode_differences = 0;  // Bits.
    std::uint64_t decode_differences = 0;  // Bits, of merged frames.
};

// Frames of 3 to 258 octets with both codes, with and without interleaver, whitening and FCS, until
// so many coded and decoded bits are compared. The amplitude is that of noisy().
[[nodiscard]] Comparison compare(RtlCodec& rtl, const chance::Key& key, int amplitude,
                                 std::uint64_t bits);

}  // namespace bench::fsk_codec
