#include "models/propagation/crossings.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "models/propagation/materials.h"

namespace bench::propagation {
namespace {

struct Line {
    Position from;
    Position to;
};

// Both directions of a link are one line.
Line ordered(const Position& a, const Position& b) {
    const bool keep = std::tie(a.x, a.y, a.z) <= std::tie(b.x, b.y, b.z);
    return keep ? Line{a, b} : Line{b, a};
}

Point plan(const Position& at) { return {at.x, at.y}; }

Point minus(const Point& a, const Point& b) { return {a.x - b.x, a.y - b.y}; }

double cross(const Point& a, const Point& b) { return a.x * b.y - a.y * b.x; }
double dot(const Point& a, const Point& b) { return a.x * b.x + a.y * b.y; }

// Above 0 to the left of the line from a to b, 0 on it.
double side(const Point& a, const Point& b, const Point& p) {
    return cross(minus(b, a), minus(p, a));
}

double height_at(const Line& line, double share) {
    return line.from.z + share * (line.to.z - line.from.z);
}

bool spans(const WallSegment& wall, double height) {
    return height >= wall.bottom && height < wall.top;
}

bool crosses_lengthwise(const Line& line, const WallSegment& wall) {
    const Point start = plan(line.from);
    const Point way = minus(plan(line.to), start);
    const double length = dot(way, way);
    if (!(length > 0)) return false;
    const double a = dot(minus(wall.from, start), way) / length;
    const double b = dot(minus(wall.to, start), way) / length;
    const double enters = std::max(std::min(a, b), 0.0);
    const double leaves = std::min(std::max(a, b), 1.0);
    if (!(enters < leaves)) return false;
    const double one = height_at(line, enters);
    const double other = height_at(line, leaves);
    return std::max(one, other) >= wall.bottom && std::min(one, other) < wall.top;
}

bool crosses(const Line& line, const WallSegment& wall) {
    const Point start = plan(line.from);
    const Point end = plan(line.to);
    const double first = side(wall.from, wall.to, start);
    const double second = side(wall.from, wall.to, end);
    if (first == 0 && second == 0) return crosses_lengthwise(line, wall);
    if ((first >= 0) == (second >= 0)) return false;
    if ((side(start, end, wall.from) >= 0) == (side(start, end, wall.to) >= 0)) return false;
    return spans(wall, height_at(line, first / (first - second)));
}

bool crosses(const Line& line, const Floor& floor) {
    if ((line.from.z >= floor.height) == (line.to.z >= floor.height)) return false;
    const double share = (floor.height - line.from.z) / (line.to.z - line.from.z);
    const double x = line.from.x + share * (line.to.x - line.from.x);
    const double y = line.from.y + share * (line.to.y - line.from.y);
    return x >= floor.least.x && x < floor.most.x && y >= floor.least.y && y < floor.most.y;
}

template <class Thing>
void collect(const Line& line, const std::vector<Thing>& things, Crossing::Kind kind,
             std::vector<Crossing>& crossed) {
    for (std::size_t i = 0; i < things.size(); ++i) {
        if (crosses(line, things[i])) crossed.push_back({kind, i});
    }
}

}  // namespace

std::vector<Crossing> crossings(const Position& from, const Position& to,
                                const std::vector<WallSegment>& walls,
                                const std::vector<Floor>& floors) {
    const Line line = ordered(from, to);
    std::vector<Crossing> crossed;
    collect(line, walls, Crossing::Kind::wall, crossed);
    collect(line, floors, Crossing::Kind::floor, crossed);
    return crossed;
}

double crossing_db(const Crossing& crossing, const SiteConfig& site, double frequency_mhz) {
    if (crossing.kind == Crossing::Kind::wall) {
        const WallSegment& wall = site.walls.at(crossing.index);
        return leaf_db({wall.material, wall.thickness_cm, wall.loss_db}, site.materials,
                       frequency_mhz);
    }
    const Floor& floor = site.floors.at(crossing.index);
    return leaf_db({floor.material, floor.thickness_cm, floor.loss_db}, site.materials,
                   frequency_mhz);
}

double crossings_db(const std::vector<Crossing>& crossed, const SiteConfig& site,
                    double frequency_mhz) {
    double sum = 0;
    for (const Crossing& crossing : crossed) sum += crossing_db(crossing, site, frequency_mhz);
    return sum;
}

}  // namespace bench::propagation
