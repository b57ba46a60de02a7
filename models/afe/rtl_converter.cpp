#include "models/afe/rtl_converter.h"

#include <algorithm>
#include <stdexcept>

#include "rtl/afe_decimator/fir_table.h"

namespace bench::afe {
namespace {

namespace rtl = afe_decimator;

static_assert(rtl::kChannels == kChannels);
static_assert(rtl::kModulatorHz == DeltaSigma::kClockHz);
static_assert(rtl::kFullScale / 3 * 4 == kFullScaleCounts);

// Blocks of nothing after a reset, the fewest with which the first frame is there in time.
constexpr std::size_t kBlocksBefore = 42;
// A frame is there these clocks before the last that is run for it: the bits after it are early.
constexpr std::uint32_t kAheadClocks =
    kBlocksBefore * rtl::kBlockClocks + rtl::kClocksPerFrame - rtl::kFirstFrameClocks;
static_assert(kAheadClocks < rtl::kBlockClocks);

constexpr std::size_t kPhases = 16;

// Lagrange's weights of the four points about an interval at its k / 16: [point][k].
using Weights = std::array<std::array<double, kPhases>, 4>;

constexpr Weights make_weights() {
    Weights weights{};
    for (std::size_t k = 0; k < kPhases; ++k) {
        const double u = static_cast<double>(k) / kPhases;
        weights[0][k] = -u * (u - 1) * (u - 2) / 6;
        weights[1][k] = (u + 1) * (u - 1) * (u - 2) / 2;
        weights[2][k] = -(u + 1) * u * (u - 2) / 2;
        weights[3][k] = (u + 1) * u * (u - 1) / 6;
    }
    return weights;
}

constexpr Weights kWeights = make_weights();

// kPhases values from the second of `points` up to before the third, times `scale`.
void between(const double* points, double scale, double* __restrict out) {
    const double a = points[0] * scale;
    const double b = points[1] * scale;
    const double c = points[2] * scale;
    const double d = points[3] * scale;
    for (std::size_t k = 0; k < kPhases; ++k) {
        out[k] = kWeights[0][k] * a + kWeights[1][k] * b + kWeights[2][k] * c + kWeights[3][k] * d;
    }
}

// Times 4/3, to the nearest.
std::int32_t scaled(std::int32_t sample) {
    const std::int32_t four = 4 * sample;
    return (four + (four >= 0 ? 1 : -1)) / 3;
}

}  // namespace

RtlConverter::RtlConverter(double full_scale_v)
    : per_volt_{1 / full_scale_v}, clocks_(kBlockClocks), bits_(kBlockWords) {
    static_assert(kPhases == kClocksPerPoint);
    restart();
}

std::vector<double> RtlConverter::low_pass_taps() {
    return {rtl::kFirTaps.begin(), rtl::kFirTaps.end()};
}

double RtlConverter::delay_s() const {
    return (rtl::kGroupDelayClocks + DeltaSigma::kDelayClocks) / rtl::kModulatorHz;
}

void RtlConverter::restart() {
    for (auto& channel : points_) channel.fill(0);
    modulators_.fill(DeltaSigma{});
    decimator_.reset();
    constexpr std::array<double, rtl::kBlockClocks> kNothing{};
    for (std::size_t c = 0; c < kChannels; ++c) {
        for (std::size_t i = 0; i < kBlocksBefore; ++i) {
            modulators_[c].run(kNothing, std::span{&bits_[i][c], 1});
        }
    }
    decimator_.run(std::span{bits_}.first(kBlocksBefore));
}

void RtlConverter::convert(AnalogueInput& input, std::uint64_t first_index, double start_s,
                           double step_s, std::span<Frame> out) {
    for (std::size_t done = 0; done < out.size(); done += kBlockFrames) {
        const std::span<Frame> block = out.subspan(done, std::min(kBlockFrames, out.size() - done));
        const double clock_s = step_s / rtl::kClocksPerFrame;
        // The first clock of this block.
        const double from_s = start_s + (static_cast<double>(done) - 1) * step_s +
                              static_cast<double>(kAheadClocks) * clock_s;
        const std::size_t clocks = block.size() * rtl::kClocksPerFrame;
        take_input(input, first_index + done, from_s, clock_s * kClocksPerPoint, block.size());
        const bool pulsed =
            input.pulsed(from_s - clock_s, from_s + static_cast<double>(clocks) * clock_s);
        const std::size_t part = pulsed ? kBlockClocks : kPartClocks;
        for (std::size_t c = 0; c < kChannels; ++c) {
            modulate(input, c, from_s, clock_s, clocks, part);
        }
        decimator_.run(std::span{bits_}.first(clocks / rtl::kBlockClocks));
        collect(block);
    }
}

// Points are asked for as far ahead as the cubic through the last interval needs them.
void RtlConverter::take_input(AnalogueInput& input, std::uint64_t first_index, double start_s,
                              double step_s, std::size_t frames) {
    const std::size_t count = frames * kPointsPerFrame;
    std::array<std::span<double>, kChannels> fresh;
    for (std::size_t c = 0; c < kChannels; ++c) {
        fresh[c] = std::span{points_[c]}.subspan(kHistory, count);
    }
    input.volts(first_index * kPointsPerFrame, start_s + (kHistory - 1) * step_s, step_s, fresh);
}

void RtlConverter::modulate(AnalogueInput& input, std::size_t channel, double from_s,
                            double clock_s, std::size_t clocks, std::size_t part_clocks) {
    std::array<std::uint64_t, kBlockWords> words;
    for (std::size_t done = 0; done < clocks; done += part_clocks) {
        const std::span part = std::span{clocks_}.first(std::min(part_clocks, clocks - done));
        interpolate(channel, done / kClocksPerPoint, part);
        if (part_clocks > kPartClocks) {
            input.add_pulses(channel, from_s, clock_s, per_volt_, part);
        }
        const std::span bits = std::span{words}.first(part.size() / rtl::kBlockClocks);
        modulators_[channel].run(part, bits);
        for (std::size_t i = 0; i < bits.size(); ++i) {
            bits_[done / rtl::kBlockClocks + i][channel] = bits[i];
        }
    }
    auto& points = points_[channel];
    std::copy_n(points.begin() + static_cast<std::ptrdiff_t>(clocks / kClocksPerPoint), kHistory,
                points.begin());
}

void RtlConverter::interpolate(std::size_t channel, std::size_t first_point,
                               std::span<double> clocks) const {
    const double* points = points_[channel].data() + first_point;
    for (std::size_t at = 0; at < clocks.size(); at += kPhases, ++points) {
        between(points, per_volt_, clocks.data() + at);
    }
}

void RtlConverter::collect(std::span<Frame> out) {
    if (decimator_.frames() != out.size()) {
        throw std::logic_error{"rtl converter: the decimator has another number of frames"};
    }
    for (std::size_t n = 0; n < out.size(); ++n) {
        const auto frame = rtl::parse(decimator_.read_frame(n));
        if (!frame) throw std::logic_error{"rtl converter: a frame with a wrong CRC"};
        out[n].saturated = frame->saturated;
        for (std::size_t c = 0; c < kChannels; ++c) {
            const std::int32_t count = scaled(frame->samples[c]);
            const std::int32_t held = std::clamp(count, -kFullScaleCounts, kFullScaleCounts - 1);
            out[n].counts[c] = held;
            const auto mark = static_cast<unsigned>(held != count) << c;
            out[n].saturated = static_cast<std::uint8_t>(out[n].saturated | mark);
        }
    }
    decimator_.release(out.size());
}

}  // namespace bench::afe
