#include "models/propagation/placement.h"

#include <algorithm>

#include <fmt/format.h>

#include "models/numeric/numeric.h"
#include "models/propagation/materials.h"

namespace bench::propagation {
namespace {

constexpr double kOnePlaceM = 1e-3;

double length(double x, double y) { return numeric::square_root(x * x + y * y); }

// Of a point in the plan from the nearest point of the wall's middle line.
double distance_to(const WallSegment& wall, const Position& at) {
    const double dx = wall.to.x - wall.from.x;
    const double dy = wall.to.y - wall.from.y;
    const double squared = dx * dx + dy * dy;
    const double along = (at.x - wall.from.x) * dx + (at.y - wall.from.y) * dy;
    const double share = squared > 0 ? std::clamp(along / squared, 0.0, 1.0) : 0.0;
    return length(at.x - wall.from.x - share * dx, at.y - wall.from.y - share * dy);
}

Complaint within(const NamedPosition& node, const std::string& what, double distance,
                 double half_m) {
    return {fmt::format("node {}", node.name),
            fmt::format("stands inside {}: {:.3f} m from its middle, which is {:.3f} m from its "
                        "surface",
                        what, distance, half_m),
            fmt::format("move it by more than {:.3f} m", half_m - distance)};
}

template <class Thing>
std::optional<Complaint> bad_leaf(const std::string& where, const Thing& thing) {
    if (!(thing.thickness_cm > 0)) {
        return Complaint{where, fmt::format("is {:g} cm thick", thing.thickness_cm),
                         "give a thickness above 0 cm"};
    }
    if (thing.loss_db) {
        if (*thing.loss_db >= 0) return std::nullopt;
        return Complaint{where, fmt::format("loses {:g} dB", *thing.loss_db),
                         "give a loss of 0 dB or more"};
    }
    if (const auto help = known_thicknesses(thing.material, thing.thickness_cm)) {
        return Complaint{where,
                         fmt::format("no loss is known for {} of {:g} cm", name_of(thing.material),
                                     thing.thickness_cm),
                         *help};
    }
    return std::nullopt;
}

std::optional<Complaint> bad_wall(const WallSegment& wall) {
    const std::string where = "wall " + wall.name;
    if (!(length(wall.to.x - wall.from.x, wall.to.y - wall.from.y) > 0)) {
        return Complaint{where, "ends where it begins", "give two points that differ"};
    }
    if (!(wall.top > wall.bottom)) {
        return Complaint{where, fmt::format("reaches from {:g} to {:g} m", wall.bottom, wall.top),
                         "give a top above the bottom"};
    }
    return bad_leaf(where, wall);
}

std::optional<Complaint> bad_floor(const Floor& floor) {
    const std::string where = "floor " + floor.name;
    if (!(floor.most.x > floor.least.x && floor.most.y > floor.least.y)) {
        return Complaint{where, "has no area",
                         "give a most corner above the least in both directions"};
    }
    return bad_leaf(where, floor);
}

}  // namespace

std::optional<Complaint> misdrawn(const SiteConfig& site) {
    for (const WallSegment& wall : site.walls) {
        if (auto complaint = bad_wall(wall)) return complaint;
    }
    for (const Floor& floor : site.floors) {
        if (auto complaint = bad_floor(floor)) return complaint;
    }
    for (const MaterialOverride& material : site.materials) {
        if (material.loss_db >= 0) continue;
        return Complaint{fmt::format("material {}", name_of(material.material)),
                         fmt::format("loses {:g} dB", material.loss_db),
                         "give a loss of 0 dB or more"};
    }
    return std::nullopt;
}

std::optional<Complaint> inside_masonry(const NamedPosition& node, const SiteConfig& site) {
    for (const WallSegment& wall : site.walls) {
        const double half = wall.thickness_cm / 200.0;
        const double distance = distance_to(wall, node.at);
        if (node.at.z < wall.bottom || node.at.z > wall.top || distance >= half) continue;
        return within(node, "wall " + wall.name, distance, half);
    }
    for (const Floor& floor : site.floors) {
        const double half = floor.thickness_cm / 200.0;
        const double distance = std::max(node.at.z - floor.height, floor.height - node.at.z);
        const bool over = node.at.x >= floor.least.x && node.at.x <= floor.most.x &&
                          node.at.y >= floor.least.y && node.at.y <= floor.most.y;
        if (over && distance < half) return within(node, "floor " + floor.name, distance, half);
    }
    return std::nullopt;
}

std::optional<Complaint> in_one_place(const std::vector<NamedPosition>& nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const Position& a = nodes[i].at;
            const Position& b = nodes[j].at;
            if (length(length(a.x - b.x, a.y - b.y), a.z - b.z) >= kOnePlaceM) continue;
            return Complaint{fmt::format("node {}", nodes[i].name),
                             fmt::format("stands where node {} stands", nodes[j].name),
                             "move one of them by 1 mm or more"};
        }
    }
    return std::nullopt;
}

}  // namespace bench::propagation
