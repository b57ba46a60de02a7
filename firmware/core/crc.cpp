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

// Eight octets at a time, since every frame of samples is summed: entry [k][v] is the remainder of
// v followed by k octets of zero.
constexpr std::size_t kSlices = 8;
using Slices = std::array<std::array<std::uint16_t, 256>, kSlices>;

constexpr Slices make_slices() {
    Slices slices{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i << 8U;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 0x8000U) != 0 ? (value << 1U) ^ 0x1021U : value << 1U;
        slices[0][i] = static_cast<std::uint16_t>(value);
    }
    for (std::size_t k = 1; k < kSlices; ++k) {
        for (std::size_t i = 0; i < 256; ++i) {
            const std::uint32_t before = slices[k - 1][i];
            slices[k][i] =
                static_cast<std::uint16_t>((before << 8U & 0xFFFFU) ^ slices[0][before >> 8U]);
        }
    }
    return slices;
}

constexpr Slices kTable16 = make_slices();

}  // namespace

std::uint32_t crc32(Bytes data) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const std::uint8_t octet : data) value = kTable[(value ^ octet) & 0xFFU] ^ (value >> 8U);
    return ~value;
}

std::uint16_t crc16(Bytes data) {
    std::uint32_t value = 0xFFFFU;
    for (; data.size() >= kSlices; data = data.subspan(kSlices)) {
        std::uint32_t next =
            kTable16[7][(value >> 8U) ^ data[0]] ^ kTable16[6][(value & 0xFFU) ^ data[1]];
        for (std::size_t i = 2; i < kSlices; ++i) next ^= kTable16[kSlices - 1 - i][data[i]];
        value = next;
    }
    for (const std::uint8_t octet : data)
        value = kTable16[0][(value >> 8U ^ octet) & 0xFFU] ^ (value << 8U & 0xFFFFU);
    return static_cast<std::uint16_t>(value);
}

}  // namespace meter
