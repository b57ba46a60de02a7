#pragma once

// How many bits survive a signal-to-noise ratio, and how many stretches of a frame.
//
// A frame is cut wherever a signal over it starts or stops; its chance is the product over the
// pieces of (1 - BER)^bits. Logarithms of (1 - BER) lie in a table of 0.01 dB steps, so that a
// piece costs one look-up.

#include <array>
#include <span>
#include <vector>

namespace bench::radio {

// Uncoded SUN FSK with h = 0.5 and BT = 0.5, limiter-discriminator with integrate and dump,
// receiver 1.1 R wide: a simulation of that receiver, 6 to 14 dB, linear in dB against log BER.
// Below 6 dB a line to 0.5 at -4 dB, above 14 dB the last slope (which flatters nobody: the true
// curve falls faster). PER 10 % of 250 octets is at 14.0 dB Es/N0.
[[nodiscard]] double gfsk_bit_error_rate(double sinr_db);
inline constexpr double kRequiredDb = 14.0;

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

}  // namespace bench::radio
