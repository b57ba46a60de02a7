#include "harness/checks/event_names.h"

#include <array>

#include <fmt/format.h>

#include "firmware/core/alarm.h"

namespace bench::checks {
namespace {

using meter::EventCode;

// Codes of three phases stand side by side.
struct Name {
    const char* text;
    EventCode first;
    std::uint32_t phases;
};
constexpr std::array kNames =
    std::to_array<Name>({{"power_failure", EventCode::power_failure, 1},
                         {"power_returned", EventCode::power_returned, 1},
                         {"watchdog_error", EventCode::watchdog_error, 1},
                         {"measurement_system_error", EventCode::measurement_system_error, 1},
                         {"strong_magnet", EventCode::strong_magnet, 1},
                         {"no_strong_magnet", EventCode::no_strong_magnet, 1},
                         {"meter_cover_removed", EventCode::meter_cover_removed, 1},
                         {"meter_cover_closed", EventCode::meter_cover_closed, 1},
                         {"last_gasp", EventCode::last_gasp, 1},
                         {"frequency_out_of_range", EventCode::frequency_out_of_range, 1},
                         {"frequency_normal", EventCode::frequency_normal, 1},
                         {"unbalance_over_limit", EventCode::unbalance_over_limit, 1},
                         {"unbalance_normal", EventCode::unbalance_normal, 1},
                         {"phase_order_wrong", EventCode::phase_order_wrong, 1},
                         {"phase_order_right", EventCode::phase_order_right, 1},
                         {"thd_over_limit", EventCode::thd_over_limit_l1, 3},
                         {"thd_normal", EventCode::thd_normal_l1, 3},
                         {"under_voltage", EventCode::under_voltage_l1, 3},
                         {"over_voltage", EventCode::over_voltage_l1, 3},
                         {"voltage_normal", EventCode::voltage_normal_l1, 3},
                         {"phase_outage", EventCode::phase_outage_l1, 3},
                         {"phase_returned", EventCode::phase_returned_l1, 3},
                         {"voltage_sag", EventCode::voltage_sag_l1, 3},
                         {"voltage_swell", EventCode::voltage_swell_l1, 3}});

}  // namespace

std::string event_word(std::uint32_t code) {
    for (const Name& name : kNames) {
        const auto first = static_cast<std::uint32_t>(name.first);
        if (code < first || code >= first + name.phases) continue;
        return name.phases == 1 ? name.text : fmt::format("{}_l{}", name.text, code - first + 1);
    }
    return fmt::format("event {}", code);
}

std::vector<std::uint32_t> event_codes(const std::string& text) {
    std::vector<std::uint32_t> codes;
    for (const Name& name : kNames) {
        for (std::uint32_t phase = 0; phase < name.phases; ++phase) {
            const std::uint32_t code = static_cast<std::uint32_t>(name.first) + phase;
            if (text == name.text || text == event_word(code)) codes.push_back(code);
        }
    }
    return codes;
}

const std::vector<std::string>& event_words() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> list;
        for (const Name& name : kNames) {
            list.emplace_back(name.text);
            for (std::uint32_t phase = 0; name.phases > 1 && phase < name.phases; ++phase)
                list.push_back(event_word(static_cast<std::uint32_t>(name.first) + phase));
        }
        return list;
    }();
    return words;
}

}  // namespace bench::checks
