#include "models/mains/wave_parts.h"

#include <algorithm>

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

// Sum of the samples from `from` until before `to`, each turned by `turns` of the whole loop.
Phasor turned(const std::vector<double>& wave, std::size_t turns, std::size_t from, std::size_t to,
              const std::vector<Phasor>& circle) {
    Phasor sum;
    std::size_t place = turns * from % wave.size();
    for (std::size_t n = from; n < to; ++n) {
        sum += wave[n] * circle[place];
        place = (place + turns) % wave.size();
    }
    return sum;
}

}  // namespace

WaveParts::WaveParts(const std::array<std::vector<double>, kWaves>& loop, std::size_t cycles,
                     double frequency_hz)
    : frequency_hz_{frequency_hz} {
    const std::size_t points = loop[0].size();
    for (std::size_t n = 0; n < points; ++n)
        circle_.push_back(polar(1, -static_cast<double>(n) / static_cast<double>(points)));
    const std::size_t together = (cycles + kMostParts - 1) / kMostParts;  // Cycles in a part.
    const std::size_t count = std::min(std::max<std::size_t>(cycles / together, 1), points);
    for (std::size_t part = 0; part < count; ++part)
        parts_.push_back(part_of(loop, cycles, part * points / count, (part + 1) * points / count));
    circle_ = {};
}

WaveParts::Part WaveParts::part_of(const std::array<std::vector<double>, kWaves>& loop,
                                   std::size_t cycles, std::size_t from, std::size_t to) const {
    Part part;
    part.samples = static_cast<double>(to - from);
    for (std::size_t n = from; n < to; ++n) {
        for (std::size_t wave = 0; wave < kWaves; ++wave)
            part.square[wave] += loop[wave][n] * loop[wave][n];
        for (std::size_t phase = 0; phase < 3; ++phase)
            part.power[phase] += loop[phase][n] * loop[phase + 3][n];
    }
    for (std::size_t order = 1; order <= kMaxOrder; ++order) {
        const std::size_t turns = order * cycles;
        if (2 * turns >= loop[0].size()) break;  // The file cannot have it.
        for (std::size_t phase = 0; phase < 3; ++phase) {
            PhaseSpectrum& spectrum = part.spectra[phase];
            spectrum.voltage[order] = turned(loop[phase], turns, from, to, circle_);
            spectrum.current[order] = turned(loop[phase + 3], turns, from, to, circle_);
        }
    }
    return part;
}

Truth WaveParts::truth(std::int64_t first, std::int64_t last) const {
    Part sum;
    for (std::int64_t i = first; i < last; ++i) {
        const Part& part = parts_[static_cast<std::size_t>(i) % parts_.size()];
        sum.samples += part.samples;
        for (std::size_t wave = 0; wave < kWaves; ++wave) sum.square[wave] += part.square[wave];
        for (std::size_t phase = 0; phase < 3; ++phase) {
            sum.power[phase] += part.power[phase];
            for (std::size_t order = 1; order <= kMaxOrder; ++order) {
                sum.spectra[phase].voltage[order] += part.spectra[phase].voltage[order];
                sum.spectra[phase].current[order] += part.spectra[phase].current[order];
            }
        }
    }
    Truth truth;
    truth.frequency_hz = frequency_hz_;
    bool three_phases = true;
    for (std::size_t p = 0; p < 3; ++p) {
        PhaseTruth& phase = truth.phase[p];
        phase.voltage_v = numeric::square_root(sum.square[p] / sum.samples);
        phase.current_a = numeric::square_root(sum.square[p + 3] / sum.samples);
        phase.active_w = sum.power[p] / sum.samples;
        three_phases = three_phases && phase.voltage_v > 0;
        for (std::size_t order = 1; order <= kMaxOrder; ++order) {
            sum.spectra[p].voltage[order] *= kSqrt2 / sum.samples;
            sum.spectra[p].current[order] *= kSqrt2 / sum.samples;
        }
    }
    truth.neutral_a = numeric::square_root(sum.square[6] / sum.samples);
    complete(truth, sum.spectra, three_phases);
    return truth;
}

}  // namespace bench::mains
