#pragma once

// Text as XML 1.0 may hold it. Characters that XML cannot hold even as references (most control
// characters, broken UTF-8) become U+FFFD.

#include <string>
#include <string_view>

namespace bench::junit {

// For an element's content.
[[nodiscard]] std::string xml_text(std::string_view text);

// For an attribute's value between double quotes; newlines and tabs survive.
[[nodiscard]] std::string xml_attribute(std::string_view text);

}  // namespace bench::junit
