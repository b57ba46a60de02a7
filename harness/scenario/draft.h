#pragma once

// A scenario between reading and checking: names that nobody has looked up yet, with their places.

#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/scenario/values.h"
#include "models/propagation/presets.h"

namespace bench::scenario {

struct EntryDraft {
    system::TimelineEntry entry;
    Named id;
    Named target;
    Named after;
    Place at;
    Place until;
    Place every;
    Place actions;                    // The entry itself.
    Place analogue;                   // Of voltage: its map.
    Place level;                      // Of inject.
    std::vector<std::string> chosen;  // Action keys that it has.
    std::vector<Place> jammed;        // Of each channel of `band`.
    bool unfelt = false;
    bool has_at = false;
    bool has_for = false;
    bool has_every = false;
    bool has_until = false;
    bool sound = true;  // Every value was read; times can be compared.
};

struct WallDraft {  // Counted on the link.
    radio::WallConfig wall;
    Place thickness;
    bool has_thickness = false;
    bool sound = true;  // Every value was read.
};

// A wall or floor that is drawn: wall.from and wall.to are filled in from the points.
template <typename Thing>
struct Drawn {
    Named id;
    Thing thing;
    std::vector<double> from;  // x, y in metres; of a floor perhaps empty.
    std::vector<double> to;
    Place ends;
    Place top;
    Place thickness;  // Or what stands in for it.
    bool has_thickness = false;
    bool sound = true;  // Every value was read.
};
using WallSegmentDraft = Drawn<propagation::WallSegment>;
using FloorDraft = Drawn<propagation::Floor>;

struct MaterialDraft {
    Named id;
    double loss_db = 0;
};

struct SiteDraft {
    std::vector<WallSegmentDraft> walls;
    std::vector<FloorDraft> floors;
    std::vector<MaterialDraft> materials;
    Place walls_place;
    Place floors_place;
};

struct PathDraft {
    propagation::PathConfig path;
    std::optional<propagation::PresetPath> preset;  // Instead.
    Place place;
    bool given = false;
    bool sound = true;  // Every value was read.
};

struct NodeDraft {
    radio::NodeConfig node;
    std::vector<double> at;  // x, y, z in metres.
    Place place;
    bool has_enclosure = false;
};

struct InterfererDraft {
    Named id;
    radio::InterfererConfig config;
    std::vector<double> at;  // x, y, z in metres.
    Place place;
    Named victim;
    PathDraft path;
    bool sound = true;  // Every value was read.
};

struct LinkDraft {
    Named from;
    Named to;
};

struct Draft {
    Scenario scenario;
    std::vector<EntryDraft> entries;
    NodeDraft meter;
    NodeDraft collector;
    LinkDraft rf;
    LinkDraft wan;
    LinkDraft ethernet;
    radio::LinkConfig air_link;  // Names, path and walls are filled in from these:
    PathDraft path;
    std::vector<WallDraft> walls;
    Place walls_place;
    bool has_fading = false;
    std::optional<propagation::ShadowingConfig> shadowing;
    SiteDraft site;
    std::vector<InterfererDraft> interferers;
    Place duration;
    Place grid;
    Place loads;
    Place phy;
    Place channel;
    Place power;
    Place redundancy;
    bool has_ethernet = false;
    bool has_redundancy = false;
    bool has_channel = false;
    bool has_power = false;
    bool radio_sound = true;  // phy and plan were read.
    bool times_sound = true;  // duration, warmup and drain were read.
};

}  // namespace bench::scenario
