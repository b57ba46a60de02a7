#pragma once

// Alarm-register bits and event codes as head ends know them (DSMR/SMR 5 alarm registers 1-3 and
// standard event codes).

#include <cstdint>

namespace meter {

enum class EventCode : std::uint8_t {
    power_failure = 1,
    power_returned = 2,
    watchdog_error = 15,
    meter_cover_removed = 44,
    meter_cover_closed = 45,
    last_gasp = 99
};

// Alarm registers 1, 2, 3: 0-0:97.98.0, .1, .2.
struct AlarmRegisters {
    std::uint32_t register_1 = 0;
    std::uint32_t register_2 = 0;
    std::uint32_t register_3 = 0;
    friend constexpr bool operator==(const AlarmRegisters&, const AlarmRegisters&) = default;
};
inline constexpr std::uint32_t kAlarm1PowerUp = 1U << 2;
inline constexpr std::uint32_t kAlarm1Watchdog = 1U << 12;
inline constexpr std::uint32_t kAlarm1FraudAttempt = 1U << 13;
inline constexpr std::uint32_t kAlarm3LastGasp = 1U << 0;

}  // namespace meter
