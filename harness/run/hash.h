#pragma once

// The mixing behind fingerprints: one multiplication a word, the high half folded onto the low one
// (as in wyhash and its kin).

#include <cstdint>
#include <cstring>
#include <span>

#include "models/numeric/int128.h"

namespace bench::run {

[[nodiscard]] inline std::uint64_t mix(std::uint64_t state, std::uint64_t word) {
    const Uint128 product =
        static_cast<Uint128>(state ^ 0x9E3779B97F4A7C15U) * (word ^ 0xD1B54A32D192ED03U);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

[[nodiscard]] inline std::uint64_t mix_bytes(std::uint64_t state,
                                             std::span<const std::uint8_t> bytes) {
    while (bytes.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), 8);
        state = mix(state, word);
        bytes = bytes.subspan(8);
    }
    std::uint64_t word = bytes.size() + 1;
    for (const std::uint8_t octet : bytes) word = word << 8U | octet;
    return mix(state, word);
}

}  // namespace bench::run
