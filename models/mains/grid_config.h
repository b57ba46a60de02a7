#pragma once

// A three-phase grid, what hangs on it and what happens to it. Plain; grid.h makes waves of them,
// grid_check.h says what is wrong with them.
//
// Conventions: voltages and currents are RMS values, angles are degrees, those of the phases
// relative to the nominal wave (L1 0, L2 -120, L3 +120), positive leads. Instants are bench Time.

#include <cstdint>
#include <vector>

#include "models/time/time.h"

namespace bench::mains {

inline constexpr int kMaxOrder = 50;  // IEC 61000-4-7 ends there: 2.5 kHz at 50 Hz.

// Phases of a load or an event: bit 0 is L1.
inline constexpr std::uint8_t kL1 = 1;
inline constexpr std::uint8_t kL2 = 2;
inline constexpr std::uint8_t kL3 = 4;
inline constexpr std::uint8_t kAllPhases = 7;

// A share of the fundamental. The wave is locked to its fundamental: when that is at the angle a,
// the harmonic is at order * a + angle_deg, so the 5th of three phases turns backwards and the 3rd
// is the same in all.
struct Harmonic {
    int order = 3;     // 2 .. 50, each at most once in a list.
    double share = 0;  // 0 .. 10; 0.05 is 5 %.
    double angle_deg = 0;
};

// Neither locked to the fundamental nor a multiple of it.
struct InterHarmonic {
    double frequency_hz =
        0;             // 1 .. 3500, 0.5 Hz or more away from any multiple of the nominal one.
    double share = 0;  // Of the phase's fundamental, 0 .. 1.
};

// Frequency f(t) = frequency + amplitude * sin(2 pi t / period); the phase is its exact integral.
struct FrequencyDrift {
    double amplitude_hz = 0;  // 0 .. 5
    double period_s = 60;     // 1 .. 1e6
};

// Rectangular modulation of IEC 61000-4-15: the voltage steps between 1 + depth / 2 and
// 1 - depth / 2, so depth is dU / U. It begins high at the start of the run. The time between
// two steps is rounded to whole nanoseconds.
struct Flicker {
    double depth = 0;               // 0 .. 0.5; 0 is none.
    double changes_per_minute = 0;  // Above 0 .. 4800 when there is a depth; two make a period.
};

struct PhaseSetting {
    double magnitude_percent = 100;  // Of the nominal voltage, 0 .. 200.
    double angle_error_deg = 0;      // -180 .. 180
};

enum class PhaseRotation : std::uint8_t { l1_l2_l3, l1_l3_l2 };

struct GridConfig {
    double nominal_v = 230;    // Phase against neutral, 10 .. 1000.
    double frequency_hz = 50;  // 42.5 .. 69, drift included (the range of IEC 61000-4-30 class A).
    std::uint8_t phases = kAllPhases;  // Those that exist; the others have no voltage. kL1: one.
    PhaseRotation rotation = PhaseRotation::l1_l2_l3;
    FrequencyDrift drift;
    PhaseSetting phase[3];
    // u2 = U2 / U1, 0 .. 0.5. Realised exactly by a negative sequence added to a nominal positive
    // one; only with three phases and default `phase`. The angle is that of U2 against U1.
    double unbalance = 0;
    double unbalance_angle_deg = 0;
    std::vector<Harmonic> harmonics;             // Of the voltage, alike in all phases.
    std::vector<InterHarmonic> inter_harmonics;  // At most 8.
    Flicker flicker;
    double faint_w = 0;  // What a phase draws or gives below this is also summed by itself.
};

// What decides the wave of the current.
// resistive: given as power, a conductance: its current is the voltage's wave, harmonics and all,
// and
//   follows it. Given as current, a sine wave. Power factor 1 only.
// motor: a sine wave with an inrush.
// rectifier: without a spectrum, the ideal bridge with smoothed current, shares 1 / order: orders
//   6 k +- 1 on three phases (N. Mohan, T. Undeland, W. Robbins, Power Electronics, 3-phase
//   rectifiers), all odd ones on fewer (Fourier series of the square wave). With `thd` above 0
//   those shares are scaled to it.
// inverter: orders as of the rectifier, scaled to `thd`; or a spectrum.
// spectrum: the list as it is; without one, a sine wave.
enum class LoadKind : std::uint8_t { resistive, motor, rectifier, inverter, spectrum };
enum class PowerFactorSign : std::uint8_t { lag, lead };
enum class LoadDirection : std::uint8_t { import, export_ };

// Of power and current exactly one is above zero. Whatever is not a resistive load given in watts
// draws the same current at any voltage of at least 10 % of the nominal one (flicker left aside)
// and none below: that of its power at nominal voltage.
struct LoadItem {
    LoadKind kind = LoadKind::resistive;
    std::uint8_t phases = kAllPhases;
    double power_w = 0;       // Fundamental, all phases of the mask together, at nominal voltage.
    double current_a = 0;     // RMS of the fundamental in each phase of the mask, up to 10 000.
    double power_factor = 1;  // Of the fundamental (displacement), 0 .. 1; above 0 with power_w.
    PowerFactorSign sign = PowerFactorSign::lag;
    // Export is the same current turned round: what lags comes back in quadrant III, what leads in
    // II.
    LoadDirection direction = LoadDirection::import;
    Time start = kStart;
    Nanoseconds length = kEndOfTime - kStart;  // Up to kEndOfTime: for ever.
    // Motor: current at the start as a multiple of the rated one (1 .. 20; 1 is none), decaying to
    // it with a time constant, in steps of half a nominal cycle. Over when 0.1 % of the rated
    // current is left of it.
    double inrush_multiple = 1;
    Nanoseconds inrush_decay{};      // Above 0 .. 10 s if the multiple is above 1.
    double thd = 0;                  // 0 .. 10, rectifier and inverter without a spectrum.
    std::vector<Harmonic> spectrum;  // Relative to the fundamental current; not resistive, motor.
};

// dip, swell, interruption, phase_loss: the fundamental of the masked phases is `residual` times
// the nominal voltage, and the harmonics keep their shares. phase_swap: two masked phases change
// places at the meter's terminals, before its loads. An event later in the list has the last word.
enum class EventKind : std::uint8_t { dip, swell, interruption, phase_loss, phase_swap };

struct GridEvent {
    EventKind kind = EventKind::dip;
    std::uint8_t phases = kAllPhases;  // phase_swap: exactly two.
    // dip: 0 .. 0.95; swell: 1.05 .. 2; interruption, phase_loss: 0 .. 0.1. Not of phase_swap.
    double residual = 0;
    Time start = kStart;
    Nanoseconds length{};       // Above 0.
    double phase_jump_deg = 0;  // -180 .. 180, for the length of the event.
};

}  // namespace bench::mains
