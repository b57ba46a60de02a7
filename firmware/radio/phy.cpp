#include "firmware/radio/phy.h"

#include <array>

namespace meter::radio {
namespace {

// kT at 290 K and a noise figure of 6 dB, 2 dB of implementation loss, 14.0 dB Es/N0 (h = 0.5) or
// 12.4 dB (h = 1) for one lost in ten of 250 octets: hundredths of dBm at 1 kb/s.
constexpr int kHalfAtOneKilobit = -12197;
constexpr int kOneAtOneKilobit = -12357;
// What the code gains over that (7.7 dB Es/N0; models/modem, tables).
constexpr int kCodingGain = 620;

struct Mode {
    std::uint8_t modulation;
    std::uint16_t kilobits;
    std::uint8_t preamble;
    bool half;              // Modulation index 0.5, else 1.
    std::int16_t rate_cdb;  // 1000 log10 of the kilobits.
};
constexpr std::array<Mode, 8> kModes{{{0x01, 50, 8, true, 1699},
                                      {0x02, 50, 8, false, 1699},
                                      {0x03, 100, 8, true, 2000},
                                      {0x04, 100, 8, false, 2000},
                                      {0x05, 150, 12, true, 2176},
                                      {0x06, 200, 12, true, 2301},
                                      {0x07, 200, 12, false, 2301},
                                      {0x08, 300, 24, true, 2477}}};

// 2450 MHz: symbols of 16 us, turnaround 12 of them; eight symbols of preamble.
Phy oqpsk() {
    Phy phy;
    phy.modulation = kOqpsk250;
    phy.kilobits = 250;
    phy.synchronisation = 5;
    phy.length_octets = 1;
    phy.check_octets = 2;
    phy.most_octets = 125;
    phy.turnaround = Duration{192};
    phy.sense_symbols = Duration{128};
    phy.sensitivity = PowerLevel{-10280};
    return phy;
}

Phy fsk(const Mode& mode, bool coded) {
    Phy phy;
    phy.modulation = static_cast<std::uint8_t>(mode.modulation | (coded ? kCodedBit : 0));
    phy.kilobits = mode.kilobits;
    phy.synchronisation = static_cast<std::uint8_t>(mode.preamble + 2);
    phy.coded = coded;
    phy.sense_symbols = Duration{(8 * 1000 + mode.kilobits - 1) / mode.kilobits};
    const int uncoded = (mode.half ? kHalfAtOneKilobit : kOneAtOneKilobit) + mode.rate_cdb;
    phy.sensitivity = PowerLevel{coded ? uncoded - kCodingGain : uncoded};
    return phy;
}

}  // namespace

Phy phy_of(std::uint8_t modulation) {
    if (modulation == kOqpsk250) return oqpsk();
    for (const Mode& mode : kModes) {
        if (mode.modulation == modulation) return fsk(mode, false);
        if ((mode.modulation | kCodedBit) == modulation) return fsk(mode, true);
    }
    return {};
}

Phy with_coding(const Phy& phy, bool coded) {
    if (phy.modulation == kOqpsk250) return phy;
    const auto mode = static_cast<std::uint8_t>(phy.modulation & ~kCodedBit);
    return phy_of(static_cast<std::uint8_t>(coded ? mode | kCodedBit : mode));
}

}  // namespace meter::radio
