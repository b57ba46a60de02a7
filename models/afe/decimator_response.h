#pragma once

// What a chain of sinc3 and FIR does to a signal: linear phase, so an amplitude and a delay.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "models/afe/front_end_config.h"

namespace bench::afe {

class DecimatorResponse {
public:
    static constexpr double kClockHz = 1.024e6;  // Of the modulator.

    // sinc3 that decimates by `ratio` >= 2, then an FIR of symmetric `taps` (at least one) at
    // kClockHz / ratio. Scaled to 1 at direct current.
    DecimatorResponse(std::size_t ratio, std::span<const double> taps);

    // The two chains of the configuration. two_stage: within +-0.05 dB to 2.5 kHz and below -60 dB
    // from 5.5 kHz on to the next image of the output rate of sinc3.
    [[nodiscard]] static const DecimatorResponse& of(Decimator decimator);
    // That of a configuration, with its taps if it names some.
    [[nodiscard]] static DecimatorResponse of(const FrontEndConfig& config);

    // Signed amplitude about the delay, 1 at hz = 0.
    [[nodiscard]] double amplitude(double hz) const;
    [[nodiscard]] double delay_s() const;
    // Response to one clock of input, one value a clock; sums to 1.
    [[nodiscard]] const std::vector<double>& clocks() const { return clocks_; }

private:
    std::size_t ratio_;
    std::vector<double> taps_;
    std::vector<double> clocks_;
};

// (sin(pi f R / F) / (R sin(pi f / F)))^3 of a sinc3 by R at F = kClockHz.
[[nodiscard]] double sinc3_amplitude(std::size_t ratio, double hz);

// Low-pass at 32 kS/s to 8 kS/s: windowed sinc (Kaiser) with the cut-off at 4 kHz, its passband
// raised by what sinc3 / 32 takes away.
inline constexpr std::size_t kCompensatorTaps = 47;
[[nodiscard]] std::array<double, kCompensatorTaps> compensator();

}  // namespace bench::afe
