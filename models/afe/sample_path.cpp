#include "models/afe/sample_path.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

// Adding it leaves a double's fraction without room: the sum's bits count up by whole numbers.
constexpr double kRounder = 0x1.8p52;

std::int64_t rounded(double value) {
    return std::bit_cast<std::int64_t>(value + kRounder) - std::bit_cast<std::int64_t>(kRounder);
}

// Two doubles of one register. Written out because gcc 12 vectorises the plain loops along the
// taps, with more shuffles than products.
using Pair [[gnu::vector_size(16)]] = double;
constexpr std::size_t kPairs = 5;  // Sums held in registers at a time.
static_assert(kBlockFrames % (2 * kPairs) == 0);

// Outputs beyond `count` up to the next multiple of 2 kPairs mean nothing.
void filter(const double* input, const std::array<double, kFilterTaps>& taps, double offset,
            double* out, std::size_t count) {
    for (std::size_t n = 0; n < count; n += 2 * kPairs) {
        std::array<Pair, kPairs> sums;
        sums.fill(Pair{offset, offset});
        for (std::size_t k = 0; k < kFilterTaps; ++k) {
            const Pair tap{taps[k], taps[k]};
            for (std::size_t j = 0; j < kPairs; ++j) {
                Pair value;
                std::memcpy(&value, input + n + k + 2 * j, sizeof value);
                sums[j] += tap * value;
            }
        }
        std::memcpy(out + n, sums.data(), sizeof sums);
    }
}

}  // namespace

double noise_volts(const ConverterConfig& config) {
    const double sine_squared = config.full_scale_v * config.full_scale_v / 2;
    return numeric::square_root(sine_squared / numeric::from_db(config.snr_db));
}

void quantise(std::span<const double> volts, double scale, std::size_t channel,
              std::span<Frame> out) {
    std::uint64_t outside = 0;
    for (std::size_t n = 0; n < out.size(); ++n) {
        const std::int64_t whole = rounded(volts[n] * scale);
        outside |= static_cast<std::uint64_t>(whole + kFullScaleCounts) / (2 * kFullScaleCounts);
        out[n].counts[channel] = static_cast<std::int32_t>(whole);
    }
    if (outside == 0) return;
    for (std::size_t n = 0; n < out.size(); ++n) {
        const std::int64_t whole = rounded(volts[n] * scale);
        const std::int64_t held =
            std::clamp<std::int64_t>(whole, -kFullScaleCounts, kFullScaleCounts - 1);
        out[n].counts[channel] = static_cast<std::int32_t>(held);
        const auto mark = static_cast<unsigned>(held != whole) << channel;
        out[n].saturated = static_cast<std::uint8_t>(out[n].saturated | mark);
    }
}

SamplePath::SamplePath(const FrontEndConfig& config, const Parts& parts,
                       const DecimatorResponse& decimator,
                       const emi::FrontEndDisturbance* disturbance, chance::Key key)
    : disturbance_{disturbance},
      delay_s_{decimator.delay_s()},
      noise_v_{noise_volts(config.converter)},
      noise_{key.of("noise")} {
    for (std::size_t i = 0; i < kChannels; ++i) {
        taps_[i] = fit_input_filter(decimator, parts.channels[i].corner_hz);
        responses_.emplace_back(decimator, parts.channels[i].corner_hz);
        offset_v_[i] = parts.channels[i].offset_v;
        longest_s_ = std::max(longest_s_, responses_[i].length_s());
    }
}

void SamplePath::restart() {
    for (auto& channel : input_) channel.fill(0);
    begin_s_.reset();
}

void SamplePath::produce(SensorStage& sensors, std::uint64_t first_index, double start_s,
                         double step_s, std::span<Frame> out) {
    const std::size_t count = out.size();
    if (!begin_s_) begin_s_ = start_s - step_s;
    take_input(sensors, start_s - delay_s_ + kFilterReach * step_s, step_s, count);
    ChannelSpans filtered;
    for (std::size_t i = 0; i < kChannels; ++i) {
        filtered[i] = std::span{output_[i]}.first(count);
    }
    for (std::size_t i = 0; i < kChannels; ++i) {
        filter(input_[i].data(), taps_[i], offset_v_[i], output_[i].data(), count);
        std::copy_n(input_[i].begin() + static_cast<std::ptrdiff_t>(count), kFilterTaps - 1,
                    input_[i].begin());
    }
    add_impulses(start_s, step_s, count);
    noise_.add(first_index, noise_v_, filtered);
    for (Frame& frame : out) frame.saturated = 0;
    for (std::size_t i = 0; i < kChannels; ++i) {
        quantise(filtered[i], scale_, i, out);
    }
}

// What lies before the conversion began is nought, and nobody is asked for it.
void SamplePath::take_input(SensorStage& sensors, double from_s, double step_s, std::size_t count) {
    std::size_t before = 0;
    while (before < count && from_s + static_cast<double>(before) * step_s < *begin_s_) ++before;
    ChannelSpans fresh;
    for (std::size_t i = 0; i < kChannels; ++i) {
        const std::span<double> all = std::span{input_[i]}.subspan(kFilterTaps - 1, count);
        std::fill_n(all.begin(), before, 0.0);
        fresh[i] = all.subspan(before);
    }
    if (before == count) return;
    sensors.fill(from_s + static_cast<double>(before) * step_s, step_s, fresh);
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
