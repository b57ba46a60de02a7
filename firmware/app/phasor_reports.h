#pragma once

// Phasors at each calendar multiple of a period: of the cycle that ended there. The sequence is the
// instant divided by the period, its low 32 bits; an instant that was missed is skipped.

#include "firmware/app/sample_clock.h"
#include "firmware/app/uplink.h"
#include "firmware/waveform/engine.h"

namespace meter::app {

class PhasorReports {
public:
    // `period` zero: none.
    PhasorReports(port::Board& board, const SampleClock& clock, Uplink& uplink, Duration period)
        : board_{board}, clock_{clock}, uplink_{uplink}, period_{period} {}
    [[nodiscard]] bool on() const { return period_ > Duration{}; }
    // All samples before `next` have been processed.
    void processed(const waveform::Engine& engine, SampleIndex next, Instant now);

private:
    port::Board& board_;
    const SampleClock& clock_;
    Uplink& uplink_;
    const Duration period_;
    std::int64_t last_ = -1;  // The last instant told, in periods since 1970.
};

}  // namespace meter::app
