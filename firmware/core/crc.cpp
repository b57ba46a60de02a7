#include "firmware/core/crc.h"

#include <array>
#include <cstddef>

namespace meter {
namespace {

constexpr std::array<std::uint32_t, 256> make_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1U) != 0 ? (value >> 1U) ^ 0xEDB88320U : value >> 1U;
        }
        table[i] = value;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> kTable = make_table();

constexpr std::array<std::uint16_t, 256> make_table_16() {
    std::array<std::uint16_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i << 8U;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 0x8000U) != 0 ? (value << 1U) ^ 0x1021U : value << 1U;
        table[i] = static_cast<std::uint16_t>(value);
    }
    return table;
}

constexpr std::array<std::uint16_t, 256> kTable16 = make_table_16();

}  // namespace

std::uint32_t crc32(Bytes data) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const std::uint8_t octet : data) value = kTable[(value ^ octet) & 0xFFU] ^ (value >> 8U);
    return ~value;
}

std::uint16_t crc16(Bytes data) {
    std::uint32_t value = 0xFFFFU;
    for (const std::uint8_t octet : data)
        value = kTable16[(value >> 8U ^ octet) & 0xFFU] ^ (value << 8U & 0xFFFFU);
    return static_cast<std::uint16_t>(value);
}

}  // namespace meter
