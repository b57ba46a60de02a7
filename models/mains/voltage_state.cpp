#include "models/mains/voltage_state.h"

#include <utility>

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

PhaseWave wave_of(Phasor phasor) {
    const double magnitude = numeric::square_root(std::norm(phasor));
    return {magnitude, magnitude > 0 ? phasor / magnitude : Phasor{1, 0}};
}

// Positive sequence 1, negative sequence u2; the n-th phase of the rotation.
Phasor unbalanced(const GridConfig& config, int place) {
    const double third = place / 3.0;
    return polar(1, -third) + polar(config.unbalance, third + config.unbalance_angle_deg / 360.0);
}

}  // namespace

bool in_mask(std::uint8_t phases, std::size_t phase) { return ((phases >> phase) & 1U) != 0; }

VoltageState undisturbed(const GridConfig& config) {
    const bool reversed = config.rotation == PhaseRotation::l1_l3_l2;
    const std::array<int, 3> place{0, reversed ? 2 : 1, reversed ? 1 : 2};
    VoltageState state;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        if (!in_mask(config.phases, phase)) continue;
        const PhaseSetting& setting = config.phase[phase];
        const double volts = config.nominal_v * setting.magnitude_percent / 100;
        state[phase] =
            wave_of(unbalanced(config, place[phase]) * polar(1, setting.angle_error_deg / 360.0));
        state[phase].magnitude_v *= volts;
    }
    return state;
}

void apply(const GridEvent& event, const GridConfig& config, VoltageState& state) {
    std::array<std::size_t, 2> swapped{};
    std::size_t found = 0;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        if (!in_mask(event.phases & config.phases, phase)) continue;
        if (event.phase_jump_deg != 0) {
            state[phase].direction *= polar(1, event.phase_jump_deg / 360.0);
        }
        if (event.kind != EventKind::phase_swap) {
            state[phase].magnitude_v = event.residual * config.nominal_v;
        } else if (found < 2) {
            swapped[found++] = phase;
        }
    }
    if (found == 2) std::swap(state[swapped[0]], state[swapped[1]]);
}

}  // namespace bench::mains
