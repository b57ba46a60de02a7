#pragma once

// Spectra under a Hann window, for the signal to noise ratio of bits and of what is made of them.

#include <cstdint>
#include <span>
#include <vector>

namespace bench::afe_decimator {

// Power in bins 0 .. bins - 1 of values.size() bins, in units of no matter. Throws
// std::invalid_argument unless they are a power of two and at least two for a bin.
[[nodiscard]] std::vector<double> spectrum(std::span<const double> values, std::size_t bins);
// The same of bits, 1 as +1.0 and 0 as -1.0, as an ideal filter up to the last bin would leave
// them. `words` holds 64 each, the first in bit 0.
[[nodiscard]] std::vector<double> spectrum_of_bits(std::span<const std::uint64_t> words,
                                                   std::size_t bins);

// Power of the tone at `tone` over that of all other bins, dB. Bins below 3 count for neither.
[[nodiscard]] double signal_to_noise_db(std::span<const double> powers, std::size_t tone);

}  // namespace bench::afe_decimator
