#include "firmware/power_quality/config.h"

#include <array>

namespace meter::power_quality {
namespace {

constexpr Duration kDay = seconds(86'400);

template <typename Quantity>
constexpr bool within(Quantity value, typename Quantity::rep low, typename Quantity::rep high) {
    return value.count() >= low && value.count() <= high;
}

constexpr bool is_wait(Duration length, Duration longest = kDay) {
    return length >= Duration{} && length <= longest;
}

// A limit from above, its hysteresis below it and its duration.
constexpr bool is_limit(PartsPerMillion limit, PartsPerMillion hysteresis, Duration hold) {
    return within(limit, 1'000, 1'000'000) && within(hysteresis, 0, limit.count()) && is_wait(hold);
}

constexpr bool is_frequency(const Config& c) {
    return within(c.frequency_deviation, 10, 5'000) &&
           within(c.frequency_hysteresis, 0, c.frequency_deviation.count()) &&
           is_wait(c.frequency_duration);
}

constexpr bool is_voltage(const Config& c) {
    return within(c.under_voltage, 500'000, 990'000) &&
           within(c.over_voltage, 1'010'000, 2'000'000) && within(c.voltage_hysteresis, 0, 50'000);
}

struct Rule {
    bool holds;
    ConfigFault fault;
};

}  // namespace

ConfigFault check(const Config& c) {
    using enum ConfigFault;
    const std::array rules{
        Rule{within(c.declared, 50'000'000, 1'000'000'000), declared},
        Rule{c.nominal_hz == 50 || c.nominal_hz == 60, nominal_hz},
        Rule{within(c.dip, 500'000, 990'000), dip},
        Rule{within(c.swell, 1'010'000, 2'000'000), swell},
        Rule{within(c.interruption, 10'000, 100'000), interruption},
        Rule{within(c.hysteresis, 0, 50'000), hysteresis},
        Rule{is_wait(c.phase_debounce, seconds(60)), phase_debounce},
        Rule{c.flagged_half_cycles >= 1 && c.flagged_half_cycles <= 100, flagged_half_cycles},
        Rule{c.alarm_burst >= 1 && c.alarm_burst <= 100, alarm_burst},
        Rule{is_wait(c.alarm_interval), alarm_interval},
        Rule{is_limit(c.thd, c.thd_hysteresis, c.thd_duration), thd},
        Rule{is_limit(c.unbalance, c.unbalance_hysteresis, c.unbalance_duration), unbalance},
        Rule{is_voltage(c), voltage},
        Rule{is_frequency(c), frequency},
        Rule{c.order != PhaseOrder::unknown && is_wait(c.order_duration), order},
        Rule{is_wait(c.restart_interval), restart_interval}};
    for (const Rule& rule : rules) {
        if (!rule.holds) return rule.fault;
    }
    return none;
}

}  // namespace meter::power_quality
