#include "firmware/cosem/date_time.h"

#include <chrono>
#include <random>

#include <gtest/gtest.h>

namespace meter::cosem {
namespace {

constexpr CalendarTime at_seconds(std::int64_t unix_s) { return CalendarTime{seconds(unix_s)}; }

struct Known {
    std::int64_t unix_us;
    DateTime octets;
};

// Unix times as `date -u -d ... +%s` gives them.
constexpr std::array<Known, 6> kKnown{{
    {0, {0x07, 0xB2, 1, 1, 4, 0, 0, 0, 0, 0, 0, 0}},
    {951'782'400'000'000, {0x07, 0xD0, 2, 29, 2, 0, 0, 0, 0, 0, 0, 0}},
    {951'868'799'990'000, {0x07, 0xD0, 2, 29, 2, 23, 59, 59, 99, 0, 0, 0}},
    {951'868'800'000'000, {0x07, 0xD0, 3, 1, 3, 0, 0, 0, 0, 0, 0, 0}},
    {1'795'349'730'500'000, {0x07, 0xEA, 11, 22, 7, 12, 15, 30, 50, 0, 0, 0}},
    {253'402'300'799'990'000, {0x27, 0x0F, 12, 31, 5, 23, 59, 59, 99, 0, 0, 0}},
}};

TEST(DateTime, GivesTheKnownDatesBothWays) {
    for (const Known& known : kKnown) {
        const CalendarTime time{Duration{known.unix_us}};
        const Result<DateTime> octets = date_time_of(time);
        ASSERT_TRUE(octets.ok()) << known.unix_us;
        EXPECT_EQ(octets.value(), known.octets) << known.unix_us;
        const Result<CalendarTime> back = calendar_time_of(known.octets);
        ASSERT_TRUE(back.ok()) << known.unix_us;
        EXPECT_EQ(back.value(), time);
    }
}

TEST(DateTime, CutsOffWhatIsBelowAHundredth) {
    EXPECT_EQ(date_time_of(CalendarTime{Duration{9'999}}).value(), kKnown[0].octets);
}

TEST(DateTime, RefusesTimesOutsideTheYears1970To9999) {
    EXPECT_EQ(date_time_of(CalendarTime{Duration{-1}}).error(), Error::range);
    EXPECT_EQ(date_time_of(at_seconds(253'402'300'800)).error(), Error::range);
    EXPECT_EQ(date_time_of(CalendarTime{Duration{INT64_MAX}}).error(), Error::range);
    EXPECT_EQ(date_time_of(CalendarTime{Duration{INT64_MIN}}).error(), Error::range);
}

// Every day of the range against the standard library's calendar.
TEST(DateTime, AgreesWithTheStandardCalendarOnEveryDay) {
    using std::chrono::sys_days;
    for (std::int64_t day = 0; day < 2'932'897; ++day) {
        const sys_days date{std::chrono::days{day}};
        const std::chrono::year_month_day civil{date};
        const Result<DateTime> octets = date_time_of(at_seconds(day * 86'400));
        ASSERT_TRUE(octets.ok());
        const DateTime& got = octets.value();
        ASSERT_EQ(got[0] << 8 | got[1], static_cast<int>(civil.year())) << day;
        ASSERT_EQ(got[2], static_cast<unsigned>(civil.month())) << day;
        ASSERT_EQ(got[3], static_cast<unsigned>(civil.day())) << day;
        ASSERT_EQ(got[4], std::chrono::weekday{date}.iso_encoding()) << day;
        ASSERT_EQ(calendar_time_of(got).value(), at_seconds(day * 86'400)) << day;
    }
}

TEST(DateTime, RefusesEachFieldOutOfItsRange) {
    const DateTime good = kKnown[4].octets;
    const std::array<std::pair<std::size_t, std::uint8_t>, 17> bad{{{0, 0},
                                                                    {0, 0xFF},
                                                                    {2, 0},
                                                                    {2, 13},
                                                                    {2, 0xFF},
                                                                    {3, 0},
                                                                    {3, 31},
                                                                    {4, 1},
                                                                    {4, 0},
                                                                    {4, 0xFF},
                                                                    {5, 24},
                                                                    {6, 60},
                                                                    {7, 60},
                                                                    {8, 100},
                                                                    {9, 0x80},
                                                                    {10, 60},
                                                                    {11, 0x80}}};
    for (const auto& [at, value] : bad) {
        DateTime octets = good;
        octets[at] = value;
        EXPECT_EQ(calendar_time_of(octets).error(), Error::malformed) << at << ' ' << int{value};
    }
    EXPECT_FALSE(calendar_time_of(Bytes{good}.first(11)).ok());
    EXPECT_FALSE(
        calendar_time_of(DateTime{0x08, 0x34, 2, 29, 1, 0, 0, 0, 0, 0, 0, 0}).ok());  // 2100
}

TEST(DateTime, WhateverItReadsItWritesBackTheSame) {
    std::mt19937 random{12};
    int accepted = 0;
    for (int i = 0; i < 200'000; ++i) {
        DateTime octets = kKnown[4].octets;
        for (auto n = 1 + random() % 3; n > 0; --n) {
            octets[random() % 12] =
                static_cast<std::uint8_t>(random() % (random() % 2 == 0 ? 60 : 256));
        }
        const Result<CalendarTime> time = calendar_time_of(octets);
        if (!time) continue;
        ++accepted;
        ASSERT_EQ(date_time_of(time.value()).value(), octets);
    }
    EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace meter::cosem
