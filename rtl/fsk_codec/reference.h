#pragma once

// What the RTL is compared with: models/codec, and the two steps that it does not have.

#include <cstddef>

#include "models/chance/chance.h"
#include "models/codec/codec.h"
#include "rtl/fsk_codec/rtl_codec.h"

namespace bench::fsk_codec {

// PN9, x^9 + x^5 + 1 from 0x1FF (802.15.4-2020, 16.2.3).
[[nodiscard]] codec::Bits whitening(std::size_t bits);
// FCS-32 of payload bits in the order of the air, likewise in that order.
[[nodiscard]] codec::Bits fcs32(codec::BitsView payload);

// What RtlCodec::transmit must give, from codec::encode_field and codec::interleave.
[[nodiscard]] codec::Bits sent_field(codec::BitsView information, const Settings& settings);
// The information with its FCS, if the settings ask for one: what receive must give.
[[nodiscard]] codec::Bits framed(codec::BitsView information, const Settings& settings);

// What codec::viterbi makes of soft values as received, whitened and interleaved.
[[nodiscard]] codec::Bits decoded_field(codec::Softs soft, std::size_t information_bits,
                                        const Settings& settings);

// So many octets of information, drawn by their number.
[[nodiscard]] codec::Bits drawn_bits(const chance::Key& key, std::size_t octets);
// Soft values of sent bits: +-amplitude with noise of standard deviation 9.2, nearly normal (the
// sum of four uniform nibbles), in quarters, clipped to +-7. Es/N0 = amplitude^2 / 170.
[[nodiscard]] codec::Softs noisy(codec::BitsView sent, const chance::Key& key, int amplitude);
// Without noise.
[[nodiscard]] codec::Softs clean(codec::BitsView sent);

}  // namespace bench::fsk_codec
