#include "firmware/waveform/guard.h"

#include <algorithm>
#include <cstring>

#include "firmware/waveform/arithmetic.h"

namespace meter::waveform {
namespace {

constexpr std::uint32_t kSample = 16;  // Of an allowance.
constexpr std::uint32_t kFullAllowance = 160 * kSample;
constexpr std::uint32_t kStartAllowance = 128 * kSample;
constexpr std::uint32_t kLongestRun = 160;  // 20 ms
constexpr std::uint32_t kQuietEnd = 8;
constexpr float kSineShare = 0.95F;
constexpr float kMeanWeight = 1.0F / 16;  // Of a block of 80.
constexpr float kPeakDecay = 1.0F / 16;

constexpr std::size_t kJudgedSamples = 32 * kBlockSamples;
constexpr float kMaxCaution = 64;

struct Differences {
    float sum = 0;  // Each held at the threshold.
    float largest = 0;
    float peak = 0;  // Of the samples.
};

// In four strands, as the order of additions is not the compiler's to change.
Differences differences_of(const std::array<std::int32_t, kBlockSamples>& row,
                           const std::array<float, kBlockSamples>& predicted, std::size_t count,
                           float threshold) {
    constexpr std::size_t kStrands = 4;
    std::array<float, kStrands> sum{};
    std::array<float, kStrands> largest{};
    std::array<float, kStrands> peak{};
    const auto take = [&](std::size_t n, std::size_t s) {
        const float x = static_cast<float>(row[n]);
        const float e = magnitude(x - predicted[n]);
        sum[s] += e < threshold ? e : threshold;
        largest[s] = e > largest[s] ? e : largest[s];
        peak[s] = magnitude(x) > peak[s] ? magnitude(x) : peak[s];
    };
    const std::size_t whole = count / kStrands * kStrands;
    for (std::size_t n = 0; n < whole; n += kStrands) {
        for (std::size_t s = 0; s < kStrands; ++s) take(n + s, s);
    }
    for (std::size_t n = whole; n < count; ++n) take(n, n - whole);
    Differences out;
    for (std::size_t s = 0; s < kStrands; ++s) {
        out.sum += sum[s];
        out.largest = std::max(out.largest, largest[s]);
        out.peak = std::max(out.peak, peak[s]);
    }
    return out;
}

}  // namespace

Guard::Guard(std::uint32_t nominal_hz, std::int32_t voltage_floor, std::int32_t current_floor)
    : nominal_{nominal_hz} {
    for (std::size_t c = 0; c < kChannels; ++c) {
        floor_[c] = static_cast<float>(c < kPhases ? voltage_floor : current_floor);
    }
}

void Guard::restart() {
    filled_ = 0;
    for (State& state : state_) state.length = 0;
}

std::uint8_t Guard::running() const {
    std::uint8_t mask = 0;
    for (std::size_t c = 0; c < kChannels; ++c) {
        if (state_[c].length > 0) mask = static_cast<std::uint8_t>(mask | 1U << c);
    }
    return mask;
}

void Guard::process(Block& block, float period) {
    if (any_) marks_ = ended_ = accepted_ = {};
    any_ = false;
    const bool ready = enabled_ && filled_ == kHistory;
    if (!ready) {
        for (State& state : state_) state.length = 0;
    }
    // Where, in the history, the block's first sample was one period ago.
    const float at = static_cast<float>(kHistory) - period;
    const auto whole = static_cast<std::size_t>(at);
    const float fraction = (at - static_cast<float>(whole)) * 4294967296.0F;
    const Weights weights = weights_at(static_cast<std::uint32_t>(fraction));
    Prediction predicted;
    for (std::size_t c = 0; c < kChannels; ++c) {
        State& state = state_[c];
        if (ready) {
            predict(state, weights, whole - (kTaps / 2 - 1), block.count, predicted);
            check(state, c, block, predicted);
        }
        remember(state, block.value[c], block.count);
    }
    filled_ = std::min(filled_ + block.count, kHistory);
    judged_ += block.count;
    if (judged_ >= kJudgedSamples) judge_caution();
}

// A cycle is longer than a block, so all of it is predicted from before the block.
void Guard::predict(const State& state, const Weights& weights, std::size_t begin,
                    std::size_t count, Prediction& out) {
    std::array<float, kBlockSamples + kTaps> past;
    for (std::size_t i = 0; i < count + kTaps - 1; ++i) {
        past[i] = static_cast<float>(state.history[begin + i]);
    }
    out = {};
    // Four taps to a pass, in their order: a sum is fetched and put back a quarter as often.
    static_assert(kTaps % 4 == 0);
    for (std::size_t k = 0; k < kTaps; k += 4) {
        for (std::size_t i = 0; i < count; ++i) {
            float sum = out[i] + weights[k] * past[i + k];
            sum += weights[k + 1] * past[i + k + 1];
            sum += weights[k + 2] * past[i + k + 2];
            out[i] = sum + weights[k + 3] * past[i + k + 3];
        }
    }
}

float Guard::threshold_of(const State& state, std::size_t channel) const {
    return state.caution * std::max({floor_[channel], 6 * state.mean, state.peak / 32});
}

void Guard::judge_caution() {
    constexpr std::uint32_t kOften = kJudgedSamples / kBlockSamples / 4;
    for (State& state : state_) {
        const float next = state.caution * (state.beyond > kOften ? 2.0F : 0.8F);
        state.caution = std::clamp(next, 1.0F, kMaxCaution);
        state.beyond = 0;
    }
    judged_ = 0;
}

void Guard::check(State& state, std::size_t channel, Block& block, const Prediction& predicted) {
    const float threshold = threshold_of(state, channel);
    const Differences d = differences_of(block.value[channel], predicted, block.count, threshold);
    if (d.largest > threshold) ++state.beyond;
    const bool rests = state.length == 0 && state.allowance < kStartAllowance;
    if (!rests && (state.length > 0 || d.largest > threshold)) {
        run(state, channel, block, predicted, threshold);
        return;
    }
    const float share = static_cast<float>(block.count) / kBlockSamples;
    state.mean += (d.sum / static_cast<float>(block.count) - state.mean) * kMeanWeight * share;
    state.peak = std::max(d.peak, state.peak * (1 - kPeakDecay * share));
    state.allowance =
        std::min(state.allowance + static_cast<std::uint32_t>(block.count), kFullAllowance);
}

void Guard::run(State& state, std::size_t channel, Block& block, const Prediction& predicted,
                float threshold) {
    const std::size_t per_sample = kSineSteps * nominal_ / kSampleRateHz;
    const std::uint32_t half_cycle = kSampleRateHz / 2 / nominal_;
    for (std::size_t n = 0; n < block.count; ++n) {
        const float e = static_cast<float>(block.value[channel][n]) - predicted[n];
        state.allowance = std::min(state.allowance + 1, kFullAllowance);
        if (state.length == 0) {
            if (magnitude(e) <= threshold || state.allowance < kStartAllowance) continue;
            state.quiet = 0;
            state.sine = state.cosine = state.energy = 0;
        }
        const std::size_t step = (block.first + n) % kSineSteps * per_sample % kSineSteps;
        state.sine += e * sine_at(step);
        state.cosine += e * cosine_at(step);
        state.energy += e * e;
        state.quiet = magnitude(e) < threshold / 2 ? state.quiet + 1 : 0;
        replace(state, channel, block, n, predicted[n]);
        const bool real = (state.length == half_cycle && is_sine(state)) ||
                          state.length >= kLongestRun || state.allowance < kSample;
        if (!real && state.quiet < kQuietEnd) continue;
        const auto bit = static_cast<std::uint8_t>(1U << channel);
        ended_[n] |= bit;
        if (real) accepted_[n] |= bit;
        if (real) state.allowance = 0;
        state.length = 0;
    }
}

void Guard::replace(State& state, std::size_t channel, Block& block, std::size_t n,
                    float predicted) {
    block.value[channel][n] = to_int32(predicted);
    marks_[n] = static_cast<std::uint8_t>(marks_[n] | 1U << channel);
    any_ = true;
    ++replaced_;
    ++state.length;
    state.allowance -= std::min(state.allowance, kSample);
}

// Sine and cosine are orthogonal over half a cycle; what they hold of the energy is 2 / N of the
// squared sums.
bool Guard::is_sine(const State& state) const {
    const float held = state.sine * state.sine + state.cosine * state.cosine;
    return 2 * held >= kSineShare * state.energy * static_cast<float>(state.length);
}

void Guard::remember(State& state, const Row& row, std::size_t count) {
    std::memmove(state.history.data(), state.history.data() + count,
                 (kHistory - count) * sizeof(std::int32_t));
    std::memcpy(state.history.data() + (kHistory - count), row.data(),
                count * sizeof(std::int32_t));
}

}  // namespace meter::waveform
