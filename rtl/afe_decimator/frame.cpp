#include "rtl/afe_decimator/afe_decimator.h"

namespace bench::afe_decimator {
namespace {

constexpr std::size_t kCrcAt = kFrameOctets - 2;
constexpr std::size_t kSamplesAt = 3;
constexpr unsigned kGapBit = 7;

std::uint16_t two(const Octets& octets, std::size_t at) {
    return static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
}

std::int32_t sample(const Octets& octets, std::size_t channel) {
    const std::size_t at = kSamplesAt + 3 * channel;
    const std::int32_t code = octets[at] << 16 | octets[at + 1] << 8 | octets[at + 2];
    return code >= 1 << 23 ? code - (1 << 24) : code;
}

constexpr std::array<std::uint16_t, 256> make_table() {
    std::array<std::uint16_t, 256> table{};
    for (unsigned octet = 0; octet < 256; ++octet) {
        unsigned crc = octet << 8;
        for (int i = 0; i < 8; ++i) {
            crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021U : 0U);
        }
        table[octet] = static_cast<std::uint16_t>(crc & 0xFFFF);
    }
    return table;
}

constexpr std::array<std::uint16_t, 256> kTable = make_table();

}  // namespace

std::uint16_t crc16(std::span<const std::uint8_t> octets) {
    unsigned crc = 0xFFFF;
    for (const std::uint8_t octet : octets) {
        crc = ((crc << 8) & 0xFFFF) ^ kTable[(crc >> 8) ^ octet];
    }
    return static_cast<std::uint16_t>(crc);
}

std::optional<Frame> parse(const Octets& octets) {
    if (crc16(std::span{octets}.first(kCrcAt)) != two(octets, kCrcAt)) {
        return std::nullopt;
    }
    Frame frame;
    frame.counter = two(octets, 0);
    frame.saturated = octets[2] & 0x7F;
    frame.gap = (octets[2] >> kGapBit) != 0;
    for (std::size_t c = 0; c < kChannels; ++c) {
        frame.samples[c] = sample(octets, c);
    }
    return frame;
}

}  // namespace bench::afe_decimator
