#pragma once

// What a three-phase measurement says, as those who make it and those who judge or send it share
// it.

#include <array>
#include <cstdint>

#include "firmware/units/quantity.h"

namespace meter {

inline constexpr std::size_t kPhases = 3;
inline constexpr std::size_t kHarmonicOrders = 50;  // IEC 61000-4-7: 1 is the fundamental.
inline constexpr std::uint32_t kSampleRateHz = 8000;

// Samples of the front end since it was started; never starts anew while the firmware runs.
using SampleIndex = std::uint64_t;

// Root mean square over one cycle, refreshed each half cycle: Urms(1/2) of IEC 61000-4-30.
struct HalfCycle {
    SampleIndex end = 0;  // The first sample after the window.
    std::array<Microvolts, kPhases> voltage{};
    std::array<Microamperes, kPhases> current{};
    bool flagged = false;  // A sample of the window was replaced as disturbed.
};

enum class PhaseOrder : std::uint8_t { unknown, l1_l2_l3, l1_l3_l2 };

struct PhaseWindow {
    Microvolts voltage{};  // Root mean square, all harmonics.
    Microamperes current{};
    Milliwatts active{};   // All harmonics; positive: import.
    Millivars reactive{};  // Of the fundamental.
    MillivoltAmperes apparent{};
    Millidegrees voltage_angle{};   // Of the fundamental, against that of U1.
    Millidegrees current_angle{};   // Likewise, against that of U1.
    PartsPerMillion voltage_thd{};  // sqrt(sum of orders 2 .. 50 squared) / order 1
    PartsPerMillion current_thd{};
    // Subgroups of IEC 61000-4-7: bin 10 h +- 1 at 50 Hz; [0] is order 1.
    std::array<Microvolts, kHarmonicOrders> voltage_harmonics{};
    std::array<Microamperes, kHarmonicOrders> current_harmonics{};
};

// Ten cycles at 50 Hz, twelve at 60 Hz: the basic window of IEC 61000-4-30. Windows are gapless.
struct Window {
    SampleIndex begin = 0;
    SampleIndex end = 0;
    Millihertz frequency{};
    std::array<PhaseWindow, kPhases> phase{};
    Microamperes neutral{};
    PartsPerMillion negative_unbalance{};  // u2 = U2 / U1 of the symmetrical components.
    PartsPerMillion zero_unbalance{};      // u0 = U0 / U1.
    PhaseOrder order = PhaseOrder::unknown;
    bool flagged = false;  // A sample was replaced as disturbed.
};

// Fundamental phasors of one cycle.
struct PhasorSet {
    Millihertz frequency{};
    std::array<Microvolts, kPhases> voltage{};
    std::array<Microamperes, kPhases> current{};
    std::array<Millidegrees, kPhases> voltage_angle{};  // Against U1.
    std::array<Millidegrees, kPhases> current_angle{};
    bool flagged = false;  // A sample was replaced as disturbed.
};

// Registers in 0.01 Wh, varh, VAh; none ever goes back. Quadrants by the signs of active and
// reactive power (IEC 62053-23): I +P +Q, II -P +Q, III -P -Q, IV +P -Q.
struct EnergyRegisters {
    Energy active_import{};
    Energy active_export{};
    std::array<std::int64_t, 4> reactive_cvarh{};  // By quadrant, I first.
    std::int64_t apparent_cvah = 0;
};

}  // namespace meter
