#include "models/radio/phy.h"

#include <algorithm>
#include <array>

namespace bench::radio {
namespace {

// Bit by bit: these run when a frame is looked at, never when one is sent.
template <typename Word>
Word reflected_crc(std::span<const std::uint8_t> data, Word polynomial, Word value) {
    for (const std::uint8_t octet : data) {
        value = static_cast<Word>(value ^ octet);
        for (int bit = 0; bit < 8; ++bit) {
            const bool out = (value & 1U) != 0;
            value = static_cast<Word>(value >> 1U);
            if (out) value = static_cast<Word>(value ^ polynomial);
        }
    }
    return value;
}

}  // namespace

std::uint32_t fcs_32(std::span<const std::uint8_t> mac_frame) {
    std::array<std::uint8_t, 4> padded{};
    if (mac_frame.size() < padded.size()) {
        std::ranges::copy(mac_frame, padded.begin());
        mac_frame = padded;
    }
    return ~reflected_crc<std::uint32_t>(mac_frame, 0xEDB88320U, 0xFFFFFFFFU);
}

std::uint16_t fcs_16(std::span<const std::uint8_t> mac_frame) {
    return reflected_crc<std::uint16_t>(mac_frame, 0x8408, 0);
}

std::uint8_t Whitening::next() {
    unsigned octet = 0;
    for (int bit = 0; bit < 8; ++bit) {
        const unsigned fresh = ((state_ >> 8U) ^ (state_ >> 3U)) & 1U;
        state_ = static_cast<std::uint16_t>(((unsigned{state_} << 1U) | fresh) & 0x1FFU);
        octet = (octet << 1U) | fresh;
    }
    return static_cast<std::uint8_t>(octet);
}

void whiten(std::span<std::uint8_t> psdu) {
    Whitening sequence;
    for (std::uint8_t& octet : psdu) octet = static_cast<std::uint8_t>(octet ^ sequence.next());
}

}  // namespace bench::radio
