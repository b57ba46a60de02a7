#include "models/mains/wave_file.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/mains/loop_maker.h"
#include "models/mains/truth_sums.h"
#include "models/mains/wave_spans.h"
#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

constexpr std::size_t kBefore = 2;  // What a stencil needs beyond the ends of the loop.
constexpr std::size_t kAfter = 3;

double mean_product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t n = 0; n < a.size(); ++n) sum += a[n] * b[n];
    return sum / static_cast<double>(a.size());
}

// exp(-j 2 pi n / points), n = 0 .. points - 1.
std::vector<Phasor> unit_circle(std::size_t points) {
    std::vector<Phasor> circle;
    for (std::size_t n = 0; n < points; ++n) {
        circle.push_back(polar(1, -static_cast<double>(n) / static_cast<double>(points)));
    }
    return circle;
}

// The loop's `turns`-th Fourier coefficient as an RMS phasor.
Phasor coefficient(const std::vector<double>& wave, std::size_t turns,
                   const std::vector<Phasor>& circle) {
    Phasor sum;
    std::size_t place = 0;
    for (const double value : wave) {
        sum += value * circle[place];
        place = (place + turns) % wave.size();
    }
    return sum * (kSqrt2 / static_cast<double>(wave.size()));
}

std::array<PhaseSpectrum, 3> spectra_of(const std::array<std::vector<double>, kWaves>& loop,
                                        std::size_t cycles) {
    const std::vector<Phasor> circle = unit_circle(loop[0].size());
    std::array<PhaseSpectrum, 3> spectra;
    for (std::size_t order = 1; order <= kMaxOrder; ++order) {
        const std::size_t turns = order * cycles;
        if (2 * turns >= loop[0].size()) break;  // The file cannot have it.
        for (std::size_t phase = 0; phase < 3; ++phase) {
            spectra[phase].voltage[order] = coefficient(loop[phase], turns, circle);
            spectra[phase].current[order] = coefficient(loop[phase + 3], turns, circle);
        }
    }
    return spectra;
}

Truth truth_of(const std::array<std::vector<double>, kWaves>& loop, int cycles, double length_s) {
    Truth truth;
    truth.frequency_hz = cycles / length_s;
    bool three_phases = true;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        const auto& voltage = loop[phase];
        const auto& current = loop[phase + 3];
        truth.phase[phase].voltage_v = numeric::square_root(mean_product(voltage, voltage));
        truth.phase[phase].current_a = numeric::square_root(mean_product(current, current));
        truth.phase[phase].active_w = mean_product(voltage, current);
        three_phases = three_phases && truth.phase[phase].voltage_v > 0;
    }
    truth.neutral_a = numeric::square_root(mean_product(loop[6], loop[6]));
    complete(truth, spectra_of(loop, static_cast<std::size_t>(cycles)), three_phases);
    return truth;
}

void check(const std::array<std::vector<double>, kWaves>& loop, int cycles, double length_s) {
    const std::size_t points = loop[0].size();
    const bool alike = std::ranges::all_of(
        loop, [points](const std::vector<double>& wave) { return wave.size() == points; });
    if (!alike) throw std::invalid_argument{"the waves of a loop must have one length"};
    if (points < 6) throw std::invalid_argument{"a loop needs six samples or more"};
    if (cycles < 1 || !(length_s > 0)) {
        throw std::invalid_argument{"a loop needs a cycle and a length above 0 s"};
    }
}

}  // namespace

WaveFile::WaveFile(std::array<std::vector<double>, kWaves> loop, int cycles, double length_s)
    : cycles_{cycles}, length_s_{length_s} {
    check(loop, cycles, length_s);
    truth_ = truth_of(loop, cycles, length_s);
    for (std::size_t wave = 0; wave < kWaves; ++wave) {
        const std::vector<double>& values = loop[wave];
        loop_[wave].assign(values.end() - kBefore, values.end());
        loop_[wave].insert(loop_[wave].end(), values.begin(), values.end());
        loop_[wave].insert(loop_[wave].end(), values.begin(), values.begin() + kAfter);
    }
}

void WaveFile::fill(double start_s, double step_s,
                    const std::array<std::span<double>, kWaves>& out) const {
    const std::size_t length = length_of(out);
    const std::size_t stored = loop_[0].size();
    const auto points = static_cast<double>(stored - kBefore - kAfter);
    for (std::size_t n = 0; n < length; ++n) {
        const double loops = (start_s + static_cast<double>(n) * step_s) / length_s_;
        const double within = loops - std::floor(loops);
        const Stencil stencil{stored, within * points + kBefore};
        for (std::size_t wave = 0; wave < kWaves; ++wave) {
            if (!out[wave].empty()) out[wave][n] = stencil.of(loop_[wave]);
        }
    }
}

}  // namespace bench::mains
