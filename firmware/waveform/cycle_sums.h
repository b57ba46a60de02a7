#pragma once

// Half cycles in step with the reference voltage's zero crossings: Urms(1/2) and Irms(1/2) of IEC
// 61000-4-30, section 5.4.1, and the work of each cycle.

#include <cstddef>

#include "firmware/core/measurement.h"
#include "firmware/waveform/arithmetic.h"
#include "firmware/waveform/energy.h"
#include "firmware/waveform/frequency.h"
#include "firmware/waveform/sinks.h"
#include "firmware/waveform/sums.h"
#include "firmware/waveform/withheld.h"

namespace meter::waveform {

// A boundary follows the last by half a period, led towards the zero crossing by at most 2 % of a
// cycle; free-running at the last frequency while there is no voltage. No sample is left out or
// counted twice.
class CycleSums {
public:
    CycleSums(HalfCycleSink& sink, EnergyMeter& energy) : sink_{sink}, energy_{energy} {}

    // The half cycle under way is dropped (its work is kept), and the next whole one begins at the
    // first boundary after `at`, which is where it would have been.
    void restart(SampleIndex at, Ticks period, bool flagged);
    [[nodiscard]] Ticks boundary() const { return boundary_; }
    // Samples that hold no boundary.
    void add(const Sums& range, std::uint8_t flags) { span_.add(range, flags); }
    // The sample `index`, in which the boundary lies; `withheld`: as of hold().
    void split(const Sums& one, const Sums& withheld, SampleIndex index, std::uint8_t flags,
               const FrequencyTracker& tracker);
    // What the guard's replacements took out of the samples added last.
    void hold(const Sums& withheld) { withheld_.add(withheld); }
    // A phase's (or, kPhases, the neutral's) runs are over. `real`: what they took is given back,
    // so that these half cycles are no longer flagged for it; the answer is all of it.
    Sums settle(std::size_t phase, bool real);

private:
    static void judge(Span& span, std::uint8_t channels, bool real);
    void end_half(const Span& half, Ticks end);
    void end_cycle(Ticks end);
    void advance(const FrequencyTracker& tracker);

    HalfCycleSink& sink_;
    EnergyMeter& energy_;
    Span span_{};
    Span previous_{};
    Withheld withheld_{};
    bool have_previous_ = false;  // A whole half cycle.
    bool partial_ = true;         // The one under way is none.
    bool locked_ = false;
    bool odd_ = false;
    bool flag_next_ = false;
    Ticks boundary_ = 0;
    PhaseWork work_{};  // Of the cycle's first half.
    Ticks cycle_begin_ = 0;
};

}  // namespace meter::waveform
