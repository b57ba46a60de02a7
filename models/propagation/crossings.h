#pragma once

// Which drawn walls and floors the straight line between two antennas goes through.
//
// The same for both directions. At the edges one rule holds, so that a line counts a corner once:
// - What lies exactly on a line counts as a little to its left. A line through the corner of two
//   walls crosses one of them if it passes from one side of the corner to the other, and none or
//   both if it only touches it.
// - A line within the plane of a wall goes through it lengthwise: crossed once if more than a point
//   of it lies between the ends.
// - A wall reaches from its bottom up to but not including its top, a rectangle of floor from its
//   least corner up to but not including its most, and an end at the height of a floor is above it:
//   storeys and slabs that meet are crossed once.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/propagation/config.h"

namespace bench::propagation {

struct Crossing {
    enum class Kind : std::uint8_t { wall, floor };
    Kind kind = Kind::wall;
    std::size_t index = 0;  // Of the site's walls or floors.
};

// Walls before floors, each in the order in which the site lists them.
[[nodiscard]] std::vector<Crossing> crossings(const Position& from, const Position& to,
                                              const std::vector<WallSegment>& walls,
                                              const std::vector<Floor>& floors);

// One of them, and their plain sum, in dB. Throws std::invalid_argument for what the material
// table lacks.
[[nodiscard]] double crossing_db(const Crossing& crossing, const SiteConfig& site,
                                 double frequency_mhz);
[[nodiscard]] double crossings_db(const std::vector<Crossing>& crossed, const SiteConfig& site,
                                  double frequency_mhz);

}  // namespace bench::propagation
