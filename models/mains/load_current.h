#pragma once

// What one load draws: its spectrum, and its fundamental current in steps.

#include <cstdint>
#include <vector>

#include "models/mains/grid_config.h"
#include "models/mains/phasor.h"

namespace bench::mains {

// The harmonics of a load's current by its kind, relative to the fundamental.
[[nodiscard]] std::vector<Harmonic> current_spectrum(const LoadItem& load);

// A stretch in which a load draws `multiple` times its rated current.
struct Draw {
    std::int64_t from_ns = 0;
    std::int64_t to_ns = 0;  // INT64_MAX: for ever.
    std::size_t load = 0;    // Index in the list.
    double multiple = 1;
};

// Appends the stretches of a load; more than one only for an inrush.
void append_draws(const LoadItem& load, std::size_t index, double frequency_hz,
                  std::vector<Draw>& out);

[[nodiscard]] int phase_count(std::uint8_t phases);
// A load that is a conductance: siemens in each of its phases. Zero for all others.
[[nodiscard]] double conductance(const LoadItem& load, double nominal_v);
// RMS of the fundamental in each of its phases; zero for a conductance.
[[nodiscard]] double rated_current(const LoadItem& load, double nominal_v);
// The fundamental current of 1 A against the fundamental of the voltage, before any export.
[[nodiscard]] Phasor displacement(const LoadItem& load);

// start + length, for ever if that is beyond the end of time.
[[nodiscard]] std::int64_t end_ns(Time start, Nanoseconds length);

}  // namespace bench::mains
