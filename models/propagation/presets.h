#pragma once

// Paths with a name, for scenarios that do not draw a building.

#include <optional>
#include <string_view>

#include "models/propagation/config.h"

namespace bench::propagation {

struct PresetPath {
    PathConfig path;
    Enclosure enclosure = Enclosure::none;  // Of the meter; the collector has none.
    double rician_db = 0;                   // K factor, for whoever models the fading.
    std::optional<double> delay_spread_ns;  // RMS; absent where the preset names none.
};

// highrise_riser has one floor; the scenario sets 1 to 4.
[[nodiscard]] PresetPath preset(Preset name);
[[nodiscard]] std::string_view name_of(Preset name);

}  // namespace bench::propagation
