#pragma once

// The delta-sigma modulator of one channel of the measuring front end: second order, 1 bit, 1.024
// MHz.
//
// Two integrators, the first without and the second with a clock's delay (J. C. Candy, "A use of
// double integration in sigma delta modulation", IEEE Trans. COM 33 (1985) 249):
//   Y(z) = z^-1 X(z) + (1 - z^-1)^2 E(z).
// The integrators are whole numbers of 2^-40 of full scale and clip as amplifiers do, so an
// overload ends when the input is back in range.

#include <cstdint>
#include <optional>
#include <span>

#include "models/chance/chance.h"

namespace bench::afe {

// Noise at the input, white up to half of 1.024 MHz. Uniform draws in 256 steps, a pure function of
// key and clock.
struct ModulatorNoise {
    chance::Key key;
    double rms = 0;  // Of full scale, 0 to 1. In 0 .. 2.5 kHz there is 1/14.3 of it.
};

class DeltaSigma {
public:
    static constexpr std::uint32_t kClockHz = 1'024'000;
    static constexpr unsigned kDelayClocks = 1;   // From the input to the bits.
    static constexpr double kMostStable = 0.891;  // Of full scale: -1 dBFS. Beyond, noise rises.

    DeltaSigma() = default;
    // Throws std::invalid_argument for an rms outside 0 .. 1.
    explicit DeltaSigma(const ModulatorNoise& noise);

    // A bit for each input, 64 to a word, the first in bit 0: 1 is +1.0, 0 is -1.0. `input` is in
    // full scales, at 1.024 MHz; beyond +-2 it counts as +-2. Throws std::invalid_argument unless
    // input.size() is 64 bits.size().
    void run(std::span<const double> input, std::span<std::uint64_t> bits);

private:
    static constexpr std::size_t kBlock = 64;

    [[nodiscard]] std::uint64_t block(const std::int64_t* input);
    void add_noise(std::int64_t* input) const;

    std::int64_t first_ = 0;  // The integrators.
    std::int64_t second_ = 0;
    std::uint64_t blocks_ = 0;  // Of 64 clocks, run so far.
    std::optional<chance::Key> key_;
    std::int64_t noise_step_ = 0;  // Of one step of a draw.
};

}  // namespace bench::afe
