#pragma once

// What stands between `$(` and `)`: numbers, parameters, + - * / and brackets. No loops, no
// functions.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/unit.h"

namespace bench::scenario {

// A parameter's value: a number with or without a unit, or any other text, which can only be
// inserted.
struct Amount {
    std::int64_t nano = 0;  // Billionths of `unit`.
    std::string unit;
    std::string text;  // Of a value that is no number.
    bool is_number = true;
};

[[nodiscard]] Amount read_amount(std::string_view text);
[[nodiscard]] std::string amount_text(const Amount& amount);

// Value of a parameter, or nothing when there is none of that name.
using Lookup = std::function<std::optional<Amount>(std::string_view name)>;

struct Outcome {
    Amount amount;
    std::string complaint;  // Empty: fine.
};
[[nodiscard]] Outcome evaluate(std::string_view expression, const Lookup& lookup);

}  // namespace bench::scenario
