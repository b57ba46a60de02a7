#pragma once

// Losses that depend on the distance alone, and the noise at a receiver.
//
// Decibels and dBm throughout; distances in metres, frequencies in MHz.

#include "models/propagation/config.h"

namespace bench::propagation {

// Throws std::invalid_argument when both are in one place.
[[nodiscard]] double distance_m(const Position& a, const Position& b);
// Of the straight line over the horizontal, 0 to 90 degrees, the same from both ends.
[[nodiscard]] double elevation_deg(const Position& a, const Position& b);

// 20 log10(4 pi d f / c). Nearer than 1 m counts as 1 m, here and below: the formulas hold in the
// far field only.
[[nodiscard]] double free_space_db(double distance_m, double frequency_mhz);
// Free space to 1 m, from there 10 n log10(d).
[[nodiscard]] double log_distance_db(double distance_m, double frequency_mhz, double exponent);

// Thermal noise at 290 K (-173.975 dBm/Hz) in a bandwidth, raised by the noise figure.
[[nodiscard]] double noise_dbm(double bandwidth_hz, double noise_figure_db);

}  // namespace bench::propagation
