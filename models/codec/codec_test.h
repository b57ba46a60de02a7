#pragma once

// What both test files need: bits from text and back, draws, and hard decisions as soft values.

#include <string>
#include <string_view>

#include "models/chance/chance.h"
#include "models/codec/codec.h"

namespace bench::codec {

inline Bits bits_of(std::string_view text) {
    Bits bits;
    for (const char c : text) bits.push_back(c == '1' ? 1 : 0);
    return bits;
}

inline std::string text_of(BitsView bits) {
    std::string text;
    for (const std::uint8_t bit : bits) text += bit == 1 ? '1' : '0';
    return text;
}

inline Bits drawn_bits(std::size_t count, const chance::Key& key) {
    Bits bits(count);
    for (std::size_t i = 0; i < count; ++i) bits[i] = key.bits(i) & 1U;
    return bits;
}

inline Softs softs_of(BitsView coded, std::int16_t size) {
    Softs softs;
    for (const std::uint8_t bit : coded) {
        softs.push_back(static_cast<std::int16_t>(bit == 1 ? size : -size));
    }
    return softs;
}

}  // namespace bench::codec
