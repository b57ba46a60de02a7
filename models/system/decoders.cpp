#include "models/system/decoders.h"

#include "rtl/fsk_codec/rtl_codec.h"

namespace bench::system {
namespace {

class RtlDecoder final : public modem::Decoder {
public:
    codec::Bits decode(codec::SoftsView soft, std::size_t information_bits) override {
        return rtl_.decode(soft, information_bits);
    }

private:
    fsk_codec::RtlCodec rtl_;
};

}  // namespace

std::unique_ptr<modem::Decoder> make_decoder(RadioFidelity fidelity) {
    switch (fidelity) {
        case RadioFidelity::packet:
            return nullptr;
        case RadioFidelity::bit:
            return std::make_unique<modem::ViterbiDecoder>();
        case RadioFidelity::rtl:
            return std::make_unique<RtlDecoder>();
    }
    return nullptr;
}

}  // namespace bench::system
