#include "models/head_end/date_time.h"

#include <chrono>

namespace bench::head_end {

std::optional<std::int64_t> calendar_us(View octets) {
    Reader reader{octets};
    const std::chrono::year_month_day date{std::chrono::year{reader.u16()},
                                           std::chrono::month{reader.u8()},
                                           std::chrono::day{reader.u8()}};
    const unsigned day_of_week = reader.u8();
    const unsigned hour = reader.u8();
    const unsigned minute = reader.u8();
    const unsigned second = reader.u8();
    const unsigned hundredths = reader.u8();
    const bool is_utc = reader.u16() == 0;
    const bool clock_is_good = reader.u8() == 0;
    if (!reader.finished() || !date.ok() || !is_utc || !clock_is_good) return std::nullopt;
    if (hour > 23 || minute > 59 || second > 59 || hundredths > 99) return std::nullopt;

    const std::chrono::sys_days days{date};
    if (std::chrono::weekday{days}.iso_encoding() != day_of_week) return std::nullopt;
    const std::chrono::sys_time<std::chrono::microseconds> time =
        days + std::chrono::hours{hour} + std::chrono::minutes{minute} +
        std::chrono::seconds{second} + std::chrono::milliseconds{10 * hundredths};
    return time.time_since_epoch().count();
}

}  // namespace bench::head_end
