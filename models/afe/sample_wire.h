#pragma once

// One frame as its octets on the serial bus, big-endian: frame counter (2), status (1: bit n,
// channel n saturated), seven samples of three octets in two's complement, CRC-16/CCITT-FALSE over
// the 24 octets before it. The same constants stand in the firmware's hardware interface; the
// board, which sees both, asserts that they are equal.

#include <cstddef>
#include <cstdint>
#include <span>

#include "models/afe/sample_converter.h"

namespace bench::afe {

inline constexpr std::size_t kFrameOctets = 26;
inline constexpr std::size_t kFramesPerRead = 80;

// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, not reflected; "123456789" gives 0x29B1.
[[nodiscard]] std::uint16_t crc16(std::span<const std::uint8_t> octets);

void encode(const Frame& frame, std::uint16_t counter, std::span<std::uint8_t, kFrameOctets> out);

}  // namespace bench::afe
