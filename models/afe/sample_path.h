#pragma once

// The converter at sample fidelity: volts at the anti-alias filters' inputs to counts, in blocks of
// at most 80.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/afe/impulse_response.h"
#include "models/afe/input_filter.h"
#include "models/afe/noise.h"
#include "models/afe/sample_converter.h"
#include "models/afe/sensor_stage.h"

namespace bench::afe {

// Rounds `volts` times `scale` to the nearest count, below 2^51; holds what lies outside full scale
// and marks it. As many values as frames.
void quantise(std::span<const double> volts, double scale, std::size_t channel,
              std::span<Frame> out);

class SamplePath {
public:
    SamplePath(const FrontEndConfig& config, const Parts& parts, const DecimatorResponse& decimator,
               const emi::FrontEndDisturbance* disturbance, chance::Key key);

    // Conversion begins one step before the next frame.
    void restart();
    // Counts per volt from now on.
    void set_scale(double counts_per_volt) { scale_ = counts_per_volt; }

    // The next frames, at most kBlockFrames; frame n is emitted at start_s + n * step_s.
    void produce(SensorStage& sensors, std::uint64_t first_index, double start_s, double step_s,
                 std::span<Frame> out);

private:
    void take_input(SensorStage& sensors, double from_s, double step_s, std::size_t count);
    void add_impulses(double start_s, double step_s, std::size_t count);

    const emi::FrontEndDisturbance* disturbance_;
    double delay_s_;
    double noise_v_;
    double longest_s_ = 0;  // Of the responses.
    double scale_ = 0;
    std::optional<double> begin_s_;  // Of the conversion, once a frame was asked for.
    Noise noise_;
    std::array<double, kChannels> offset_v_{};
    std::array<std::array<double, kFilterTaps>, kChannels> taps_;
    std::vector<ImpulseResponse> responses_;  // One a channel.
    // The last 2 kFilterReach inputs, then those of the block.
    std::array<std::array<double, kFilterTaps - 1 + kBlockFrames>, kChannels> input_{};
    std::array<std::array<double, kBlockFrames>, kChannels> output_{};
    std::vector<emi::Impulse> impulses_;
};

// Standard deviation of white noise over 0 .. 4 kHz that a full-scale sine exceeds by snr_db.
[[nodiscard]] double noise_volts(const ConverterConfig& config);

}  // namespace bench::afe
