#pragma once

// A scenario between reading and checking: names that nobody has looked up yet, with their places.

#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/scenario/values.h"

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
    std::vector<std::string> chosen;  // Action keys that it has.
    bool has_at = false;
    bool has_for = false;
    bool has_every = false;
    bool has_until = false;
    bool sound = true;  // Every value was read; times can be compared.
};

struct WallDraft {
    radio::WallConfig wall;
    Place thickness;
    bool has_thickness = false;
    bool sound = true;  // Every value was read.
};

struct NodeDraft {
    radio::NodeConfig node;
    std::vector<double> at;  // x, y, z in metres.
    Place place;
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
    radio::LinkConfig air_link;
    std::vector<WallDraft> walls;
    Place duration;
    Place channel;
    bool has_channel = false;
    bool times_sound = true;  // duration, warmup and drain were read.
};

}  // namespace bench::scenario
