#pragma once

// Captures the registers whenever calendar time is a whole multiple of a stream's period.
//
// The sequence of a capture is its instant divided by the period: it needs no storage and survives
// any reset. That only holds if a value belongs to its instant, so a boundary that was missed is
// skipped and never made up for, and no sequence is captured twice, whatever the clock does.

#include <cstdint>

#include "firmware/core/message.h"
#include "firmware/metrology/calendar.h"
#include "firmware/metrology/capture_sink.h"
#include "firmware/metrology/register_source.h"
#include "firmware/port/board.h"
#include "firmware/units/time.h"

namespace meter::metrology {

// How late a step may come and still capture for the instant that passed.
inline constexpr Duration kCaptureTolerance = milliseconds(10);

// Period zero: the stream is off. Periods are at least a second, so that sequences fit 32 bits.
struct SamplingPlan {
    Duration readings{};
    Duration profiles{};
};

class Sampler {
public:
    Sampler(port::Board& board, RegisterSource& source, CaptureSink& sink, const SamplingPlan& plan)
        : board_{board},
          source_{source},
          sink_{sink},
          tracks_{{Stream::readings, plan.readings}, {Stream::profiles, plan.profiles}} {}

    // Captures what is due and answers the next capture instant, kNever if nothing is sampled.
    // Both streams due at once share one reading of the registers.
    [[nodiscard]] Instant step(Instant now);

private:
    struct Track {
        Stream stream{};
        Duration period{};
        std::int64_t last = -1;  // The last boundary captured, counted in periods since 1970.
    };
    [[nodiscard]] bool due(const Track& track, const CalendarReading& calendar, Instant now) const;
    void capture(Track& track, std::int64_t boundary, const Capture& values);

    port::Board& board_;
    RegisterSource& source_;
    CaptureSink& sink_;
    Track tracks_[2];
};

}  // namespace meter::metrology
