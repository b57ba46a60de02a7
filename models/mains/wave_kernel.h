#pragma once

// Samples of a few milliseconds from phasors: the fundamental's phasor at every sample, and its
// powers for the harmonics. Fixed lengths, so that the compiler makes vector code of it.

#include <array>
#include <cstddef>
#include <span>

#include "models/mains/fundamental.h"
#include "models/mains/phasor.h"
#include "models/mains/piece.h"

namespace bench::mains {

inline constexpr std::size_t kLanes = 40;  // 5 ms at 8 kHz, half a block of the front end.

using Lanes = std::array<double, kLanes>;
struct PhasorLanes {
    Lanes re;
    Lanes im;
};

// exp(j 2 pi n cycles_per_step) for every lane n.
[[nodiscard]] PhasorLanes turning(double cycles_per_step);
// by *= with
void multiply(PhasorLanes& by, const PhasorLanes& with);
void multiply(PhasorLanes& by, Phasor with);
// Turns every lane n further by chirp.cycles(n * step_s), which must stay below 0.02 cycles.
void turn_by(PhasorLanes& by, const Fundamental::Chirp& chirp, double step_s);

// Voltages and currents (six waves) of the piece's lines, given the fundamental's phasor.
struct SixWaves {
    std::array<Lanes, 3> voltage{};
    std::array<Lanes, 3> current{};
};
void add_lines(const Piece& piece, const PhasorLanes& fundamental, SixWaves& out);
// out[n] += Re(phasor * lanes[n])
void add_real(Phasor phasor, const PhasorLanes& lanes, Lanes& out);
// out[n] += lanes[n] * factor
void add_scaled(const Lanes& lanes, double factor, Lanes& out);
// out[n] = lanes[n] * factor, as many as there is room for; at most kLanes.
void scaled(const Lanes& lanes, double factor, std::span<double> out);

}  // namespace bench::mains
