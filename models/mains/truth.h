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
// 3.6e15 pJ). The work of each cycle, all phases together with their signs, goes to import or
// export as a whole. A cycle may begin at either zero crossing, which matters only where a load
// comes or goes within cycles against a flow the other way: import and export are the mean of both
// ways to count, and `apart_pj` is how much greater both are for one of them. The sums of the
// powers and of the fundamental reactive powers decide the quadrant (I +P +Q, II -P +Q, III -P -Q,
// IV +P -Q; zero counts as plus). Apparent and gross are arithmetic sums of the phases.
struct EnergyTruth {
    Int128 import_pj = 0;
    Int128 export_pj = 0;
    Int128 apart_pj = 0;                     // With its sign.
    std::array<Int128, 4> reactive_pvars{};  // By quadrant, I first.
    Int128 apparent_pvas = 0;
    Int128 gross_pj = 0;     // Of the magnitudes of the active powers.
    Int128 gross_pvars = 0;  // Of the magnitudes of the reactive powers.
    Int128 faint_pj = 0;     // Of gross_pj: of phases that have less than GridConfig::faint_w.
};

}  // namespace bench::mains
