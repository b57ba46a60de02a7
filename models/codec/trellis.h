#pragma once

// One step of the encoders: three delays M0 M1 M2, M0 the newest and the highest bit of a state.
//
// NRNSC shifts the information bit in, u0 = not(b + M0 + M1 + M2) (17 octal), u1 = not(b + M1 + M2)
// (13 octal). RSC shifts f = b + M0 + M1 + M2 in, u0 = b, u1 = f + M1 + M2. Sums are modulo 2.

#include "models/codec/codec.h"

namespace bench::codec {

inline constexpr unsigned kStates = 8;
inline constexpr std::size_t kTailBits = 3;

constexpr unsigned parity(unsigned state) { return (state ^ (state >> 1U) ^ (state >> 2U)) & 1U; }

// What is shifted in when `bit` (0 or 1) is encoded in `state`. The same rule gives the bit back.
constexpr unsigned shifted_in(Code code, unsigned state, unsigned bit) {
    return code == Code::rsc ? bit ^ parity(state) : bit;
}

constexpr unsigned next_state(unsigned state, unsigned shifted) {
    return (shifted << 2U) | (state >> 1U);
}

// The pair on the air, u1 (bit 1) before u0 (bit 0).
constexpr unsigned output_pair(Code code, unsigned state, unsigned shifted) {
    const unsigned upper = shifted ^ parity(state & 3U);
    const unsigned whole = shifted ^ parity(state);
    return code == Code::rsc ? (upper << 1U) | whole : ((upper ^ 1U) << 1U) | (whole ^ 1U);
}

}  // namespace bench::codec
