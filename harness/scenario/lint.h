#pragma once

// What is wrong with the text itself, before it means anything.

#include <string>

#include "harness/scenario/findings.h"
#include "harness/scenario/tree.h"

namespace bench::scenario {

// Size, UTF-8 and tabs. False: not worth reading any further.
bool check_bytes(const SourcePtr& source, Findings& findings);
// A quoted text that begins here is never closed. `text` begins with the quote.
[[nodiscard]] bool never_closed(std::string_view text);
// Marks the pieces of a value that a comma inside (...) split, in a map or list in {...} or [...].
void check_split(Node& node, Findings& findings);
// W105: "a: room #3" is "room".
void check_comment(const Node& scalar, int byte_column, Findings& findings);
// Hint for a message of the YAML library at this place; may be empty.
[[nodiscard]] std::string yaml_hint(const Source& source, int line, std::string_view message);

}  // namespace bench::scenario
