#pragma once

// Who takes the coded field apart. A model of the decoder in software, or the verilated hardware.

#include <cstddef>

#include "models/codec/codec.h"

namespace bench::modem {

class Decoder {
public:
    virtual ~Decoder() = default;
    // As codec::viterbi with Code::nrnsc: `soft` is a whole coded field after deinterleaving, one
    // value within +-codec::kSoftLimit for each coded bit; the answer has `information_bits` bits.
    [[nodiscard]] virtual codec::Bits decode(codec::SoftsView soft,
                                             std::size_t information_bits) = 0;
};

class ViterbiDecoder : public Decoder {
public:
    [[nodiscard]] codec::Bits decode(codec::SoftsView soft, std::size_t information_bits) override;
};

}  // namespace bench::modem
