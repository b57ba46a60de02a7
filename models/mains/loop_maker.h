#pragma once

// Makes a whole number of cycles of recorded samples, and looks up values between samples.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace bench::mains {

// The polynomial through six samples around the position, counted in samples: exact for degree 5.
// Near an end of `count` samples (at least six) the six are those of the end.
struct Stencil {
    Stencil(std::size_t count, double position);
    [[nodiscard]] double of(std::span<const double> samples) const {
        double sum = 0;
        for (std::size_t i = 0; i < weight.size(); ++i) sum += weight[i] * samples[first + i];
        return sum;
    }
    std::size_t first;
    std::array<double, 6> weight;
};

// Frequency of the wave near `guess_hz`: the phase that it gains from the first half of the samples
// to the second, each under a Hann window, first over eight cycles, then over ever more. The guess
// itself for fewer than three cycles of samples; 0 if nothing is within 5 % of the guess.
[[nodiscard]] double measured_frequency(std::span<const double> samples, double rate_hz,
                                        double guess_hz);

// `points` values over `length_s` seconds from the first sample, evenly spaced.
[[nodiscard]] std::vector<double> resampled(std::span<const double> samples, double rate_hz,
                                            double length_s, std::size_t points);

}  // namespace bench::mains
