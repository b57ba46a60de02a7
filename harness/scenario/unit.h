#pragma once

// Numbers with units, from decimal text to integers without passing through floating point.
//
// A quantity is held in billionths of its base unit (s, dBm, dB, m, 1, Hz, B, V, A, W, Wh, deg, C,
// V/m, A/m, T, bit/s): a time is therefore in ns, a clock's error in parts per billion. dBm (a
// level) and dB (a ratio) are different kinds.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench::scenario {

enum class Kind {
    number,
    time,
    level,
    ratio,
    length,
    share,
    frequency,
    drift,
    size,
    voltage,
    current,
    power,
    energy,
    angle,
    temperature,
    electric_field,
    magnetic_field,
    flux_density,
    rate
};

// Why a text was refused.
struct Complaint {
    std::string code;
    std::string message;
    std::string help;
};

struct Quantity {
    std::int64_t nano = 0;  // Billionths of the base unit.
    std::optional<Complaint> complaint;
};

struct Integer {
    std::uint64_t value = 0;
    std::optional<Complaint> complaint;
};

// `key` names the value in the complaint. Every kind takes a sign; ranges are the caller's
// business.
[[nodiscard]] Quantity parse_quantity(std::string_view text, Kind kind, std::string_view key);
// Digits only, no leading zero, no unit.
[[nodiscard]] Integer parse_integer(std::string_view text, std::string_view key);
[[nodiscard]] const char* kind_name(Kind kind);  // "a time"
[[nodiscard]] std::vector<std::string> units_of(Kind kind);
// Billionths as the shortest decimal text: 1500000000 is "1.5".
[[nodiscard]] std::string decimal_text(std::int64_t nano);
// A time as an author writes it: "9 min 40 s".
[[nodiscard]] std::string time_text(std::int64_t ns);

}  // namespace bench::scenario
