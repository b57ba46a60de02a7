#pragma once

// What a perfect meter would show of a wave source, for those who judge a real one.
//
// All mean values are those of a steady wave over whole cycles: what the state of the moment,
// lasting on, would give. The ripple of power at twice the frequency is not in them.

#include <array>

#include "models/mains/grid_config.h"
#include "models/numeric/int128.h"

namespace bench::mains {

struct PhaseTruth {
    double voltage_v = 0;     // RMS, harmonics and inter-harmonics included.
    double current_a = 0;     // Likewise.
    double active_w = 0;      // Likewise; positive: import.
    double reactive_var = 0;  // Of the fundamental: U1 I1 sin(angle of U1 - angle of I1).
    double apparent_va = 0;   // voltage_v * current_a
    // Of the fundamentals, -180 .. 180, against that of U1 of L1 (or the nominal wave if L1 is
    // dead); positive leads. 0 for a wave without a fundamental.
    double voltage_angle_deg = 0;
    double current_angle_deg = 0;
    double voltage_thd = 0;  // sqrt(sum of squares of orders 2 .. 50) / order 1; 0 without order 1.
    double current_thd = 0;
    std::array<double, kMaxOrder + 1> voltage_harmonic_v{};  // RMS by order, from 1; [0] is unused.
    std::array<double, kMaxOrder + 1> current_harmonic_a{};
};

struct Truth {
    double frequency_hz = 0;
    std::array<PhaseTruth, 3> phase{};
    double neutral_a = 0;  // RMS of i1 + i2 + i3.
    // Symmetrical components of the fundamentals: the smaller rotating one (u2) and the zero one
    // (u0) against the larger rotating one, which is the negative one if `reversed`.
    double u2 = 0;
    double u0 = 0;
    bool reversed = false;
};

// Totals since the start of the run, in picojoules, picovar seconds and pico-VA seconds (1 Wh is
// 3.6e15 pJ). The sum of the phases' active powers, with its sign, decides between import and
// export and, with the sum of the fundamental reactive powers, the quadrant (I +P +Q, II -P +Q, III
// -P -Q, IV +P -Q; zero counts as plus). Apparent is the arithmetic sum of the phases.
struct EnergyTruth {
    Int128 import_pj = 0;
    Int128 export_pj = 0;
    std::array<Int128, 4> reactive_pvars{};  // By quadrant, I first.
    Int128 apparent_pvas = 0;
};

}  // namespace bench::mains
