#pragma once

// The DLMS wrapper for UDP (IEC 62056-47): version 1, source and destination wPort, length; the one
// application on both sides is wPort 1.

#include <optional>

#include "models/head_end/octets.h"

namespace bench::head_end {

// The APDU within, or nothing.
[[nodiscard]] std::optional<View> parse_wrapper(View payload);
void append_wrapper(std::size_t apdu_length, Octets& out);

}  // namespace bench::head_end
