#include "firmware/waveform/frequency.h"

#include <algorithm>

namespace meter::waveform {
namespace {

constexpr float kTurn = 4294967296.0F;
constexpr float kSteady = 0.02F;            // Of the power, from chunk to chunk.
constexpr std::uint32_t kMinimumSpan = 16;  // Chunks: 40 ms.

// An angle in turns, -0.5 .. 0.5, as turns times 2^32.
std::uint32_t turns32(float turns) {
    return static_cast<std::uint32_t>(static_cast<std::int64_t>(turns * kTurn));
}

}  // namespace

void Demodulator::restart() {
    fed_ = 0;
    span_ = 0;
}

void Demodulator::feed(Complex chunk, float present) {
    const std::size_t slot = fed_ % kMeanChunks;
    Complex value = chunk;
    for (auto& mean : mean_) {
        mean[slot] = value;
        value = {};
        for (const Complex& kept : mean) value = value + kept;
        value = value * (1.0F / kMeanChunks);
    }
    // Counted up to where every mean is full, and then round by round.
    fed_ = fed_ + 1 < 5 * kMeanChunks ? fed_ + 1 : 4 * kMeanChunks;
    const float before = power_;
    power_ = value.power();
    steady_ = magnitude(power_ - before) < kSteady * power_;
    if (fed_ < kSettledChunks || value.power() < present * present) {
        span_ = 0;
        return;
    }
    keep(turns32(angle_turns(value)));
}

// At most 7.5 Hz against the oscillator: 0.02 turns from one to the next, and 1.5 in 200 ms.
void Demodulator::keep(std::uint32_t phase) {
    const auto step = [this](std::size_t newer) {
        const std::size_t older = (newer + kSpanChunks - 1) % kSpanChunks;
        return static_cast<std::int32_t>(phases_[newer] - phases_[older]);
    };
    if (span_ == kSpanChunks) turned_ -= step((last_ + 2U) % kSpanChunks);
    last_ = (last_ + 1) % kSpanChunks;
    phases_[last_] = phase;
    turned_ = span_ == 0 ? 0 : turned_ + step(last_);
    span_ = std::min<std::uint32_t>(span_ + 1, kSpanChunks);
}

Demodulator::Advance Demodulator::advance() const {
    if (span_ < kMinimumSpan) return {};
    return {static_cast<float>(turned_) / kTurn / static_cast<float>(span_ - 1), true};
}

FrequencyTracker::FrequencyTracker(std::uint32_t nominal_hz, float present_peak)
    : nominal_{nominal_hz},
      chunk_{nominal_hz == 60 ? 17U : 20U},
      present_{present_peak / 2 * static_cast<float>(chunk_)},
      hertz_{static_cast<float>(nominal_hz)} {}

void FrequencyTracker::restart(SampleIndex next) {
    for (Demodulator& d : demodulator_) d.restart();
    sum_ = {};
    in_chunk_ = 0;
    next_ = next;
    reference_ = kPhases;
}

void FrequencyTracker::process(const Block& block) {
    const std::size_t per_sample = kSineSteps * nominal_ / kSampleRateHz;
    std::size_t step = (next_ % kSineSteps) * per_sample % kSineSteps;
    for (std::size_t n = 0; n < block.count;) {
        const std::size_t end = std::min<std::size_t>(block.count, n + chunk_ - in_chunk_);
        in_chunk_ += static_cast<std::uint32_t>(end - n);
        next_ += end - n;
        for (; n < end; ++n) {
            const Complex oscillator{sine_at(step), cosine_at(step)};
            for (std::size_t p = 0; p < kPhases; ++p) {
                sum_[p] = sum_[p] + oscillator * static_cast<float>(block.value[p][n]);
            }
            step += per_sample;
            if (step >= kSineSteps) step -= kSineSteps;
        }
        if (in_chunk_ == chunk_) end_chunk();
    }
}

void FrequencyTracker::end_chunk() {
    for (std::size_t p = 0; p < kPhases; ++p) demodulator_[p].feed(sum_[p], present_);
    sum_ = {};
    in_chunk_ = 0;
    // The chunk's own centre, and half of what each mean but for its last chunk covers.
    const Ticks chunk = ticks_of(chunk_);
    const Ticks half = Ticks{1} << (kTickShift - 1);
    centre_ = ticks_of(next_) - half - chunk / 2 - 14 * chunk;
    static_assert(Demodulator::kMeans * (Demodulator::kMeanChunks - 1) / 2 == 14);
    choose_reference();
    if (locked()) measure();
}

void FrequencyTracker::choose_reference() {
    reference_ = kPhases;
    for (std::size_t p = kPhases; p-- > 0;) {
        if (demodulator_[p].steady()) reference_ = p;
    }
    for (std::size_t p = 0; p < kPhases && !locked(); ++p) {
        if (demodulator_[p].present()) reference_ = p;
    }
    if (!locked() || !demodulator_[reference_].steady()) return;
    const std::uint32_t u1 = demodulator_[reference_].phase() - relative_[reference_];
    for (std::size_t p = 1; p < kPhases; ++p) {
        if (demodulator_[p].steady()) relative_[p] = demodulator_[p].phase() - u1;
    }
}

void FrequencyTracker::measure() {
    const Demodulator::Advance advance = demodulator_[reference_].advance();
    if (!advance.ok) return;
    const float chunks_per_second = static_cast<float>(kSampleRateHz) / static_cast<float>(chunk_);
    const float limit = 0.15F * static_cast<float>(nominal_);
    const float off = std::clamp(advance.turns * chunks_per_second, -limit, limit);
    hertz_ = static_cast<float>(nominal_) + off;
    known_ = true;
}

Ticks FrequencyTracker::period() const {
    return static_cast<Ticks>(static_cast<float>(kTicksPerSecond) / hertz_);
}

std::uint32_t FrequencyTracker::oscillator_at(Ticks instant) const {
    // A second holds whole cycles of the oscillator.
    const Ticks of_second = instant % kTicksPerSecond;
    const Ticks of_cycle = of_second * nominal_ % kTicksPerSecond;
    return static_cast<std::uint32_t>((of_cycle << 32) / kTicksPerSecond);
}

std::uint32_t FrequencyTracker::phase_at(Ticks instant) const {
    const std::uint32_t at_centre =
        demodulator_[reference_].phase() - relative_[reference_] + oscillator_at(centre_);
    const float since = samples_of(instant - centre_) / static_cast<float>(kSampleRateHz);
    const float turns = since * hertz_;  // A few cycles: exact to 1e-6.
    return at_centre + turns32(turns);
}

}  // namespace meter::waveform
