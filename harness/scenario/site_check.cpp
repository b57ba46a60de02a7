#include "harness/scenario/site_check.h"

#include <algorithm>

#include "harness/scenario/assemble.h"
#include "harness/scenario/decode.h"
#include "models/propagation/materials.h"
#include "models/propagation/placement.h"

namespace bench::scenario {

namespace {

using propagation::Material;

std::optional<double> replaced(const propagation::SiteConfig& site, Material material) {
    for (const propagation::MaterialOverride& each : site.materials) {
        if (each.material == material) return each.loss_db;
    }
    return std::nullopt;
}

// No thickness of a material is 0: the answer then lists those that the table has.
std::optional<std::string> thickness_wanted(Material material) {
    return propagation::known_thicknesses(material, 0);
}

// A wall that is counted has no loss of its own; its material may have one.
std::string or_material(const std::string& help, Material material) {
    return fmt::format("{} under world.materials: {{{}: {{loss: 9 dB}}}}", help, name_of(material));
}

void refuse_without(const Place& place, Material material, const std::string& help,
                    Findings& findings) {
    findings.error("E317", place, fmt::format("{} needs a thickness", name_of(material)), help);
}

void check_counted(const Draft& draft, const propagation::SiteConfig& site, Findings& findings) {
    for (const WallDraft& item : draft.walls) {
        const Material material = item.wall.material;
        if (!item.sound || item.thickness.source == nullptr || replaced(site, material)) continue;
        if (!item.has_thickness && thickness_wanted(material)) {
            refuse_without(item.thickness, material,
                           or_material(*thickness_wanted(material), material), findings);
        } else if (const auto help =
                       propagation::known_thicknesses(material, item.wall.thickness_cm)) {
            findings.error("E317", item.thickness,
                           fmt::format("no loss is known for {} of {:g} cm", name_of(material),
                                       item.wall.thickness_cm),
                           or_material(*help, material));
        }
    }
}

// "wall hall reaches from 3 to 1 m"; "wall hall: no loss is known for brick of 15 cm".
void refuse(const propagation::Complaint& complaint, const char* code, const Place& place,
            Findings& findings) {
    const char* const colon = complaint.what.rfind("no loss", 0) == 0 ? ":" : "";
    findings.error(code, place, fmt::format("{}{} {}", complaint.where, colon, complaint.what),
                   complaint.instead);
}

// `misdrawn` is asked with the loss that holds: an override needs no row of the table.
template <typename Thing>
bool lacks_thickness(const Drawn<Thing>& item, const Thing& thing, Findings& findings) {
    if (thing.loss_db || item.has_thickness || !thickness_wanted(thing.material)) return false;
    refuse_without(item.thickness, thing.material, *thickness_wanted(thing.material), findings);
    return true;
}

void check_drawn(const WallSegmentDraft& item, propagation::WallSegment wall,
                 const propagation::SiteConfig& site, Findings& findings) {
    if (!wall.loss_db) wall.loss_db = replaced(site, wall.material);
    if (lacks_thickness(item, wall, findings)) return;
    const bool dot = wall.from.x == wall.to.x && wall.from.y == wall.to.y;
    const Place& place = dot ? item.ends : wall.top > wall.bottom ? item.thickness : item.top;
    if (const auto complaint = propagation::misdrawn({{wall}, {}, {}}))
        refuse(*complaint, dot || wall.top <= wall.bottom ? "E340" : "E317", place, findings);
}

void check_drawn(const FloorDraft& item, propagation::Floor floor,
                 const propagation::SiteConfig& site, Findings& findings) {
    if (!floor.loss_db) floor.loss_db = replaced(site, floor.material);
    if (lacks_thickness(item, floor, findings)) return;
    const bool flat = floor.most.x > floor.least.x && floor.most.y > floor.least.y;
    if (!flat) {
        findings.error("E340", item.ends, fmt::format("floor {} has no area", floor.name),
                       "give two corners that differ in x and in y");
    } else if (const auto complaint = propagation::misdrawn({{}, {floor}, {}})) {
        refuse(*complaint, "E317", item.thickness, findings);
    }
}

void check_materials(const SiteDraft& draft, Findings& findings) {
    std::vector<std::string> names;
    for (const auto& [name, material] : material_words()) names.push_back(name);
    for (const MaterialDraft& item : draft.materials) {
        if (std::ranges::find(names, item.id.text) != names.end()) continue;
        findings.error("E310", item.id.place, fmt::format("'{}' is not a material", item.id.text),
                       suggestion(item.id.text, names, "materials"));
    }
}

// Of two places the one that was written over the other: in the scenario itself, or further down.
const Place& later(const Place& a, const Place& b, const std::string& file) {
    if (a.source != b.source) return b.source != nullptr && b.source->name() == file ? b : a;
    return a.line > b.line || (a.line == b.line && a.column > b.column) ? a : b;
}

void check_both(const Draft& draft, Findings& findings) {
    const bool drawn = !draft.site.walls.empty() || !draft.site.floors.empty();
    if (draft.walls.empty() || !drawn) return;
    const Place& site = draft.site.walls.empty() ? draft.site.floors_place : draft.site.walls_place;
    const Place& place = later(draft.walls_place, site, draft.scenario.file);
    const Place& other = &place == &site ? draft.walls_place : site;
    findings.error(
        "E341", place,
        fmt::format("walls are either counted or drawn, and {}:{} {}", other.source->name(),
                    other.line, &place == &site ? "counts them" : "draws them"),
        &place == &site ? "write 'walls: []' under links.rf, or draw nothing"
                        : "remove these, or what is drawn under world");
}

}  // namespace

void check_site(const Draft& draft, Findings& findings) {
    const propagation::SiteConfig site = site_of(draft.site);
    check_materials(draft.site, findings);
    check_counted(draft, site, findings);
    std::size_t next = 0;
    for (const WallSegmentDraft& item : draft.site.walls) {
        if (item.from.size() != 2 || item.to.size() != 2) continue;
        const propagation::WallSegment& wall = site.walls[next++];
        if (item.sound) check_drawn(item, wall, site, findings);
    }
    for (std::size_t i = 0; i < draft.site.floors.size(); ++i) {
        if (draft.site.floors[i].sound)
            check_drawn(draft.site.floors[i], site.floors[i], site, findings);
    }
    check_both(draft, findings);
}

}  // namespace bench::scenario
