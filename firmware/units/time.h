#pragma once

// Time as the firmware knows it: three kinds that do not mix.
//
// A Duration is a length. An Instant lies on one meter's uptime, which starts at zero with each
// boot and drifts with its crystal. A CalendarTime is UTC from the real-time clock. None of them
// has a now(): time is handed in.

#include <chrono>
#include <cstdint>

namespace meter {

using Duration = std::chrono::duration<std::int64_t, std::micro>;

struct Uptime {
    using rep = std::int64_t;
    using period = std::micro;
    using duration = Duration;
    using time_point = std::chrono::time_point<Uptime, Duration>;
    static constexpr bool is_steady = true;
};
using Instant = Uptime::time_point;

// Microseconds since 1970-01-01T00:00:00 UTC, leap seconds not counted.
struct Calendar {
    using rep = std::int64_t;
    using period = std::micro;
    using duration = Duration;
    using time_point = std::chrono::time_point<Calendar, Duration>;
    static constexpr bool is_steady = false;
};
using CalendarTime = Calendar::time_point;

// Later than anything that happens. "Wake me never."
inline constexpr Instant kNever{Duration{INT64_MAX}};

constexpr Duration milliseconds(std::int64_t count) { return Duration{count * 1000}; }
constexpr Duration seconds(std::int64_t count) { return Duration{count * 1000000}; }

}  // namespace meter
