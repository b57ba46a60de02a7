#pragma once

// A loop of recorded waves in parts of one or a few cycles, each with its sums, so that the truth
// over any of them is a sum of parts.

#include <array>
#include <cstdint>
#include <vector>

#include "models/mains/truth.h"
#include "models/mains/truth_sums.h"
#include "models/mains/wave_source.h"

namespace bench::mains {

// A part takes 5 kB.
inline constexpr std::size_t kMostParts = 4'096;

class WaveParts {
public:
    WaveParts() = default;
    WaveParts(const std::array<std::vector<double>, kWaves>& loop, std::size_t cycles,
              double frequency_hz);

    [[nodiscard]] std::size_t count() const { return parts_.size(); }
    // Over the parts from `first` until before `last`, counted on through repetitions of the loop.
    [[nodiscard]] Truth truth(std::int64_t first, std::int64_t last) const;

private:
    // Sums over its samples.
    struct Part {
        double samples = 0;
        std::array<double, kWaves> square{};
        std::array<double, 3> power{};
        std::array<PhaseSpectrum, 3> spectra{};
    };
    [[nodiscard]] Part part_of(const std::array<std::vector<double>, kWaves>& loop,
                               std::size_t cycles, std::size_t from, std::size_t to) const;

    double frequency_hz_ = 0;
    std::vector<Phasor> circle_;  // exp(-j 2 pi n / points); empty once the parts are made.
    std::vector<Part> parts_;
};

}  // namespace bench::mains
