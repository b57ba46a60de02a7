#pragma once

// The voltages between two breakpoints: nominal ones with their settings, then the events.

#include <array>
#include <cstdint>
#include <vector>

#include "models/mains/grid_config.h"
#include "models/mains/phasor.h"

namespace bench::mains {

// Apart, so that a voltage of nothing still has a direction to return to.
struct PhaseWave {
    double magnitude_v = 0;
    Phasor direction{1, 0};
    [[nodiscard]] Phasor fundamental() const { return magnitude_v * direction; }
};
using VoltageState = std::array<PhaseWave, 3>;

[[nodiscard]] VoltageState undisturbed(const GridConfig& config);
void apply(const GridEvent& event, const GridConfig& config, VoltageState& state);
[[nodiscard]] bool in_mask(std::uint8_t phases, std::size_t phase);

}  // namespace bench::mains
