#pragma once

// The names of a check: streams, timeline entries, notes and events, each known or refused with a
// hint.

#include <string>

#include "harness/checks/cursor.h"

namespace bench::checks {

// `reports`: power_quality is one too, where there is any.
[[nodiscard]] StreamName read_stream(Cursor& at, const Vocabulary& names, bool all,
                                     bool reports = false);
[[nodiscard]] std::string read_entry(Cursor& at, const Vocabulary& names, std::string_view example);
[[nodiscard]] std::string read_node(Cursor& at, const Vocabulary& names);
[[nodiscard]] Quantity read_quantity(Cursor& at);
// After the word: (QUANTITY) within ± LIMIT, in the unit of the quantity.
[[nodiscard]] MeasurementLimit read_measurement_error(Cursor& at);
[[nodiscard]] Event read_event(Cursor& at, const Vocabulary& names);

}  // namespace bench::checks
