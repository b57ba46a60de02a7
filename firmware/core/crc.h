#pragma once

// CRC-32 (IEEE 802.3: polynomial 0x04C11DB7 reflected, initial value and final XOR all ones).
// Check value of "123456789": 0xCBF43926.

#include <cstdint>

#include "firmware/core/bytes.h"

namespace meter {

[[nodiscard]] std::uint32_t crc32(Bytes data);

// CRC-16/CCITT-FALSE: polynomial 0x1021, initial value all ones, nothing reflected. Check value of
// "123456789": 0x29B1.
[[nodiscard]] std::uint16_t crc16(Bytes data);

}  // namespace meter
