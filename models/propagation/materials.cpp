#include "models/propagation/materials.h"

#include <array>
#include <stdexcept>

#include <fmt/format.h>

namespace bench::propagation {
namespace {

// The slab formula of ITU-R P.2040 gives less than the field-like rows (slab_test.cpp): mortar,
// rebar, clutter and oblique incidence are missing from it. The rows are engineering defaults above
// it, of the size of COST 231's light (3.4) and heavy (6.9) walls.
constexpr std::string_view kField = "engineering default above the ITU-R P.2040 slab";
constexpr std::string_view kDefault = "engineering default";
constexpr std::string_view kCost = "COST 231 final report, chapter 4, fitted at 1.8 GHz";

struct Level {
    double mean_db;
    double sd_db;
};
struct MaterialRow {
    Material material;
    std::string_view name;
    double least_cm;  // The thicknesses for which the row stands.
    double most_cm;
    Level sub_ghz;
    Level ghz_2_4;
    std::string_view source;
};
constexpr double kAny = 1e9;  // Built one way only: the thickness is not looked at.
constexpr std::array<MaterialRow, 12> kMaterials{{
    {Material::brick, "brick", 10, 10, {4, 2}, {6, 2}, kField},
    {Material::brick, "brick", 22, 22, {7, 3}, {10, 3}, kField},
    {Material::concrete, "concrete", 10, 10, {8, 3}, {12, 3}, kField},
    {Material::concrete, "concrete", 20, 20, {12, 4}, {18, 4}, kField},
    {Material::reinforced_concrete, "reinforced_concrete", 20, 30, {18, 5}, {25, 5}, kField},
    {Material::plasterboard, "plasterboard", 0, kAny, {2, 1}, {3, 1}, kField},  // 2 x 13 mm.
    {Material::glass, "glass", 0, kAny, {2, 1}, {3, 1}, kField},                // Clear, 6 mm.
    {Material::low_e_glass, "low_e_glass", 0, kAny, {20, 6}, {25, 6}, kDefault},
    {Material::wood, "wood", 0, kAny, {2, 1}, {3, 1}, kField},  // A door of 4 cm.
    {Material::light_wall, "light_wall", 0, kAny, {3.4, 0}, {3.4, 0}, kCost},
    {Material::heavy_wall, "heavy_wall", 0, kAny, {6.9, 0}, {6.9, 0}, kCost},
    {Material::floor_slab, "floor_slab", 0, kAny, {18.3, 0}, {18.3, 0}, kCost},
}};

struct EnclosureRow {
    Enclosure enclosure;
    std::string_view name;
    Level sub_ghz;
    Level ghz_2_4;
    std::string_view source;
};
// None is above 35 dB: reflections go round a metal box, so its loss is never total.
constexpr std::array<EnclosureRow, 4> kEnclosures{{
    {Enclosure::none, "none", {0, 0}, {0, 0}, "no enclosure"},
    // Metal, with slots or a plastic window.
    {Enclosure::meter_box_closed, "meter_box_closed", {12, 6}, {15, 6}, kDefault},
    {Enclosure::steel_cabinet, "steel_cabinet", {25, 8}, {30, 8}, kDefault},
    {Enclosure::pit, "pit", {25, 8}, {35, 8}, kDefault},  // Under ground, cast-iron lid.
}};

bool is_sub_ghz(double frequency_mhz) {
    if (frequency_mhz >= 863 && frequency_mhz <= 928) return true;
    if (frequency_mhz >= 2400 && frequency_mhz <= 2483.5) return false;
    throw std::invalid_argument(
        fmt::format("no losses of walls and enclosures are known at {:g} MHz: use 863 to 928 or "
                    "2400 to 2483.5 MHz",
                    frequency_mhz));
}

bool stands_for(const MaterialRow& row, Material material, double thickness_cm) {
    return row.material == material && thickness_cm >= row.least_cm && thickness_cm <= row.most_cm;
}

}  // namespace

Loss material_loss(Material material, double thickness_cm, double frequency_mhz) {
    const bool sub_ghz = is_sub_ghz(frequency_mhz);
    for (const MaterialRow& row : kMaterials) {
        if (!stands_for(row, material, thickness_cm)) continue;
        const Level& level = sub_ghz ? row.sub_ghz : row.ghz_2_4;
        return {level.mean_db, level.sd_db, row.source};
    }
    throw std::invalid_argument(
        fmt::format("no loss is known for {} of {:g} cm: {}", name_of(material), thickness_cm,
                    known_thicknesses(material, thickness_cm).value_or("")));
}

std::optional<std::string> known_thicknesses(Material material, double thickness_cm) {
    std::string list;
    for (const MaterialRow& row : kMaterials) {
        if (stands_for(row, material, thickness_cm)) return std::nullopt;
        if (row.material != material) continue;
        if (!list.empty()) list += ", ";
        list += row.least_cm == row.most_cm
                    ? fmt::format("{:g}", row.least_cm)
                    : fmt::format("{:g} to {:g}", row.least_cm, row.most_cm);
    }
    return "write " + list + " cm, or give its loss";
}

Loss enclosure_loss(Enclosure enclosure, double frequency_mhz) {
    const bool sub_ghz = is_sub_ghz(frequency_mhz);
    for (const EnclosureRow& row : kEnclosures) {
        if (row.enclosure != enclosure) continue;
        const Level& level = sub_ghz ? row.sub_ghz : row.ghz_2_4;
        return {level.mean_db, level.sd_db, row.source};
    }
    throw std::invalid_argument("no loss is known for this enclosure");
}

double wall_db(const WallConfig& wall, double frequency_mhz) {
    if (wall.count < 0) throw std::invalid_argument("a wall cannot stand fewer than 0 times");
    return wall.count * material_loss(wall.material, wall.thickness_cm, frequency_mhz).mean_db;
}

double enclosure_db(Enclosure enclosure, double frequency_mhz) {
    return enclosure_loss(enclosure, frequency_mhz).mean_db;
}

double leaf_db(const Leaf& leaf, const std::vector<MaterialOverride>& overrides,
               double frequency_mhz) {
    if (leaf.loss_db) return *leaf.loss_db;
    for (const MaterialOverride& replaced : overrides) {
        if (replaced.material == leaf.material) return replaced.loss_db;
    }
    return material_loss(leaf.material, leaf.thickness_cm, frequency_mhz).mean_db;
}

std::string_view name_of(Material material) {
    for (const MaterialRow& row : kMaterials) {
        if (row.material == material) return row.name;
    }
    return "unknown material";
}

std::string_view name_of(Enclosure enclosure) {
    for (const EnclosureRow& row : kEnclosures) {
        if (row.enclosure == enclosure) return row.name;
    }
    return "unknown enclosure";
}

}  // namespace bench::propagation
