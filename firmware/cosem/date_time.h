#pragma once

// The COSEM date-time of 12 octets, always UTC: year (2) | month | day | day of week (1 Monday .. 7
// Sunday) | hour | minute | second | hundredths | deviation 00 00 | status 00.
//
// Strict in both directions: years 1970 to 9999, every field given, the day of week the right one.

#include <array>
#include <cstdint>

#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/units/time.h"

namespace meter::cosem {

using DateTime = std::array<std::uint8_t, 12>;

// Microseconds below a hundredth of a second are cut off. Error::range outside 1970 .. 9999.
Result<DateTime> date_time_of(CalendarTime time);
Result<CalendarTime> calendar_time_of(Bytes date_time);

}  // namespace meter::cosem
