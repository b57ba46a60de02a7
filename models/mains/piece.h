#pragma once

// What holds between two breakpoints: phasors of every order that occurs.

#include <array>
#include <cstdint>
#include <vector>

#include "models/mains/phasor.h"
#include "models/mains/truth.h"

namespace bench::mains {

// RMS phasors of one order at zero cycles. Currents are those beside the conductances.
struct OrderLine {
    int order = 1;
    std::array<Phasor, 3> voltage{};
    std::array<Phasor, 3> current{};
};

// Energy in a nanosecond, in nW ns and alike: 1e-18 J, so that sums are exact. As in EnergyTruth.
struct EnergyRate {
    std::int64_t active = 0;  // Import positive.
    std::array<std::int64_t, 4> reactive{};
    std::int64_t apparent = 0;
    std::int64_t gross = 0;
    std::int64_t gross_reactive = 0;
    std::int64_t faint = 0;
};

// In 1e-18 J and alike, since the start of the run.
struct EnergySums {
    Int128 net = 0;  // Import less export.
    std::array<Int128, 4> reactive{};
    Int128 apparent = 0;
    Int128 gross = 0;
    Int128 gross_reactive = 0;
    Int128 faint = 0;
};

// Real power of `order` times the fundamental, all phases together: the real part of
// watts * exp(j 2 pi order cycles). See ripple.h.
struct RippleTerm {
    int order = 1;
    Phasor watts{};
};

struct Piece {
    std::int64_t from_ns = 0;
    std::vector<OrderLine> lines;         // By order; the first is the fundamental.
    std::array<double, 3> conductance{};  // Siemens of each phase.
    std::array<EnergyRate, 2> rate{};     // While the flicker is high, and low.
    std::vector<RippleTerm> ripple;       // Of the power, beside its mean.
    double ripple_before_j = 0;           // Their integral at from_ns.
    EnergySums before;                    // Up to from_ns.
};

// Of one phase at a flicker factor. `inter_share_squares`: sum of squared shares of
// inter-harmonics.
struct PhaseSums {
    double voltage_square = 0;
    double current_square = 0;
    double active_w = 0;
    double reactive_var = 0;
};
[[nodiscard]] PhaseSums sums_of(const Piece& piece, std::size_t phase, double factor,
                                double inter_share_squares);
[[nodiscard]] EnergyRate rate_of(const Piece& piece, double factor, double inter_share_squares,
                                 double faint_w);
// sum += rate * duration
void add(EnergySums& sum, const EnergyRate& rate, std::int64_t duration_ns);

}  // namespace bench::mains
