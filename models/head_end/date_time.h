#pragma once

// COSEM date-time (IEC 62056-6-2, 4.1.6.1) in UTC, complete to the hundredth of a second.

#include <optional>

#include "models/head_end/octets.h"

namespace bench::head_end {

inline constexpr std::size_t kDateTimeSize = 12;

// Microseconds since 1970-01-01T00:00:00 UTC. Nothing for a date that does not exist, a wrong day
// of the week, an unspecified field, a deviation from UTC or a clock status other than "good".
// `octets` are 12.
[[nodiscard]] std::optional<std::int64_t> calendar_us(View octets);

}  // namespace bench::head_end
