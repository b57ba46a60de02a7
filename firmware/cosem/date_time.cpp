#include "firmware/cosem/date_time.h"

#include <cstddef>

namespace meter::cosem {
namespace {

constexpr std::int64_t kHundredthUs = 10'000;
constexpr std::int64_t kDayUs = 86'400'000'000;
constexpr std::int64_t kEndDay = 2'932'897;  // 10000-01-01
constexpr std::int64_t kEraDays = 146'097;   // 400 Gregorian years

struct Date {
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
};

// Proleptic Gregorian, in years that begin on 1 March so that the leap day comes last (Richards
// 2013, in the Explanatory Supplement to the Astronomical Almanac). Day 0 is 1970-01-01; 719 468
// days before it lies 0000-03-01.
constexpr std::int64_t kEpochShift = 719'468;

constexpr Date date_of(std::int64_t day) {
    const std::int64_t shifted = day + kEpochShift;
    const std::int64_t era = shifted / kEraDays;
    const std::int64_t in_era = shifted % kEraDays;
    const std::int64_t year_in_era =
        (in_era - in_era / 1'460 + in_era / 36'524 - in_era / 146'096) / 365;
    const std::int64_t in_year = in_era - (365 * year_in_era + year_in_era / 4 - year_in_era / 100);
    const std::int64_t march_month = (5 * in_year + 2) / 153;
    const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    const std::int64_t year = era * 400 + year_in_era + (month <= 2 ? 1 : 0);
    return {year, month, in_year - (153 * march_month + 2) / 5 + 1};
}

constexpr std::int64_t day_of(const Date& date) {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = year / 400;
    const std::int64_t year_in_era = year % 400;
    const std::int64_t march_month = date.month > 2 ? date.month - 3 : date.month + 9;
    const std::int64_t in_year = (153 * march_month + 2) / 5 + date.day - 1;
    return era * kEraDays + year_in_era * 365 + year_in_era / 4 - year_in_era / 100 + in_year -
           kEpochShift;
}

constexpr bool exists(const Date& date) {
    if (date.year < 1970 || date.year > 9999) return false;
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return false;
    const Date back = date_of(day_of(date));  // 30 February comes back as another day.
    return back.month == date.month && back.day == date.day;
}

// 1970-01-01 was a Thursday.
constexpr std::int64_t weekday_of(std::int64_t day) { return (day + 3) % 7 + 1; }

}  // namespace

Result<DateTime> date_time_of(CalendarTime time) {
    const std::int64_t us = time.time_since_epoch().count();
    if (us < 0 || us / kDayUs >= kEndDay) return Error::range;
    const std::int64_t day = us / kDayUs;
    const std::int64_t hundredths = us % kDayUs / kHundredthUs;
    const Date date = date_of(day);

    DateTime octets{};
    ByteWriter writer{octets};
    writer.be(static_cast<std::uint64_t>(date.year), 2);
    for (const std::int64_t field :
         {date.month, date.day, weekday_of(day), hundredths / 360'000, hundredths / 6'000 % 60,
          hundredths / 100 % 60, hundredths % 100}) {
        writer.u8(static_cast<std::uint8_t>(field));
    }
    writer.be(0, 3);
    return octets;
}

Result<CalendarTime> calendar_time_of(Bytes date_time) {
    if (date_time.size() != DateTime{}.size()) return Error::malformed;
    ByteReader reader{date_time};
    Date date;
    date.year = static_cast<std::int64_t>(reader.be(2));
    date.month = reader.u8();
    date.day = reader.u8();
    const std::int64_t weekday = reader.u8();
    const std::int64_t hour = reader.u8();
    const std::int64_t minute = reader.u8();
    const std::int64_t second = reader.u8();
    const std::int64_t hundredths = reader.u8();
    if (reader.be(3) != 0) return Error::malformed;
    if (!exists(date) || weekday != weekday_of(day_of(date))) return Error::malformed;
    if (hour > 23 || minute > 59 || second > 59 || hundredths > 99) return Error::malformed;
    const std::int64_t in_day = ((hour * 60 + minute) * 60 + second) * 100 + hundredths;
    return CalendarTime{Duration{day_of(date) * kDayUs + in_day * kHundredthUs}};
}

}  // namespace meter::cosem
