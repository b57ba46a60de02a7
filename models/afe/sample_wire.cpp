#include "models/afe/sample_wire.h"

#include <array>

namespace bench::afe {
namespace {

// Eight octets at a time: entry [k][v] is the remainder of v followed by k octets of zero.
constexpr std::size_t kSlices = 8;
using Slices = std::array<std::array<std::uint16_t, 256>, kSlices>;

constexpr Slices make_slices() {
    Slices slices{};
    for (unsigned value = 0; value < 256; ++value) {
        unsigned crc = value << 8U;
        for (int bit = 0; bit < 8; ++bit) crc = (crc << 1U) ^ ((crc & 0x8000U) != 0 ? 0x1021U : 0);
        slices[0][value] = static_cast<std::uint16_t>(crc);
    }
    for (std::size_t k = 1; k < kSlices; ++k) {
        for (unsigned value = 0; value < 256; ++value) {
            const unsigned before = slices[k - 1][value];
            slices[k][value] =
                static_cast<std::uint16_t>(((before << 8U) & 0xFFFFU) ^ slices[0][before >> 8U]);
        }
    }
    return slices;
}

constexpr Slices kTable = make_slices();

void put(std::span<std::uint8_t> out, std::uint32_t value) {
    for (std::size_t i = out.size(); i-- > 0;) {
        out[i] = static_cast<std::uint8_t>(value);
        value >>= 8U;
    }
}

}  // namespace

std::uint16_t crc16(std::span<const std::uint8_t> octets) {
    unsigned crc = 0xFFFF;
    while (octets.size() >= kSlices) {
        unsigned next = kTable[7][octets[0] ^ (crc >> 8U)] ^ kTable[6][octets[1] ^ (crc & 0xFFU)];
        for (std::size_t i = 2; i < kSlices; ++i) next ^= kTable[7 - i][octets[i]];
        crc = next;
        octets = octets.subspan(kSlices);
    }
    for (const std::uint8_t octet : octets) {
        crc = ((crc << 8U) & 0xFFFFU) ^ kTable[0][(crc >> 8U) ^ octet];
    }
    return static_cast<std::uint16_t>(crc);
}

void encode(const Frame& frame, std::uint16_t counter, std::span<std::uint8_t, kFrameOctets> out) {
    put(out.subspan(0, 2), counter);
    out[2] = frame.saturated;
    for (std::size_t i = 0; i < kChannels; ++i) {
        put(out.subspan(3 + 3 * i, 3), static_cast<std::uint32_t>(frame.counts[i]));
    }
    put(out.subspan(kFrameOctets - 2, 2), crc16(out.first(kFrameOctets - 2)));
}

}  // namespace bench::afe
