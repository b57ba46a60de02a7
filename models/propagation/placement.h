#pragma once

// Whether what is drawn can be, and whether the nodes stand where a radio can stand.
//
// Answers a complaint for the first thing that is wrong, in the order of the lists, so that who
// loads a scenario can refuse it by name.

#include <optional>
#include <string>
#include <vector>

#include "models/propagation/config.h"

namespace bench::propagation {

struct NamedPosition {
    std::string name;
    Position at;
};

// Walls without length or height, thicknesses not above 0 or not in the material table (unless
// their loss is given), losses below 0, floors without area.
[[nodiscard]] std::optional<Complaint> misdrawn(const SiteConfig& site);

// A node nearer to the middle of a wall or floor than half its thickness.
[[nodiscard]] std::optional<Complaint> inside_masonry(const NamedPosition& node,
                                                      const SiteConfig& site);

// Two nodes nearer to each other than 1 mm. Every pair is looked at: for up to some thousand nodes.
[[nodiscard]] std::optional<Complaint> in_one_place(const std::vector<NamedPosition>& nodes);

}  // namespace bench::propagation
