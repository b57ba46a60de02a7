#pragma once

// Uptime and calendar tied together by one reading of the real-time clock. Both run from the same
// crystal, so a reading holds until the clock is set.

#include "firmware/core/result.h"
#include "firmware/port/board.h"
#include "firmware/units/time.h"

namespace meter::metrology {

class CalendarReading {
public:
    // Error::hardware when the clock does not answer, or answers a time outside the years 1970 to
    // 9999.
    static Result<CalendarReading> take(port::Board& board);

    [[nodiscard]] CalendarTime at(Instant instant) const {
        return CalendarTime{instant.time_since_epoch() + offset_};
    }
    [[nodiscard]] Instant at(CalendarTime time) const {
        return Instant{time.time_since_epoch() - offset_};
    }

private:
    Duration offset_{};  // Calendar minus uptime.
};

// When an edge happened, as an event's stamp. An event is reported even if the clock is not set:
// then the stamp is 1970-01-01T00:00:00.
[[nodiscard]] CalendarTime stamp_of(port::Board& board, Instant edge);

}  // namespace meter::metrology
