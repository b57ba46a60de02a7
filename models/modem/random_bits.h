#pragma once

#include <cstddef>
#include <cstdint>

#include "models/chance/chance.h"
#include "models/codec/codec.h"

namespace bench::modem {

// Even odds, 64 bits from each draw of the key.
inline codec::Bits random_bits(std::size_t count, const chance::Key& key) {
    codec::Bits bits(count);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % 64 == 0) word = key.bits(i / 64);
        bits[i] = static_cast<std::uint8_t>((word >> (i % 64)) & 1U);
    }
    return bits;
}

}  // namespace bench::modem
