#pragma once

// The median loss between two nodes: distance, walls and enclosures; and the noise at a receiver.
//
// Used when a bench is built, never per frame. Decibels and dBm throughout; distances in metres,
// frequencies in MHz, below 1 GHz or in the band at 2.4 GHz.

#include "models/radio/config.h"

namespace bench::radio {

// 20 log10(4 pi d f / c). Nearer than 1 m counts as 1 m: the formula holds in the far field only.
[[nodiscard]] double free_space_db(double distance_m, double frequency_mhz);
// Free space to 1 m, from there 10 n log10(d).
[[nodiscard]] double log_distance_db(double distance_m, double frequency_mhz, double exponent);

// All `count` leaves of a wall. Throws std::invalid_argument for a thickness that the table lacks.
[[nodiscard]] double wall_db(const WallConfig& wall, double frequency_mhz);
[[nodiscard]] double enclosure_db(Enclosure enclosure, double frequency_mhz);

// Throws std::invalid_argument when both are in one place.
[[nodiscard]] double distance_m(const Position& a, const Position& b);

// Everything between two antennas but shadowing and fading.
[[nodiscard]] double median_loss_db(const LinkConfig& link, const NodeConfig& a,
                                    const NodeConfig& b, double frequency_mhz);

// Thermal noise at 290 K (-173.975 dBm/Hz) in a bandwidth, raised by the noise figure.
[[nodiscard]] double noise_dbm(double bandwidth_hz, double noise_figure_db);

}  // namespace bench::radio
