#pragma once

// What events are called in checks and reports: the names of meter::EventCode.

#include <cstdint>
#include <string>
#include <vector>

namespace bench::checks {

// "over_voltage_l1"; a number for a code that has no name.
[[nodiscard]] std::string event_word(std::uint32_t code);
// Of a name, or of a name without its phase ("over_voltage" is three); empty: unknown.
[[nodiscard]] std::vector<std::uint32_t> event_codes(const std::string& name);
// Every name that event_codes() knows.
[[nodiscard]] const std::vector<std::string>& event_words();

}  // namespace bench::checks
