#pragma once

// What the front end brings: up to 80 simultaneous samples (10 ms at 8 kHz) of its seven channels.

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/core/measurement.h"

namespace meter::waveform {

// In the order of the wire.
enum class Channel : std::uint8_t { u1, u2, u3, i1, i2, i3, neutral };

inline constexpr std::size_t kChannels = 7;
inline constexpr std::size_t kBlockSamples = 80;

// The channel of a phase's voltage or current, as an index.
[[nodiscard]] constexpr std::size_t voltage_of(std::size_t phase) { return phase; }
[[nodiscard]] constexpr std::size_t current_of(std::size_t phase) { return kPhases + phase; }
inline constexpr std::size_t kNeutral = static_cast<std::size_t>(Channel::neutral);

// One row per channel, the oldest sample first.
using Rows = std::array<std::array<std::int32_t, kBlockSamples>, kChannels>;

struct SampleBlock {
    Rows raw{};                  // Counts of the converter, -2^23 .. 2^23 - 1.
    std::size_t count = 0;       // Samples in each row, at most 80.
    SampleIndex first = 0;       // Index of raw[c][0]; samples of one channel follow one another.
    std::uint8_t saturated = 0;  // Bit c: a sample of channel c was saturated.
};

// The same after calibration: voltages in 100 uV, currents in 1 uA.
struct Block {
    Rows value{};
    std::size_t count = 0;
    SampleIndex first = 0;
};

}  // namespace meter::waveform
