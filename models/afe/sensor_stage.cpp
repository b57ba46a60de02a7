#include "models/afe/sensor_stage.h"

#include <algorithm>

namespace bench::afe {

ChannelSpans part_of(const ChannelSpans& all, std::size_t from, std::size_t count) {
    ChannelSpans part;
    for (std::size_t i = 0; i < kChannels; ++i) part[i] = all[i].subspan(from, count);
    return part;
}

SampleRange samples_within(double from_s, double to_s, double start_s, double step_s,
                           std::size_t count) {
    SampleRange range{count, count};
    // Found by comparing instants, so that it is the same whatever block a sample lies in.
    for (std::size_t n = 0; n < count; ++n) {
        const double at = start_s + static_cast<double>(n) * step_s;
        if (at >= from_s && range.from == count) range.from = n;
        if (at >= to_s) {
            range.to = n;
            break;
        }
    }
    range.from = std::min(range.from, range.to);
    return range;
}

SensorStage::SensorStage(const FrontEndConfig& config, const Parts& parts,
                         const mains::WaveSource& wave, const emi::FrontEndDisturbance* disturbance)
    : parts_{parts}, wave_{wave}, disturbance_{disturbance}, cores_{parts} {
    for (const InputFault& fault : config.faults) {
        if (fault.kind == InputFaultKind::open) faults_.push_back(fault);
    }
    set_temperature(config.temperature_c);
}

void SensorStage::set_temperature(double celsius) {
    for (std::size_t i = 0; i < kChannels; ++i) {
        const ChannelPart& part = parts_.channels[i];
        gain_[i] = part.gain * (1 + part.drift_per_k * (celsius - 25));
    }
}

void SensorStage::fill(double start_s, double step_s, const ChannelSpans& out) {
    const std::size_t count = out[0].size();
    wave_.fill(start_s, step_s, out);
    const double end_s = start_s + static_cast<double>(count) * step_s;
    const bool disturbed = disturbance_ != nullptr && disturbance_->active(start_s, end_s);
    bias_.clear();
    for (std::size_t n = 0; disturbed && n < count; ++n) {
        bias_.push_back(disturbance_->core_bias(start_s + static_cast<double>(n) * step_s));
    }
    cores_.run(step_s, {out[3], out[4], out[5], out[6]}, bias_);
    for (std::size_t i = 0; i < kChannels; ++i) {
        const double gain = gain_[i];
        for (double& value : out[i]) value *= gain;
    }
    cut_open_wires(start_s, step_s, out);
    if (disturbed) add_slow(start_s, step_s, out);
}

// What couples into the board's own wiring stays when the sensor's wire is off.
void SensorStage::cut_open_wires(double start_s, double step_s, const ChannelSpans& out) const {
    for (const InputFault& fault : faults_) {
        const SampleRange range =
            samples_within(fault.from_s, fault.to_s, start_s, step_s, out[0].size());
        for (std::size_t n = range.from; n < range.to; ++n) out[fault.channel][n] = 0;
    }
}

void SensorStage::add_slow(double start_s, double step_s, const ChannelSpans& out) const {
    for (std::size_t i = 0; i < kChannels; ++i) {
        for (std::size_t n = 0; n < out[i].size(); ++n) {
            out[i][n] += disturbance_->voltage(i, start_s + static_cast<double>(n) * step_s);
        }
    }
}

}  // namespace bench::afe
