#include "harness/scenario/assemble.h"

#include <algorithm>

#include "harness/scenario/decode.h"

namespace bench::scenario {

namespace {

bool has_points(const std::vector<double>& from, const std::vector<double>& to) {
    return from.size() == 2 && to.size() == 2;
}

propagation::WallSegment wall_of(const WallSegmentDraft& draft) {
    propagation::WallSegment wall = draft.thing;
    wall.name = draft.id.text;
    wall.from = {draft.from[0], draft.from[1]};
    wall.to = {draft.to[0], draft.to[1]};
    return wall;
}

propagation::Floor floor_of(const FloorDraft& draft) {
    propagation::Floor floor = draft.thing;
    floor.name = draft.id.text;
    if (!has_points(draft.from, draft.to)) return floor;
    floor.least = {std::min(draft.from[0], draft.to[0]), std::min(draft.from[1], draft.to[1])};
    floor.most = {std::max(draft.from[0], draft.to[0]), std::max(draft.from[1], draft.to[1])};
    return floor;
}

radio::NodeConfig node_of(const NodeDraft& draft, const system::RadioConfig& radio,
                          const char* name) {
    radio::NodeConfig node = draft.node;
    node.name = name;
    node.restart_db = radio.restart_db;
    if (draft.at.size() == 3) node.at = {draft.at[0], draft.at[1], draft.at[2]};
    return node;
}

bool switched(const Draft& draft, const std::string& name) {
    return std::ranges::any_of(draft.entries, [&](const EntryDraft& entry) {
        return entry.entry.action == system::Action::turn_on && entry.target.text == name;
    });
}

}  // namespace

propagation::SiteConfig site_of(const SiteDraft& draft) {
    propagation::SiteConfig site;
    for (const WallSegmentDraft& wall : draft.walls) {
        if (has_points(wall.from, wall.to)) site.walls.push_back(wall_of(wall));
    }
    for (const FloorDraft& floor : draft.floors) site.floors.push_back(floor_of(floor));
    for (const MaterialDraft& material : draft.materials) {
        const auto& words = material_words();
        const auto found =
            std::ranges::find(words, material.id.text, [](const auto& word) { return word.first; });
        if (found != words.end()) site.materials.push_back({found->second, material.loss_db});
    }
    return site;
}

std::vector<radio::NodeConfig> nodes_of(const Draft& draft) {
    const system::RadioConfig& radio = draft.scenario.config.radio;
    std::vector<radio::NodeConfig> nodes{node_of(draft.meter, radio, "meter"),
                                         node_of(draft.collector, radio, "collector")};
    if (draft.path.preset && !draft.meter.has_enclosure)
        nodes.front().enclosure = draft.path.preset->enclosure;
    return nodes;
}

propagation::PathConfig rf_path_of(const Draft& draft) {
    propagation::PathConfig path = draft.path.preset ? draft.path.preset->path : draft.path.path;
    for (const WallDraft& wall : draft.walls) path.walls.push_back(wall.wall);
    if (draft.shadowing) path.shadowing = *draft.shadowing;
    return path;
}

std::optional<radio::FadingConfig> fading_of(const Draft& draft) {
    if (draft.has_fading || !draft.path.preset) return draft.air_link.fading;
    radio::FadingConfig fading;
    fading.rician_db = draft.path.preset->rician_db;
    fading.delay_spread_ns = draft.path.preset->delay_spread_ns.value_or(fading.delay_spread_ns);
    return fading;
}

radio::InterfererConfig interferer_of(const Draft& draft, const InterfererDraft& each) {
    radio::InterfererConfig config = each.config;
    config.source.name = each.id.text;
    if (each.at.size() == 3) config.source.at = {each.at[0], each.at[1], each.at[2]};
    if (auto* following = std::get_if<interference::FollowingConfig>(&config.source.kind))
        following->victim = each.victim.text;
    config.path = each.path.path;
    if (!each.path.given) {
        config.path.law = rf_path_of(draft).law;
        // Floors that are counted belong to the way of rf.
        if (auto* law = std::get_if<propagation::MultiWall>(&config.path.law)) law->floors = 0;
    }
    config.switched = switched(draft, each.id.text);
    return config;
}

}  // namespace bench::scenario
