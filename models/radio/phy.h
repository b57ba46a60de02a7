#pragma once

// SUN FSK mode 3 of IEEE 802.15.4: 150 kb/s, modulation index 0.5, without forward error
// correction. What a frame is on the air: its length, its check sequence, its whitening.

#include <cstddef>
#include <cstdint>
#include <span>

#include "models/time/time.h"

namespace bench::radio {

inline constexpr std::int64_t kBitRate = 150'000;
inline constexpr std::int64_t kPreambleOctets = 12;
inline constexpr std::int64_t kSfdOctets = 2;
inline constexpr std::int64_t kPhrOctets = 2;
inline constexpr std::int64_t kFcsOctets = 4;
inline constexpr std::size_t kMaxMacOctets = 2043;  // PSDU of 2047 octets less its FCS.

// Of so many octets on the air, to the nearest nanosecond.
constexpr Nanoseconds octets_time(std::int64_t octets) {
    constexpr std::int64_t kRate = kBitRate / 1000;  // The nanoseconds of a bit are not whole.
    return Nanoseconds{(octets * 8 * 1'000'000 + kRate / 2) / kRate};
}
// Of a whole transmission that carries a MAC frame of so many octets (FCS not counted).
constexpr Nanoseconds airtime(std::size_t mac_octets) {
    return octets_time(static_cast<std::int64_t>(mac_octets) + kFcsOctets + kPhrOctets +
                       kPreambleOctets + kSfdOctets);
}

// Of a MAC frame; one shorter than four octets is padded with zeros for the computation.
[[nodiscard]] std::uint32_t fcs_32(std::span<const std::uint8_t> mac_frame);
[[nodiscard]] std::uint16_t fcs_16(std::span<const std::uint8_t> mac_frame);

// PN9, x^9 + x^5 + 1 from all ones, restarted with each PSDU. Octets are taken first bit highest.
class Whitening {
public:
    [[nodiscard]] std::uint8_t next();

private:
    std::uint16_t state_ = 0x1FF;  // Bit 0 is the newest.
};
// XOR with the sequence: whitens and, again, restores.
void whiten(std::span<std::uint8_t> psdu);

}  // namespace bench::radio
