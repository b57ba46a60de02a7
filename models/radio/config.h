#pragma once

// What the air is made of: plain structs that the scenario fills in.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/time/time.h"

namespace bench::radio {

struct Position {  // Metres.
    double x = 0;
    double y = 0;
    double z = 0;
};

enum class Enclosure : std::uint8_t { none, meter_box_closed, steel_cabinet, pit };

struct NodeConfig {
    std::string name;
    Position at;
    Enclosure enclosure = Enclosure::none;
    double noise_figure_db = 6.0;
    double implementation_loss_db = 2.0;
};

enum class Material : std::uint8_t {
    brick,
    concrete,
    reinforced_concrete,
    plasterboard,
    glass,
    low_e_glass,
    wood
};

struct WallConfig {
    Material material = Material::brick;
    double thickness_cm = 22;  // One of the thicknesses of the material table.
    int count = 1;
};

// A Rician channel between two nodes.
struct FadingConfig {
    double rician_db = 6.0;          // K factor.
    double delay_spread_ns = 100.0;  // RMS, exponential power delay profile.
    double doppler_hz = 1.0;
};

struct LinkConfig {  // Between two nodes, both ways the same.
    std::string name;
    std::string from;
    std::string to;
    double exponent = 2.8;  // Log-distance, from free space at 1 m.
    std::vector<WallConfig> walls;
    double shadowing_sigma_db = 0;  // One draw a link and run.
    std::optional<FadingConfig> fading;
};

struct AirConfig {
    std::vector<NodeConfig> nodes;
    std::vector<LinkConfig> links;
    double man_made_noise_db = 0;  // Added to the thermal noise of every receiver.
};

enum class AccessMode : std::uint8_t { polite, duty_cycle };

}  // namespace bench::radio
