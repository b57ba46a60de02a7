#include "firmware/waveform/cycle_sums.h"

#include <algorithm>

namespace meter::waveform {
namespace {

constexpr float kTurn = 4294967296.0F;
constexpr float kLead = 0.02F;             // Turns.
constexpr float kFirst = 0.24F;            // The first time, any offset is taken at once.
constexpr std::uint64_t kSampleDelay = 1;  // Of the calibrator.

}  // namespace

void CycleSums::restart(SampleIndex at, Ticks period, bool flagged) {
    for (std::size_t p = 0; p < kPhases; ++p) work_[p] += span_.sums.ui[p];
    const Ticks begun = ticks_of(at);
    // What was measured is energy; the lost time is not part of its length.
    energy_.cycle(work_, std::min(begun - cycle_begin_, period));
    work_ = {};
    cycle_begin_ = begun;
    odd_ = false;
    withheld_ = {};
    span_ = {};
    span_.begin = begun;
    have_previous_ = false;
    partial_ = true;
    flag_next_ = flagged;
    const Ticks half = period / 2;
    const Ticks late = begun - boundary_;
    if (late >= 0) boundary_ += (late / half + 1) * half;
}

void CycleSums::split(const Sums& one, const Sums& withheld, SampleIndex index, std::uint8_t flags,
                      const FrequencyTracker& tracker) {
    const Ticks end = boundary_;
    const Sums before = withheld.share(end - ticks_of(index));
    withheld_.add(before);
    withheld_.boundary();
    Sums after = withheld;
    after -= before;
    withheld_.add(after);
    const Span half = span_.end_at(end, one, index, flags);
    if (partial_) have_previous_ = false;
    end_half(half, end);
    for (std::size_t p = 0; p < kPhases; ++p) work_[p] += half.sums.ui[p];
    if (odd_) end_cycle(end);
    odd_ = !odd_;
    previous_ = half;
    have_previous_ = !partial_;
    partial_ = false;
    advance(tracker);
}

// What was replaced is no longer open: given back, or disturbed for good.
void CycleSums::judge(Span& span, std::uint8_t channels, bool real) {
    if (!real && (span.flags & channels) != 0) span.flags |= kDisturbed;
    span.flags = static_cast<std::uint8_t>(span.flags & ~channels);
}

Sums CycleSums::settle(std::size_t phase, bool real) {
    judge(span_, channels_of(phase), real);
    judge(previous_, channels_of(phase), real);
    const Withheld::Taken taken = withheld_.take(phase);
    if (!real) return {};
    span_.sums += taken.now;
    previous_.sums += taken.previous;
    // The work of half cycles that are over is this one's.
    if (phase < kPhases) span_.sums.ui[phase] += taken.all.ui[phase] - taken.now.ui[phase];
    return taken.all;
}

void CycleSums::end_half(const Span& half, Ticks end) {
    if (!have_previous_) return;
    const Ticks length = end - previous_.begin;
    HalfCycle out;
    out.end = sample_of(end) - kSampleDelay;
    for (std::size_t p = 0; p < kPhases; ++p) {
        out.voltage[p] = rms_voltage(previous_.sums.uu[p] + half.sums.uu[p], length);
        out.current[p] = rms_current(previous_.sums.ii[p] + half.sums.ii[p], length);
    }
    out.flagged = (previous_.flags | half.flags) != 0 || flag_next_;
    flag_next_ = false;
    sink_.half_cycle(out);
}

void CycleSums::end_cycle(Ticks end) {
    energy_.cycle(work_, end - cycle_begin_);
    work_ = {};
    cycle_begin_ = end;
}

void CycleSums::advance(const FrequencyTracker& tracker) {
    const Ticks period = tracker.period();
    float lead = 0;
    if (tracker.locked() && tracker.known()) {
        // Half turns do not matter: a boundary lies at every zero crossing.
        const auto late = static_cast<std::int32_t>(tracker.phase_at(boundary_) << 1U);
        const float limit = locked_ ? kLead : kFirst;
        lead = std::clamp(static_cast<float>(late) / kTurn / 2, -limit, limit);
        // A half cycle that is led by much is not one.
        if (!locked_) partial_ = true;
        locked_ = true;
    }
    boundary_ += period / 2 - static_cast<Ticks>(lead * static_cast<float>(period));
}

}  // namespace meter::waveform
