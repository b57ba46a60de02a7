#pragma once

// What COSEM needs from security: an APDU goes in plain and comes out general-glo-ciphered, and
// back.

#include <cstdint>
#include <span>

#include "firmware/core/bytes.h"
#include "firmware/core/result.h"

namespace meter::cosem {

struct Sealed {
    std::size_t size = 0;
    std::uint32_t invocation_counter = 0;
};

class Sealer {
public:
    // Writes a general-glo-ciphering APDU to `out`. Error::exhausted when no counter is left in
    // hand.
    virtual Result<Sealed> seal(Bytes plain, std::span<std::uint8_t> out) = 0;
    // Writes the plain APDU to `out`, answers its size. Error::forged, Error::replayed,
    // Error::malformed.
    virtual Result<std::size_t> open(Bytes sealed, std::span<std::uint8_t> out) = 0;

protected:
    ~Sealer() = default;
};

}  // namespace meter::cosem
