#pragma once

// Decimal fractions read into integers of a smaller unit.
//
// Neither the locale nor binary rounding has a say: "00.378" with six decimals is 378000,
// everywhere.

#include <cstdint>
#include <optional>
#include <string_view>

namespace bench::mains {

// Digits, then optionally a point and digits; `decimals` is how many digits of the fraction the
// smaller unit has (kW in mW: 6). None for a sign, a missing digit, more than six digits before the
// point, or more digits behind it than the unit has.
[[nodiscard]] std::optional<std::int64_t> decimal(std::string_view text, int decimals);

// All of the text is decimal digits, at most nine of them.
[[nodiscard]] std::optional<int> whole(std::string_view text);

}  // namespace bench::mains
