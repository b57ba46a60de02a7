#include "rtl/afe_decimator/reference.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "rtl/afe_decimator/fir_table.h"

namespace bench::afe_decimator {
namespace {

constexpr std::size_t kSincRate = 32;
constexpr std::size_t kSamplesPerFrame = 4;
// Clocks from the newest bit in a sinc3 sample to the end of its 32: three registers.
constexpr std::size_t kSincRegisters = 3;
constexpr std::int64_t kSincFullScale = 1 << 14;
constexpr std::int64_t kOverload = kSincFullScale * 15 / 16;
constexpr std::int64_t kFirDivisor = 1 << 10;
constexpr std::int64_t kOffsetSamples = 1 << 12;
constexpr std::int64_t kMost = (1 << 23) - 1;

std::vector<std::int64_t> convolved(const std::vector<std::int64_t>& a,
                                    const std::vector<std::int64_t>& b) {
    std::vector<std::int64_t> sum(a.size() + b.size() - 1);
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t k = 0; k < b.size(); ++k) {
            sum[i + k] += a[i] * b[k];
        }
    }
    return sum;
}

// How often each of the last 94 bits counts in a sinc3 sample.
std::vector<std::int64_t> sinc_weights() {
    const std::vector<std::int64_t> once(kSincRate, 1);
    return convolved(once, convolved(once, once));
}

std::int64_t floor_divided(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// The first sample whose bits all came after the reset.
std::size_t first_full_sample() { return (sinc_weights().size() + kSincRegisters - 1) / kSincRate; }

// Sinc3 samples of one channel, +-kSincFullScale; 0 where bits of before the reset would count.
std::vector<std::int64_t> sinc_samples(const std::vector<std::int8_t>& bits) {
    const std::vector<std::int64_t> weights = sinc_weights();
    std::vector<std::int64_t> samples(bits.size() / kSincRate);
    for (std::size_t m = first_full_sample(); m < samples.size(); ++m) {
        const std::int8_t* newest = bits.data() + (m + 1) * kSincRate - 1 - kSincRegisters;
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            sum += weights[i] * *(newest - i);
        }
        samples[m] = sum / 2;
    }
    return samples;
}

bool complete(std::size_t frame, std::size_t clocks) {
    return kFirstFrameClocks + kClocksPerFrame * frame <= clocks;
}

struct Channel {
    std::vector<std::int64_t> samples;
    std::vector<bool> saturated;
};

bool overloaded(const std::int64_t* four) {
    return std::any_of(four, four + kSamplesPerFrame,
                       [](std::int64_t sample) { return std::abs(sample) >= kOverload; });
}

Channel channel_of(const std::vector<std::int8_t>& bits, const HighPass& high_pass) {
    const std::vector<std::int64_t> sinc = sinc_samples(bits);
    Channel channel;
    std::int64_t sum_out = 0;
    const std::size_t settled = first_full_sample() + kFirTaps.size();
    for (std::size_t end = kSamplesPerFrame; end <= sinc.size(); end += kSamplesPerFrame) {
        if (end < settled || !complete(channel.samples.size(), bits.size())) continue;
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < kFirTaps.size(); ++k) {
            sum += kFirTaps[k] * sinc[end - 1 - k];
        }
        std::int64_t sample = floor_divided(sum + kFirDivisor / 2, kFirDivisor);
        if (high_pass(channel.samples.size())) {
            sample -= floor_divided(sum_out, kOffsetSamples);
            sum_out += sample;
        } else {
            sum_out = 0;
        }
        const std::int64_t limited = std::clamp(sample, -kMost - 1, kMost);
        channel.samples.push_back(limited);
        channel.saturated.push_back(limited != sample || overloaded(&sinc[end - kSamplesPerFrame]));
    }
    return channel;
}

std::vector<std::int8_t> bits_of(std::span<const Bits> stream, std::size_t channel) {
    std::vector<std::int8_t> bits;
    bits.reserve(stream.size() * kBlockClocks);
    for (const Bits& block : stream) {
        for (unsigned i = 0; i < kBlockClocks; ++i) {
            bits.push_back(((block[channel] >> i) & 1) != 0 ? 1 : -1);
        }
    }
    return bits;
}

}  // namespace

std::vector<Frame> frames_of(std::span<const Bits> stream, const HighPass& high_pass) {
    std::vector<Frame> frames;
    for (std::size_t c = 0; c < kChannels; ++c) {
        const Channel channel = channel_of(bits_of(stream, c), high_pass);
        frames.resize(channel.samples.size());
        for (std::size_t k = 0; k < frames.size(); ++k) {
            frames[k].counter = static_cast<std::uint16_t>(k & 0xFFFF);
            frames[k].samples[c] = static_cast<std::int32_t>(channel.samples[k]);
            frames[k].saturated |= static_cast<std::uint8_t>(channel.saturated[k] ? 1U << c : 0U);
        }
    }
    return frames;
}

std::vector<double> impulse_response() {
    std::vector<std::int64_t> spread(kSincRate * (kFirTaps.size() - 1) + 1);
    for (std::size_t k = 0; k < kFirTaps.size(); ++k) {
        spread[kSincRate * k] = kFirTaps[k];
    }
    const std::vector<std::int64_t> whole = convolved(sinc_weights(), spread);
    return {whole.begin(), whole.end()};
}

double gain_at(double hertz) {
    static const std::vector<double> response = impulse_response();
    const double middle = static_cast<double>(response.size() - 1) / 2;
    double sum = 0;
    double all = 0;
    for (std::size_t i = 0; i < response.size(); ++i) {
        const double turns = hertz * (static_cast<double>(i) - middle) / kModulatorHz;
        sum += response[i] * std::cos(2 * std::numbers::pi * turns);
        all += response[i];
    }
    return std::abs(sum / all);
}

}  // namespace bench::afe_decimator
