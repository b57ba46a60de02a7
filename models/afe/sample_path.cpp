#include "models/afe/sample_path.h"

#include <algorithm>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

// Adding it leaves a double's fraction without room: the sum is rounded to whole counts.
constexpr double kRounder = 0x1.8p52;
constexpr double kLeastCounts = -kFullScaleCounts;
constexpr double kMostCounts = kFullScaleCounts - 1;

// Sums held in registers: as many outputs at a time as fill them.
constexpr std::size_t kAtOnce = 8;
static_assert(kBlockFrames % kAtOnce == 0);

// Outputs beyond `count` up to the next multiple of kAtOnce mean nothing.
void filter(const double* input, const std::array<double, kFilterTaps>& taps, double offset,
            double* out, std::size_t count) {
    for (std::size_t n = 0; n < count; n += kAtOnce) {
        std::array<double, kAtOnce> sums;
        sums.fill(offset);
        for (std::size_t k = 0; k < kFilterTaps; ++k) {
            for (std::size_t j = 0; j < kAtOnce; ++j) sums[j] += taps[k] * input[n + k + j];
        }
        for (std::size_t j = 0; j < kAtOnce; ++j) out[n + j] = sums[j];
    }
}

}  // namespace

double noise_volts(const ConverterConfig& config) {
    const double sine_squared = config.full_scale_v * config.full_scale_v / 2;
    return numeric::square_root(sine_squared / numeric::from_db(config.snr_db));
}

void quantise(std::span<const double> counts, std::size_t channel, std::span<Frame> out) {
    constexpr std::size_t kMost = kBlockFrames;
    std::array<std::int32_t, kMost> whole;
    std::uint64_t outside = 0;
    const std::size_t size = std::min(out.size(), kMost);
    for (std::size_t n = 0; n < size; ++n) {
        const double rounded = (counts[n] + kRounder) - kRounder;
        const double held = std::max(std::min(rounded, kMostCounts), kLeastCounts);
        outside += held != rounded ? 1 : 0;
        whole[n] = static_cast<std::int32_t>(held);
    }
    for (std::size_t n = 0; n < size; ++n) out[n].counts[channel] = whole[n];
    if (outside == 0) return;
    for (std::size_t n = 0; n < size; ++n) {
        const double rounded = (counts[n] + kRounder) - kRounder;
        const auto mark = static_cast<unsigned>(rounded > kMostCounts || rounded < kLeastCounts);
        out[n].saturated = static_cast<std::uint8_t>(out[n].saturated | (mark << channel));
    }
}

SamplePath::SamplePath(const FrontEndConfig& config, const Parts& parts,
                       const emi::FrontEndDisturbance* disturbance, chance::Key key)
    : disturbance_{disturbance},
      delay_s_{DecimatorResponse::of(config.decimator).delay_s()},
      noise_v_{noise_volts(config.converter)},
      noise_{key.of("noise")} {
    const DecimatorResponse& decimator = DecimatorResponse::of(config.decimator);
    for (std::size_t i = 0; i < kChannels; ++i) {
        taps_[i] = fit_input_filter(decimator, parts.channels[i].corner_hz);
        responses_.emplace_back(decimator, parts.channels[i].corner_hz);
        offset_v_[i] = parts.channels[i].offset_v;
        longest_s_ = std::max(longest_s_, responses_[i].length_s());
    }
}

void SamplePath::restart() {
    for (auto& channel : input_) channel.fill(0);
}

void SamplePath::produce(SensorStage& sensors, std::uint64_t first_index, double start_s,
                         double step_s, std::span<Frame> out) {
    const std::size_t count = out.size();
    ChannelSpans fresh;
    ChannelSpans filtered;
    for (std::size_t i = 0; i < kChannels; ++i) {
        fresh[i] = std::span{input_[i]}.subspan(kFilterTaps - 1, count);
        filtered[i] = std::span{output_[i]}.first(count);
    }
    sensors.fill(start_s - delay_s_ + kFilterReach * step_s, step_s, fresh);
    for (std::size_t i = 0; i < kChannels; ++i) {
        filter(input_[i].data(), taps_[i], offset_v_[i], output_[i].data(), count);
        std::copy_n(input_[i].begin() + static_cast<std::ptrdiff_t>(count), kFilterTaps - 1,
                    input_[i].begin());
    }
    add_impulses(start_s, step_s, count);
    noise_.add(first_index, noise_v_, filtered);
    for (Frame& frame : out) frame.saturated = 0;
    for (std::size_t i = 0; i < kChannels; ++i) {
        for (double& value : filtered[i]) value *= scale_;
        quantise(filtered[i], i, out);
    }
}

void SamplePath::add_impulses(double start_s, double step_s, std::size_t count) {
    const double end_s = start_s + static_cast<double>(count) * step_s;
    const double from_s = start_s - longest_s_;  // One before the block still reaches into it.
    if (disturbance_ == nullptr || !disturbance_->active(from_s, end_s)) return;
    for (std::size_t i = 0; i < kChannels; ++i) {
        impulses_.clear();
        disturbance_->impulses(i, from_s, end_s, impulses_);
        responses_[i].add(impulses_, start_s, step_s, std::span{output_[i]}.first(count));
    }
}

}  // namespace bench::afe
