#pragma once

// What walls, floors and enclosures take away: one table, by material, thickness and band.
//
// Frequencies in MHz: 863 to 928 (the sub-GHz column) or 2400 to 2483.5; others are refused with
// std::invalid_argument, and so is a thickness that the table lacks.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/propagation/config.h"

namespace bench::propagation {

struct Loss {
    double mean_db = 0;
    double sd_db = 0;         // Between walls of the same kind. Nothing draws from it yet.
    std::string_view source;  // Where the number comes from.
};

[[nodiscard]] Loss material_loss(Material material, double thickness_cm, double frequency_mhz);
// What to write instead of a thickness that the table lacks; nothing if it has it.
[[nodiscard]] std::optional<std::string> known_thicknesses(Material material, double thickness_cm);
[[nodiscard]] Loss enclosure_loss(Enclosure enclosure, double frequency_mhz);

// All `count` leaves of a wall.
[[nodiscard]] double wall_db(const WallConfig& wall, double frequency_mhz);
[[nodiscard]] double enclosure_db(Enclosure enclosure, double frequency_mhz);

// One leaf: its own loss if it has one, else that of the first override for its material, else the
// table's.
struct Leaf {
    Material material = Material::brick;
    double thickness_cm = 22;
    std::optional<double> loss_db;
};
[[nodiscard]] double leaf_db(const Leaf& leaf, const std::vector<MaterialOverride>& overrides,
                             double frequency_mhz);

// As the scenario spells them: "reinforced_concrete", "steel_cabinet".
[[nodiscard]] std::string_view name_of(Material material);
[[nodiscard]] std::string_view name_of(Enclosure enclosure);

}  // namespace bench::propagation
