#pragma once

// cosem::Sealer on security's general-glo-ciphering.

#include "firmware/cosem/sealer.h"
#include "firmware/security/glo_ciphering.h"

namespace meter::app {

class JoinSealer final : public cosem::Sealer {
public:
    explicit JoinSealer(security::GloSealer& sealer) : sealer_{sealer} {}
    Result<cosem::Sealed> seal(Bytes plain, std::span<std::uint8_t> out) override {
        const Result<security::SealedApdu> sealed = sealer_.seal(plain, out);
        if (!sealed) return sealed.error();
        return cosem::Sealed{sealed.value().size, sealed.value().invocation_counter};
    }
    Result<std::size_t> open(Bytes sealed, std::span<std::uint8_t> out) override {
        return sealer_.open(sealed, out);
    }

private:
    security::GloSealer& sealer_;
};

}  // namespace meter::app
