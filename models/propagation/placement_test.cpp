#include "models/propagation/placement.h"

#include <cmath>

#include <gtest/gtest.h>

namespace bench::propagation {
namespace {

SiteConfig house() {
    SiteConfig site;
    site.walls.resize(1);
    site.walls[0] = {"kitchen", {0, 0}, {10, 0}, 0, 3, Material::brick, 22, {}};
    site.floors.resize(1);
    site.floors[0].name = "first";
    return site;
}

TEST(Placement, ANodeInAWallIsRefusedByName) {
    const auto complaint = inside_masonry({"meter_3", {5, 0.05, 1}}, house());
    ASSERT_TRUE(complaint);
    EXPECT_EQ(complaint->where, "node meter_3");
    EXPECT_EQ(complaint->what,
              "stands inside wall kitchen: 0.050 m from its middle, which is 0.110 m from its "
              "surface");
    EXPECT_EQ(complaint->instead, "move it by more than 0.060 m");
}

TEST(Placement, OnTheSurfaceOfAWallOrBesideItsEndIsAllowed) {
    EXPECT_FALSE(inside_masonry({"m", {5, 0.11, 1}}, house()));
    EXPECT_FALSE(inside_masonry({"m", {10.12, 0, 1}}, house()));
    EXPECT_TRUE(inside_masonry({"m", {10.10, 0, 1}}, house()));
    EXPECT_FALSE(inside_masonry({"m", {5, 0, -1}}, house()));
}

TEST(Placement, ANodeInAFloorIsRefused) {
    const auto complaint = inside_masonry({"m", {5, 2, 2.9}}, house());
    ASSERT_TRUE(complaint);
    EXPECT_EQ(complaint->what,
              "stands inside floor first: 0.100 m from its middle, which is 0.125 m from its "
              "surface");
    auto site = house();
    site.floors[0].most = {4, 4};
    EXPECT_FALSE(inside_masonry({"m", {5, 2, 2.9}}, site));
}

TEST(Placement, TwoNodesInOnePlaceAreRefused) {
    EXPECT_FALSE(in_one_place({{"a", {0, 0, 0}}, {"b", {0, 0, 0.001}}, {"c", {1, 0, 0}}}));
    const auto complaint = in_one_place({{"a", {0, 0, 0}}, {"b", {1, 0, 0}}, {"c", {0, 0, 9e-4}}});
    ASSERT_TRUE(complaint);
    EXPECT_EQ(complaint->where, "node c");
    EXPECT_EQ(complaint->what, "stands where node a stands");
}

TEST(Drawing, ASoundSiteHasNoComplaint) { EXPECT_FALSE(misdrawn(house())); }

TEST(Drawing, WhatCannotBeIsRefused) {
    const auto what = [](auto&& change) {
        SiteConfig site = house();
        change(site);
        const auto complaint = misdrawn(site);
        return complaint ? complaint->where + " " + complaint->what : "nothing";
    };
    EXPECT_EQ(what([](auto& s) { s.walls[0].to = {0, 0}; }), "wall kitchen ends where it begins");
    EXPECT_EQ(what([](auto& s) { s.walls[0].to.x = std::nan(""); }),
              "wall kitchen ends where it begins");
    EXPECT_EQ(what([](auto& s) { s.walls[0].top = 0; }), "wall kitchen reaches from 0 to 0 m");
    EXPECT_EQ(what([](auto& s) { s.walls[0].thickness_cm = 0; }), "wall kitchen is 0 cm thick");
    EXPECT_EQ(what([](auto& s) { s.walls[0].loss_db = -1; }), "wall kitchen loses -1 dB");
    EXPECT_EQ(what([](auto& s) { s.walls[0].thickness_cm = 15; }),
              "wall kitchen no loss is known for brick of 15 cm");
    EXPECT_EQ(what([](auto& s) { s.floors[0].most = {-kEndless, 0}; }), "floor first has no area");
    EXPECT_EQ(what([](auto& s) {
                  s.materials = {{Material::wood, -2}};
              }),
              "material wood loses -2 dB");
}

}  // namespace
}  // namespace bench::propagation
