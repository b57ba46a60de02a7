#include "models/radio/bit_level.h"

#include <algorithm>
#include <array>

namespace bench::radio {
namespace {

// 802.15.4-2020, 19.2.3.2, phySunFskSfd = 0; first bit highest.
constexpr std::uint32_t kUncodedSfd = 0x904E;
constexpr std::uint32_t kCodedSfd = 0x6F4E;
constexpr std::size_t kSfdBits = 16;
constexpr std::size_t kPhrBits = 16;
constexpr std::size_t kTolerated = 3;           // Wrong bits of the SFD; the two differ in eight.
constexpr std::uint16_t kWhitened = 1U << 11U;  // Data whitening, bit 4 of the PHR from its front.

void append_high_first(codec::Bits& bits, std::uint32_t value, std::size_t count) {
    for (std::size_t i = count; i-- > 0;)
        bits.push_back(static_cast<std::uint8_t>(value >> i & 1U));
}

void append_octet(codec::Bits& bits, std::uint8_t octet) {
    for (unsigned i = 0; i < 8; ++i) bits.push_back(static_cast<std::uint8_t>(octet >> i & 1U));
}

// PHR, then the PSDU with its check sequence, whitened.
codec::Bits information_of(std::span<const std::uint8_t> mac_frame) {
    codec::Bits bits;
    const auto psdu = static_cast<std::uint32_t>(mac_frame.size() + 4);
    bits.reserve(kPhrBits + psdu * 8);
    append_high_first(bits, kWhitened | psdu, kPhrBits);
    for (const std::uint8_t octet : mac_frame) append_octet(bits, octet);
    const std::uint32_t check = fcs_32(mac_frame);
    for (unsigned i = 0; i < 4; ++i)
        append_octet(bits, static_cast<std::uint8_t>(check >> (8 * i)));
    Whitening sequence;
    for (std::size_t i = kPhrBits; i < bits.size(); i += 8) {
        const std::uint8_t octet = sequence.next();
        for (std::size_t k = 0; k < 8; ++k) {
            bits[i + k] = static_cast<std::uint8_t>(bits[i + k] ^ (octet >> (7 - k) & 1U));
        }
    }
    return bits;
}

}  // namespace

std::optional<trace::LossCause> BitLevel::receive(const Phy& phy,
                                                  std::span<const std::uint8_t> mac_frame,
                                                  std::span<const modem::Stretch> stretches,
                                                  const chance::Key& key) const {
    codec::Bits header;
    append_high_first(header, phy.coded ? kCodedSfd : kUncodedSfd, kSfdBits);
    const codec::Bits information = information_of(mac_frame);
    const modem::Reception got =
        simulator_.receive({header, information, phy.coded}, stretches, key);
    if (got.header_errors > kTolerated) return trace::LossCause::sync;
    if (got.information_errors == 0) return std::nullopt;
    const bool length_right =
        std::equal(information.begin(), information.begin() + kPhrBits, got.information.begin());
    return length_right ? trace::LossCause::payload : trace::LossCause::header;
}

}  // namespace bench::radio
