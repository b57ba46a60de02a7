#include "rtl/afe_decimator/spectrum.h"

#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <stdexcept>

namespace bench::afe_decimator {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kLobe = 3;  // Bins on either side of a tone that hold it.

using Complex = std::complex<double>;

std::vector<Complex> turns_of(std::size_t count) {
    std::vector<Complex> table(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double turn = static_cast<double>(i) / static_cast<double>(count);
        table[i] = std::polar(1.0, -2 * std::numbers::pi * turn);
    }
    return table;
}

// The values in the order in which the butterflies want them: places with their bits turned round.
std::vector<Complex> shuffled(const std::vector<double>& values) {
    std::vector<Complex> out(values.size());
    std::size_t place = 0;
    for (const double value : values) {
        out[place] = value;
        std::size_t bit = values.size() / 2;
        for (; bit != 0 && (place & bit) != 0; bit /= 2) {
            place ^= bit;
        }
        place |= bit;
    }
    return out;
}

// J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of complex Fourier
// series", Math. Comp. 19 (1965) 297; radix 2.
std::vector<Complex> transformed(const std::vector<double>& values,
                                 const std::vector<Complex>& turns) {
    std::vector<Complex> data = shuffled(values);
    for (std::size_t half = 1; half < data.size(); half *= 2) {
        const std::size_t stride = data.size() / (2 * half);
        for (std::size_t at = 0; at < data.size(); at += 2 * half) {
            for (std::size_t i = 0; i < half; ++i) {
                const Complex odd = data[at + half + i] * turns[stride * i];
                data[at + half + i] = data[at + i] - odd;
                data[at + i] += odd;
            }
        }
    }
    return data;
}

}  // namespace

std::vector<double> spectrum(std::span<const double> values, std::size_t bins) {
    if (!std::has_single_bit(values.size()) || bins > values.size() / 2) {
        throw std::invalid_argument{
            "a spectrum needs a power of two of values and at most half as many bins"};
    }
    const std::vector<Complex> turns = turns_of(values.size());
    std::vector<double> windowed(values.begin(), values.end());
    for (std::size_t i = 0; i < windowed.size(); ++i) {
        windowed[i] *= 1 - turns[i].real();
    }
    const std::vector<Complex> amplitudes = transformed(windowed, turns);
    std::vector<double> powers(bins);
    for (std::size_t bin = 0; bin < bins; ++bin) {
        powers[bin] = std::norm(amplitudes[bin]);
    }
    return powers;
}

std::vector<double> spectrum_of_bits(std::span<const std::uint64_t> words, std::size_t bins) {
    std::vector<double> values;
    values.reserve(kBlock * words.size());
    for (const std::uint64_t word : words) {
        for (std::size_t i = 0; i < kBlock; ++i) {
            values.push_back(((word >> i) & 1) != 0 ? 1.0 : -1.0);
        }
    }
    return spectrum(values, bins);
}

double signal_to_noise_db(std::span<const double> powers, std::size_t tone) {
    double signal = 0;
    double noise = 0;
    for (std::size_t bin = kLobe; bin < powers.size(); ++bin) {
        const bool is_tone = bin + kLobe >= tone && bin <= tone + kLobe;
        (is_tone ? signal : noise) += powers[bin];
    }
    return 10 * std::log10(signal / noise);
}

}  // namespace bench::afe_decimator
