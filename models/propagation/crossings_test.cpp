#include "models/propagation/crossings.h"

#include <cmath>

#include <gtest/gtest.h>

#include "models/chance/chance.h"

namespace bench::propagation {
namespace {

WallSegment wall(Point from, Point to) {
    WallSegment made;
    made.from = from;
    made.to = to;
    return made;
}

// Walls round the ground from (0, 0) to (10, 10), each to the next corner.
std::vector<WallSegment> room() {
    return {wall({0, 0}, {10, 0}), wall({10, 0}, {10, 10}), wall({10, 10}, {0, 10}),
            wall({0, 10}, {0, 0})};
}

std::vector<std::size_t> walls_of(const Position& a, const Position& b,
                                  const std::vector<WallSegment>& walls) {
    std::vector<std::size_t> indices;
    for (const Crossing& crossing : crossings(a, b, walls, {})) indices.push_back(crossing.index);
    return indices;
}

using Indices = std::vector<std::size_t>;

TEST(Crossings, ThroughAHouseAreTwoWallsInTheOrderOfTheList) {
    EXPECT_EQ(walls_of({5, -5, 1}, {5, 15, 1}, room()), (Indices{0, 2}));
    EXPECT_EQ(walls_of({5, 15, 1}, {5, -5, 1}, room()), (Indices{0, 2}));
    EXPECT_EQ(walls_of({5, 5, 1}, {5, 15, 1}, room()), (Indices{2}));
    EXPECT_EQ(walls_of({2, 2, 1}, {8, 8, 1}, room()), Indices{});
    EXPECT_EQ(walls_of({-1, -5, 1}, {-1, 15, 1}, room()), Indices{});
}

TEST(Crossings, OverAndUnderAWallIsNotThrough) {
    auto walls = room();
    EXPECT_EQ(walls_of({5, -1, 4}, {5, 1, 4}, walls), Indices{});
    EXPECT_EQ(walls_of({5, -1, -1}, {5, 1, -1}, walls), Indices{});
    // At the wall the line is at 3.0 m, just over the top; a little lower it goes through.
    EXPECT_EQ(walls_of({5, -1, 2}, {5, 1, 4}, walls), Indices{});
    EXPECT_EQ(walls_of({5, -1, 2}, {5, 1, 3.9}, walls), (Indices{0}));
    EXPECT_EQ(walls_of({5, -1, -1}, {5, 1, 1}, walls), (Indices{0}));  // At the bottom.
    walls[0].top = kEndless;
    EXPECT_EQ(walls_of({5, -1, 400}, {5, 1, 400}, walls), (Indices{0}));
}

TEST(Crossings, WallsOfTwoStoreysAreCrossedOnce) {
    auto lower = wall({0, 0}, {10, 0});
    auto upper = lower;
    upper.bottom = 3;
    upper.top = 6;
    EXPECT_EQ(walls_of({5, -1, 3}, {5, 1, 3}, {lower, upper}), (Indices{1}));
}

TEST(Crossings, ThroughACornerIsOneWall) {
    EXPECT_EQ(walls_of({-1, -1, 1}, {1, 1, 1}, room()).size(), 1U);
    EXPECT_EQ(walls_of({-1, -1, 1}, {11, 11, 1}, room()).size(), 2U);
    EXPECT_EQ(walls_of({-1, 1, 1}, {1, -1, 1}, room()).size() % 2, 0U);  // Only touches it.
}

// From one place to another the walls of a closed room are crossed an even number of times if both
// are inside or both outside, else an odd one: also for lines through the corners, of which this
// grid has many.
TEST(Crossings, AClosedRoomIsLeftAsOftenAsEntered) {
    const auto walls = room();
    const auto inside = [](double x, double y) { return x > 0 && x < 10 && y > 0 && y < 10; };
    int lines = 0;
    for (int i = 0; i < 7 * 7; ++i) {
        for (int j = 0; j < 7 * 7; ++j) {
            const Position a{-4.0 + 3 * (i % 7), -4.0 + 3 * (i / 7), 1};
            const Position b{-4.0 + 3 * (j % 7), -4.0 + 3 * (j / 7), 1};
            const bool apart = inside(a.x, a.y) != inside(b.x, b.y);
            ASSERT_EQ(crossings(a, b, walls, {}).size() % 2, apart ? 1U : 0U)
                << a.x << "," << a.y << " to " << b.x << "," << b.y;
            ++lines;
        }
    }
    EXPECT_EQ(lines, 2401);
}

TEST(Crossings, LengthwiseThroughAWallIsOnce) {
    const std::vector<WallSegment> walls{wall({0, 0}, {10, 0})};
    EXPECT_EQ(walls_of({-5, 0, 1}, {15, 0, 1}, walls), (Indices{0}));
    EXPECT_EQ(walls_of({-5, 0, 1}, {5, 0, 1}, walls), (Indices{0}));
    EXPECT_EQ(walls_of({-5, 0, 1}, {-1, 0, 1}, walls), Indices{});
    EXPECT_EQ(walls_of({-5, 0, 1}, {0, 0, 1}, walls), Indices{});  // Reaches its end only.
    EXPECT_EQ(walls_of({-5, 0, 4}, {15, 0, 4}, walls), Indices{});
    EXPECT_EQ(walls_of({-5, 0, 8}, {15, 0, 1}, walls), (Indices{0}));  // Comes down into it.
}

// Against the intersection by Cramer's rule, in general position.
TEST(Crossings, EqualTheIntersectionOfTheTwoLines) {
    const chance::Key key{11};
    int through = 0;
    for (std::uint64_t i = 0; i < 4000; ++i) {
        const auto u = [&](std::uint64_t n) { return 10 * key.of(i).uniform(n); };
        const Position a{u(0), u(1), 1};
        const Position b{u(2), u(3), 1};
        const WallSegment w = wall({u(4), u(5)}, {u(6), u(7)});
        const double dx = b.x - a.x, dy = b.y - a.y;
        const double ex = w.to.x - w.from.x, ey = w.to.y - w.from.y;
        const double det = ex * dy - dx * ey;
        const double t = (ex * (w.from.y - a.y) - ey * (w.from.x - a.x)) / det;
        const double s = (dx * (w.from.y - a.y) - dy * (w.from.x - a.x)) / det;
        const bool expected = t > 0 && t < 1 && s > 0 && s < 1;
        ASSERT_EQ(crossings(a, b, {w}, {}).size(), expected ? 1U : 0U) << i;
        ASSERT_EQ(crossings(b, a, {w}, {}).size(), expected ? 1U : 0U) << i;
        through += expected ? 1 : 0;
    }
    EXPECT_GT(through, 500);
}

TEST(Crossings, FloorsBetweenTheEnds) {
    std::vector<Floor> floors(3);
    for (int i = 0; i < 3; ++i) floors[static_cast<std::size_t>(i)].height = 3.0 * (i + 1);
    EXPECT_EQ(crossings({0, 0, 1}, {1, 0, 7}, {}, floors).size(), 2U);
    EXPECT_EQ(crossings({0, 0, 7}, {0, 0, 1}, {}, floors).size(), 2U);  // Straight down.
    EXPECT_EQ(crossings({0, 0, 1}, {9, 0, 2}, {}, floors).size(), 0U);
    EXPECT_EQ(crossings({0, 0, 3}, {9, 0, 4}, {}, floors).size(), 0U);  // At its height is above.
    EXPECT_EQ(crossings({0, 0, 3}, {9, 0, 2}, {}, floors).size(), 1U);
    EXPECT_EQ(crossings({0, 0, 1}, {1, 0, 7}, {}, floors)[0].kind, Crossing::Kind::floor);
}

TEST(Crossings, AFloorEndsAtItsCorners) {
    Floor floor;
    floor.least = {0, 0};
    floor.most = {10, 10};
    EXPECT_EQ(crossings({5, 5, 1}, {6, 6, 5}, {}, {floor}).size(), 1U);
    EXPECT_EQ(crossings({15, 5, 1}, {16, 6, 5}, {}, {floor}).size(), 0U);
    EXPECT_EQ(crossings({0, 0, 1}, {0, 0, 5}, {}, {floor}).size(), 1U);
    EXPECT_EQ(crossings({10, 5, 1}, {10, 5, 5}, {}, {floor}).size(), 0U);
}

TEST(Crossings, LossesAddUpForAFrequency) {
    SiteConfig site;
    site.walls = room();
    site.walls[2].material = Material::reinforced_concrete;
    site.floors.resize(1);
    const auto crossed = crossings({5, -5, 1}, {5, 15, 3.2}, site.walls, site.floors);
    ASSERT_EQ(crossed.size(), 3U);
    EXPECT_NEAR(crossings_db(crossed, site, 868), 7 + 18 + 18.3, 1e-12);
    EXPECT_NEAR(crossings_db(crossed, site, 2400), 10 + 25 + 18.3, 1e-12);
    site.walls[0].loss_db = 1;
    site.materials = {{Material::floor_slab, 2}};
    EXPECT_NEAR(crossings_db(crossed, site, 868), 1 + 18 + 2, 1e-12);
}

}  // namespace
}  // namespace bench::propagation
