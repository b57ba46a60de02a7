#pragma once

// Alarm-register bits and event codes as head ends know them (DSMR/SMR 5 alarm registers 1-3 and
// standard event codes).

#include <cstdint>

namespace meter {

enum class EventCode : std::uint8_t {
    power_failure = 1,
    power_returned = 2,
    watchdog_error = 15,
    measurement_system_error = 16,
    strong_magnet = 42,
    no_strong_magnet = 43,
    meter_cover_removed = 44,
    meter_cover_closed = 45,
    // 51 to 59 are distortion; which is which within them is from memory.
    thd_over_limit_l1 = 51,
    thd_over_limit_l2 = 52,
    thd_over_limit_l3 = 53,
    thd_normal_l1 = 57,
    thd_normal_l2 = 58,
    thd_normal_l3 = 59,
    under_voltage_l1 = 77,
    under_voltage_l2 = 78,
    under_voltage_l3 = 79,
    over_voltage_l1 = 80,
    over_voltage_l2 = 81,
    over_voltage_l3 = 82,
    voltage_normal_l1 = 83,
    voltage_normal_l2 = 84,
    voltage_normal_l3 = 85,
    phase_outage_l1 = 86,
    phase_outage_l2 = 87,
    phase_outage_l3 = 88,
    phase_returned_l1 = 90,
    phase_returned_l2 = 91,
    phase_returned_l3 = 92,
    voltage_sag_l1 = 93,
    voltage_sag_l2 = 94,
    voltage_sag_l3 = 95,
    voltage_swell_l1 = 96,
    voltage_swell_l2 = 97,
    voltage_swell_l3 = 98,
    last_gasp = 99,
    // Ours: the standard has no code for these and leaves 231 to 249 to the manufacturer.
    frequency_out_of_range = 240,
    frequency_normal = 241,
    unbalance_over_limit = 242,
    unbalance_normal = 243,
    phase_order_wrong = 244,
    phase_order_right = 245
};

// Alarm registers 1, 2, 3: 0-0:97.98.0, .1, .2.
struct AlarmRegisters {
    std::uint32_t register_1 = 0;
    std::uint32_t register_2 = 0;
    std::uint32_t register_3 = 0;
    friend constexpr bool operator==(const AlarmRegisters&, const AlarmRegisters&) = default;
};
inline constexpr std::uint32_t kAlarm1PowerUp = 1U << 2;
inline constexpr std::uint32_t kAlarm1MeasurementSystem = 1U << 11;
inline constexpr std::uint32_t kAlarm1Watchdog = 1U << 12;
inline constexpr std::uint32_t kAlarm1FraudAttempt = 1U << 13;
// Of phase L1; L2 and L3 are the two bits above it.
inline constexpr std::uint32_t kAlarm1PhaseOutage = 1U << 28;
inline constexpr std::uint32_t kAlarm2Sag = 1U << 0;
inline constexpr std::uint32_t kAlarm2Swell = 1U << 3;
inline constexpr std::uint32_t kAlarm2ThdOverLimit = 1U << 8;
inline constexpr std::uint32_t kAlarm3LastGasp = 1U << 0;

}  // namespace meter
