#include "harness/scenario/materials.h"

#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace bench::scenario {

namespace {

struct Row {
    radio::Material material;
    const char* name;
    std::vector<double> thicknesses_cm;  // Empty: any.
    bool between;                        // Anything from the first to the second.
};

std::vector<Row> table() {
    using radio::Material;
    return {
        {Material::brick, "brick", {10, 22}, false},
        {Material::concrete, "concrete", {10, 20}, false},
        {Material::reinforced_concrete, "reinforced_concrete", {20, 30}, true},
        {Material::plasterboard, "plasterboard", {2.6}, false},
        {Material::glass, "glass", {0.6}, false},
        {Material::low_e_glass, "low_e_glass", {}, false},
        {Material::wood, "wood", {4}, false},
    };
}

Row row_of(radio::Material material) {
    for (const Row& row : table()) {
        if (row.material == material) return row;
    }
    return {material, "?", {}, false};
}

bool has(const Row& row, double thickness_cm) {
    constexpr double kTolerance = 1e-6;
    if (row.thicknesses_cm.empty()) return true;
    if (row.between)
        return thickness_cm >= row.thicknesses_cm[0] - kTolerance &&
               thickness_cm <= row.thicknesses_cm[1] + kTolerance;
    for (const double known : row.thicknesses_cm) {
        if (std::fabs(known - thickness_cm) < kTolerance) return true;
    }
    return false;
}

}  // namespace

const char* material_name(radio::Material material) { return row_of(material).name; }

std::string thickness_words(radio::Material material) {
    const Row row = row_of(material);
    if (row.thicknesses_cm.empty()) return "any";
    std::string words;
    for (const double thickness : row.thicknesses_cm) {
        if (!words.empty()) words += row.between ? " .. " : ", ";
        words += fmt::format("{} cm", thickness);
    }
    return words;
}

std::string thickness_complaint(const radio::WallConfig& wall, bool given) {
    const Row row = row_of(wall.material);
    if (!given)
        return row.thicknesses_cm.empty() ? ""
                                          : fmt::format("a wall of {} needs a thickness", row.name);
    if (has(row, wall.thickness_cm)) return {};
    return fmt::format("no loss is known for {} of {:g} cm", row.name, wall.thickness_cm);
}

}  // namespace bench::scenario
