#pragma once

// The truth from phasors by order, for every kind of source.

#include <array>

#include "models/mains/phasor.h"
#include "models/mains/truth.h"

namespace bench::mains {

// RMS phasors of one phase, by order; [0] is unused.
struct PhaseSpectrum {
    std::array<Phasor, kMaxOrder + 1> voltage{};
    std::array<Phasor, kMaxOrder + 1> current{};
};

// Fills in what follows from the spectra: angles, THD, amplitudes, reactive power, and the
// symmetrical components if `three_phases`. RMS values and active power are the caller's.
void complete(Truth& truth, const std::array<PhaseSpectrum, 3>& spectra, bool three_phases);

}  // namespace bench::mains
