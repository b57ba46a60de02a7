#pragma once

// Text from scenarios and firmware made fit for a terminal: no control characters, which could move
// the cursor, no broken UTF-8, and no more than ASCII where that is asked for.

#include <string>
#include <string_view>

#include "reports/console/look.h"

namespace bench::console {

// One line of printable text; newlines and tabs become spaces.
[[nodiscard]] std::string printable(std::string_view text, const Look& look);

// Columns, one a code point. `text` is printable.
[[nodiscard]] std::size_t columns(std::string_view text);

// Octets of the first `count` columns.
[[nodiscard]] std::size_t octets_of(std::string_view text, std::size_t count);

}  // namespace bench::console
