#include "firmware/metrology/calendar.h"

#include <algorithm>

namespace meter::metrology {
namespace {

constexpr std::int64_t kYear10000Us = 253'402'300'800'000'000;

}  // namespace

Result<CalendarReading> CalendarReading::take(port::Board& board) {
    const Result<hal_rtc> record = board.clock();
    if (!record) return record.error();
    const std::int64_t unix_us = record.value().unix_us;
    if (unix_us < 0 || unix_us >= kYear10000Us) return Error::hardware;
    CalendarReading reading;
    reading.offset_ = Duration{unix_us - record.value().uptime_us};
    return reading;
}

CalendarTime stamp_of(port::Board& board, Instant edge) {
    const Result<CalendarReading> calendar = CalendarReading::take(board);
    if (!calendar) return CalendarTime{};
    return std::max(CalendarTime{}, calendar.value().at(edge));
}

}  // namespace meter::metrology
