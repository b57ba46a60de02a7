#pragma once

// The seam between the analogue side and what converts it, for a converter in place of the
// sample-level one: a modulator and the decimator's RTL (`fidelity: rtl`).

#include <array>
#include <cstdint>
#include <span>

#include "models/afe/front_end_config.h"

namespace bench::afe {

// Work is done in blocks of this many frames: 10 ms.
inline constexpr std::size_t kBlockFrames = 80;

inline constexpr std::int32_t kFullScaleCounts = 1 << 23;

// Seven simultaneous samples. 2^23 counts are the full scale; what lies outside is held at
// -2^23 or 2^23 - 1 and marked.
struct Frame {
    std::array<std::int32_t, kChannels> counts{};
    std::uint8_t saturated = 0;  // Bit n: channel n.
    friend bool operator==(const Frame&, const Frame&) = default;
};

// Volts at the inputs of the modulators: after sensor, tolerance, offset, anti-alias filter,
// disturbance and thermal noise, and as a modulator with exactly the nominal full scale sees them:
// what the part's reference is off is divided out. Pulses are apart, since they want a finer step.
class AnalogueInput {
public:
    virtual ~AnalogueInput() = default;
    // Fills out[channel], all of one length, with the values at start_s + n * step_s. Calls follow
    // each other in time with one step; `first_index` counts the values since the restart, and the
    // noise is drawn by it.
    virtual void volts(std::uint64_t first_index, double start_s, double step_s,
                       const std::array<std::span<double>, kChannels>& out) = 0;
    // Whether add_pulses() may have something to add within [from_s, to_s).
    [[nodiscard]] virtual bool pulsed(double from_s, double to_s) const = 0;
    // Adds `factor` times what impulses leave behind the anti-alias filter to out[n], its mean over
    // the step_s before start_s + n * step_s. Calls for a channel follow each other in time.
    virtual void add_pulses(std::size_t channel, double start_s, double step_s, double factor,
                            std::span<double> out) = 0;
};

class SampleConverter {
public:
    virtual ~SampleConverter() = default;
    // From the input to the frame that shows it, the same for all frequencies.
    [[nodiscard]] virtual double delay_s() const = 0;
    // Power came or conversion starts: nothing is left in the filters.
    virtual void restart() = 0;
    // The next frames since the restart, the first of them the `first_index`th. Frame n is emitted
    // at start_s + n * step_s and ends with what `input` is in the step_s before.
    virtual void convert(AnalogueInput& input, std::uint64_t first_index, double start_s,
                         double step_s, std::span<Frame> out) = 0;
};

}  // namespace bench::afe
