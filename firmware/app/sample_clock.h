#pragma once

// Samples of the front end on the firmware's clocks. The front end's crystal is the processor's.

#include "firmware/core/measurement.h"
#include "firmware/metrology/calendar.h"

namespace meter::app {

inline constexpr Duration kSamplePeriod{1'000'000 / static_cast<std::int64_t>(kSampleRateHz)};

class SampleClock {
public:
    explicit SampleClock(port::Board& board) : board_{board} {}
    // Sample `index` came at `now`.
    void tie(SampleIndex index, Instant now) {
        index_ = index;
        at_ = now;
    }
    [[nodiscard]] Instant instant(SampleIndex index) const {
        return at_ + kSamplePeriod * (static_cast<std::int64_t>(index - index_));
    }
    [[nodiscard]] CalendarTime calendar(SampleIndex index) const {
        return metrology::stamp_of(board_, instant(index));
    }
    // The sample at `when`, that came or is to come.
    [[nodiscard]] SampleIndex index_at(Instant when) const {
        return index_ + static_cast<SampleIndex>((when - at_) / kSamplePeriod);
    }

private:
    port::Board& board_;
    SampleIndex index_ = 0;
    Instant at_{};
};

}  // namespace meter::app
