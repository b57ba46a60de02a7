#pragma once

// The modulations this MAC can use, in numbers that a scheduler needs: IEEE 802.15.4 SUN FSK modes
// as Wi-SUN numbers them (PhyModeID; with forward error correction 0x10 more), and O-QPSK of 250
// kb/s at 2450 MHz.

#include <cstddef>
#include <cstdint>

#include "firmware/units/power_level.h"
#include "firmware/units/time.h"

namespace meter::radio {

inline constexpr std::uint8_t kSunFsk3 = 0x05;
inline constexpr std::uint8_t kCodedBit = 0x10;
inline constexpr std::uint8_t kOqpsk250 = 0x70;

struct Phy {
    std::uint8_t modulation = kSunFsk3;
    std::uint16_t kilobits = 150;       // Per second, on the channel.
    std::uint8_t synchronisation = 14;  // Octets of preamble and start-of-frame delimiter.
    std::uint8_t length_octets = 2;     // PHR.
    std::uint8_t check_octets = 4;      // FCS.
    bool coded = false;                 // PHR and PSDU go twice as long.
    std::uint16_t most_octets = 2043;   // MAC frame without FCS.
    Duration turnaround = milliseconds(1);
    Duration sense_symbols{54};      // Eight symbols, phyCCADuration; rounded up.
    PowerLevel sensitivity{-10020};  // 10 % of 250 octets, with 2 dB of implementation loss.

    // aUnitBackoffPeriod: turnaround and a carrier sense.
    [[nodiscard]] constexpr Duration backoff_unit() const { return turnaround + sense_symbols; }
    // As long, so that the gap before an acknowledgement is not taken for an idle channel; polite
    // access asks for 160 us at least.
    [[nodiscard]] constexpr Duration sense() const { return backoff_unit() + Duration{1}; }

    // On the air, rounded up. With coding, tail and pad fill whole interleaver blocks: 16 more bits
    // after an even number of octets, 8 after an odd one.
    [[nodiscard]] constexpr Duration airtime(std::size_t octets_without_fcs) const {
        const auto field =
            static_cast<std::int64_t>(octets_without_fcs) + check_octets + length_octets;
        const std::int64_t filled = field * 8 + (field % 2 == 0 ? 16 : 8);
        return bits(std::int64_t{synchronisation} * 8 + (coded ? 2 * filled : field * 8));
    }
    // macAckWaitDuration: a unit, the turnaround, the synchronisation header and six octets.
    [[nodiscard]] constexpr Duration ack_wait() const {
        return backoff_unit() + turnaround + bits((synchronisation + 6) * 8);
    }
    // Preamble, delimiter and length: until then a receiver may not have found the frame.
    [[nodiscard]] constexpr Duration detection() const {
        return bits((synchronisation + length_octets * (coded ? 2 : 1)) * 8);
    }

private:
    [[nodiscard]] constexpr Duration bits(std::int64_t count) const {
        return Duration{(count * 1000 + kilobits - 1) / kilobits};
    }
};

// A modulation's numbers; mode 3 for one that is not known.
[[nodiscard]] Phy phy_of(std::uint8_t modulation);
// The same with or without forward error correction, where that exists.
[[nodiscard]] Phy with_coding(const Phy& phy, bool coded);

}  // namespace meter::radio
