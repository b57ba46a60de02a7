#pragma once

// How many bits survive a signal-to-noise ratio, and how many stretches of a frame.
//
// A frame is cut wherever a signal over it starts or stops; its chance is the product over the
// pieces of (1 - BER)^bits. Logarithms of (1 - BER) lie in a table of 0.01 dB steps, so that a
// piece costs one look-up.

#include <span>
#include <vector>

#include "models/modem/coded_tables.h"
#include "models/radio/phy.h"

namespace bench::radio {

// Uncoded SUN FSK, BT = 0.5, limiter-discriminator with integrate and dump: a simulation of that
// receiver from 6 dB on, linear in dB against log BER. Below 6 dB a line to 0.5 at -4 dB, beyond
// the last point its slope (which flatters nobody: the true curve falls faster). The
// signal-to-noise ratio is Es/N0, of a channel symbol. h = 0.5, receiver 1.1 R wide, points to 14
// dB: PER 10 % of 250 octets is at 14.0 dB.
[[nodiscard]] double gfsk_half_error_rate(double sinr_db);
// h = 1, receiver 2 R wide, points to 12 dB.
[[nodiscard]] double gfsk_one_error_rate(double sinr_db);
// O-QPSK of 250 kb/s at 2450 MHz, by the ratio in the 2 MHz of its chips (IEEE 802.15.4-2006,
// E.4.1.8).
[[nodiscard]] double oqpsk_2450_error_rate(double sinr_db);

struct Chunk {
    double bits = 0;
    double sinr_db = 0;
};

class ErrorCurve {
public:
    using BitErrorRate = double (*)(double sinr_db);
    explicit ErrorCurve(BitErrorRate rate);

    // ln(1 - BER), of the nearest hundredth of a dB.
    [[nodiscard]] double log_survival(double sinr_db) const;
    // Chance that all the bits of all pieces are right.
    [[nodiscard]] double survival(std::span<const Chunk> chunks) const;

private:
    static constexpr int kLeastDb = -10;
    static constexpr int kMostDb = 30;
    static constexpr int kSteps = (kMostDb - kLeastDb) * 100;
    std::vector<double> table_;
};

// The curve of a kind of detection; made once, then the same for everybody.
[[nodiscard]] const ErrorCurve& curve_of(Detection detection);

// Of SUN FSK with error correction, by its modulation index; nothing for O-QPSK.
[[nodiscard]] const modem::CodedTable* coded_table_of(Detection detection);

// Es/N0 (O-QPSK: ratio in 2 MHz) at which one PSDU in ten is lost: of 250 octets, or of the longest
// there is if that is less.
[[nodiscard]] double required_db(const Phy& phy);

}  // namespace bench::radio
