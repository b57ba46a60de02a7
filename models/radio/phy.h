#pragma once

// The modulations of IEEE 802.15.4 that the bench knows, and what a frame is on the air: its
// length, its check sequence, its whitening.
//
// SUN FSK: modes and numbers as Wi-SUN's PhyModeID (wisun-br-linux, ws_regdb.c); with forward error
// correction 0x10 more. Every mode of the European plans has h = 0.5. O-QPSK 250 kb/s at 2450 MHz
// has no number there; ours is 0x70.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "models/time/time.h"

namespace bench::radio {

// Which curve gives a receiver's errors.
enum class Detection : std::uint8_t { gfsk_half, gfsk_one, oqpsk_2450 };

struct Phy {
    std::uint8_t id = 0;
    std::string_view name;
    std::int64_t rate = 0;  // Channel symbols (bits before decoding) per second.
    std::int64_t preamble_octets = 0;
    std::int64_t sfd_octets = 0;
    std::int64_t phr_octets = 0;
    std::int64_t fcs_octets = 0;
    std::size_t most_psdu_octets = 0;
    Detection detection{};
    bool coded = false;             // NRNSC, K = 4, rate 1/2, interleaved: PHR and PSDU.
    double noise_bandwidth_hz = 0;  // In which the curve counts its noise: the symbol or chip rate.
    Nanoseconds turnaround{};       // From the end of a frame to its acknowledgement.
    std::uint8_t sfd_bits = 16;

    [[nodiscard]] std::size_t most_mac_octets() const {
        return most_psdu_octets - static_cast<std::size_t>(fcs_octets);
    }
};

[[nodiscard]] std::span<const Phy> all_phys();
[[nodiscard]] const Phy* find_phy(std::uint8_t id);
[[nodiscard]] const Phy* find_phy(std::string_view name);
inline constexpr std::uint8_t kSunFsk3 = 0x05;
inline constexpr std::uint8_t kCodedBit = 0x10;
inline constexpr std::uint8_t kOqpsk250 = 0x70;

// Longer than any frame: 2 047 octets with error correction at 50 kb/s are 0.66 s.
inline constexpr Nanoseconds kLongerThanAnyFrame = std::chrono::milliseconds{700};

// A receiver set to one gets the other: they differ in the start-of-frame delimiter only, which
// tells them apart (as the AT86RF215 does, which looks for both at once).
[[nodiscard]] constexpr bool same_reception(const Phy& a, const Phy& b) {
    return a.rate == b.rate && a.detection == b.detection;
}

// Of so many bits on the air, to the nearest nanosecond.
[[nodiscard]] constexpr Nanoseconds bits_time(const Phy& phy, std::int64_t bits) {
    const std::int64_t kilo = phy.rate / 1000;  // The nanoseconds of a bit are not whole.
    return Nanoseconds{(bits * 1'000'000 + kilo / 2) / kilo};
}
// PHR and PSDU of so many octets, on the air. With coding tail and pad fill whole interleaver
// blocks: 16 bits more of information after an even number of octets, 8 after an odd one.
[[nodiscard]] constexpr std::int64_t field_bits(const Phy& phy, std::int64_t octets) {
    const std::int64_t filled = octets * 8 + (octets % 2 == 0 ? 16 : 8);
    return phy.coded ? 2 * filled : octets * 8;
}
// Until the frame's preamble, delimiter and length are over; then comes the payload.
[[nodiscard]] constexpr Nanoseconds sfd_at(const Phy& phy) {
    return bits_time(phy, phy.preamble_octets * 8);
}
[[nodiscard]] constexpr Nanoseconds phr_at(const Phy& phy) {
    return bits_time(phy, (phy.preamble_octets + phy.sfd_octets) * 8);
}
[[nodiscard]] constexpr Nanoseconds payload_at(const Phy& phy) {
    const std::int64_t phr_bits = phy.phr_octets * 8 * (phy.coded ? 2 : 1);
    return bits_time(phy, (phy.preamble_octets + phy.sfd_octets) * 8 + phr_bits);
}
// Of a whole transmission that carries a MAC frame of so many octets (FCS not counted).
[[nodiscard]] constexpr Nanoseconds airtime(const Phy& phy, std::size_t mac_octets) {
    const auto psdu = static_cast<std::int64_t>(mac_octets) + phy.fcs_octets;
    const std::int64_t head = (phy.preamble_octets + phy.sfd_octets) * 8;
    return bits_time(phy, head + field_bits(phy, phy.phr_octets + psdu));
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
