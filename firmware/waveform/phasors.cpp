#include "firmware/waveform/phasors.h"

#include <algorithm>

namespace meter::waveform {
namespace {

constexpr float kRootHalf = 0.70710678F;
constexpr float kMillidegreesPerTurn = 360'000.0F;
constexpr float kTurn = 4294967296.0F;

// -180 000 < angle <= 180 000.
Millidegrees angle_between(Complex phasor, Complex reference) {
    return Millidegrees{
        to_int32(angle_turns(phasor * reference.conjugate()) * kMillidegreesPerTurn)};
}

}  // namespace

void Phasors::process(const Block& block, const std::array<std::uint8_t, kBlockSamples>& marks) {
    for (std::size_t n = 0; n < block.count; ++n) {
        const auto at = static_cast<std::size_t>((block.first + n) % kKept);
        for (std::size_t c = 0; c < kMeasured; ++c) ring_[at][c] = block.value[c][n];
        marks_[at] = marks[n];
    }
    next_ = block.first + block.count;
    kept_ = std::min(kept_ + block.count, kKept);
}

bool Phasors::marked(SampleIndex begin, std::size_t count) const {
    for (std::size_t n = 0; n < count; ++n) {
        if (marks_[static_cast<std::size_t>((begin + n) % kKept)] != 0) return true;
    }
    return false;
}

Phasors::Peaks Phasors::correlate(SampleIndex begin, std::size_t count, float turns) const {
    const Complex step = unit_phasor(-turns);
    Complex oscillator{1, 0};
    Complex image{};
    Peaks sum{};
    for (std::size_t n = 0; n < count; ++n) {
        const auto& sample = ring_[static_cast<std::size_t>((begin + n) % kKept)];
        for (std::size_t c = 0; c < kMeasured; ++c)
            sum[c] = sum[c] + oscillator * static_cast<float>(sample[c]);
        image = image + oscillator * oscillator;
        oscillator = oscillator * step;
    }
    const auto whole = static_cast<float>(count);
    const float scale = 2 / (whole * whole - image.power());
    for (Complex& each : sum) each = (each * whole - image * each.conjugate()) * scale;
    return sum;
}

Result<PhasorSet> Phasors::at(SampleIndex end, const FrequencyTracker& tracker,
                              float present) const {
    const float period = samples_of(tracker.period());
    const auto count = static_cast<std::size_t>(to_int32(period));
    if (end > next_ || next_ - end + count > kept_) return Error::empty;
    const SampleIndex begin = end - count;
    const Peaks peak = correlate(begin, count, 1 / period);
    Complex reference = peak[0];
    if (reference.power() < present * present && tracker.locked()) {
        // A quarter of a turn: U1 rises through zero where its phasor is -j.
        const float turns = static_cast<float>(tracker.phase_at(ticks_of(begin))) / kTurn;
        reference = unit_phasor(turns - 0.25F);
    }
    PhasorSet out;
    out.frequency = Millihertz{to_int32(tracker.hertz() * 1000)};
    for (std::size_t p = 0; p < kPhases; ++p) {
        const Complex u = peak[voltage_of(p)];
        const Complex i = peak[current_of(p)];
        out.voltage[p] = Microvolts{to_int32(square_root(u.power()) * kRootHalf * 100)};
        out.current[p] = Microamperes{to_int32(square_root(i.power()) * kRootHalf)};
        out.voltage_angle[p] = angle_between(u, reference);
        out.current_angle[p] = angle_between(i, reference);
    }
    out.flagged = marked(begin, count);
    return out;
}

}  // namespace meter::waveform
