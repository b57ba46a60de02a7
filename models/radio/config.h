#pragma once

// What the air is made of: plain structs that the scenario fills in.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/interference/config.h"
#include "models/propagation/config.h"
#include "models/time/time.h"

namespace bench::radio {

using propagation::Enclosure;
using propagation::Material;
using propagation::Position;
using propagation::WallConfig;

// What a receiver's readings of a level are off by. The errors are the modem defaults of BabbleSim;
// AT86RF215 gives RSSI and energy in whole dB.
struct RssiConfig {
    double offset_sigma_db = 1.0;   // Of the part, all its life.
    double reading_sigma_db = 1.5;  // Of each reading.
    double step_db = 1.0;
};
inline constexpr RssiConfig kExactRssi{0, 0, 0};

struct NodeConfig {
    std::string name;
    Position at;
    Enclosure enclosure = Enclosure::none;
    double noise_figure_db = 6.0;
    double implementation_loss_db = 2.0;
    // A receiver leaves the frame that it is on for a later one so much stronger; nothing: never.
    // An engineering default: AT86RF215 offers 6, 12, 18 dB and off (register FSKC2, RXO).
    std::optional<double> restart_db = 8.0;
    RssiConfig rssi{};
};

// A Rician channel between two nodes.
struct FadingConfig {
    double rician_db = 6.0;          // K factor.
    double delay_spread_ns = 100.0;  // RMS, exponential power delay profile.
    double doppler_hz = 1.0;
};

struct LinkConfig {  // Between two nodes, both ways the same.
    std::string name;
    std::string from;  // Stands in the building that the path enters, if it does.
    std::string to;
    propagation::PathConfig path;
    std::optional<FadingConfig> fading;
};

// All pairs of nodes that have no link of their own: a cell in which everybody may hear everybody.
struct MeshConfig {
    propagation::PathConfig path;  // Without slow shadowing.
    std::optional<FadingConfig> fading;
    // Pairs that lose more in the median are no neighbours. 152 dB: 20 dB below the noise in 150
    // kHz at a noise figure of 6 dB, for an EIRP of 16 dBm.
    double most_loss_db = 152;
    // Pairs that do not hear each other whatever the distance; those with the hub always may.
    double hidden_share = 0;
    std::string hub;  // A node's name, or empty.
};

// A source of interference, and how it reaches the nodes (without fading or shadowing).
struct InterfererConfig {
    interference::SourceConfig source;
    propagation::PathConfig path;
    Enclosure enclosure = Enclosure::none;
    bool switched = false;  // By the timeline; off until it is turned on.
};

struct AirConfig {
    std::vector<NodeConfig> nodes;
    std::vector<LinkConfig> links;
    std::optional<MeshConfig> mesh;
    std::vector<InterfererConfig> interferers;
    propagation::SiteConfig site;  // Drawn walls and floors, between all links.
    double man_made_noise_db = 0;  // Added to the thermal noise of every receiver.
    std::uint8_t plan = 33;        // Channel plan, by number (channel_plan.h).
};

enum class AccessMode : std::uint8_t { polite, duty_cycle };

}  // namespace bench::radio
