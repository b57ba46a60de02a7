#pragma once

// Text of a check to an Expression, or one error that says where, what and what to write instead.
//
// Codes: E340 something else was expected here, E341 unknown function, E342 unknown stream, entry,
// event or note, E343 a value needs a unit or has the wrong one, E344 a value that makes no sense,
// E345 a window longer than the judged time, E346 a limit that nothing or everything meets.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/checks/expression.h"

namespace bench::checks {

struct ParseError {
    std::size_t offset = 0;  // In characters from the start of the text.
    std::string code;
    std::string message;
    std::string help;
};

// The names that the scenario gives to checks.
struct Vocabulary {
    std::vector<std::string> streams;
    std::vector<std::string> entries;
    std::vector<std::string> links;
    std::vector<std::string> nodes;
    Nanoseconds warmup{};
    Nanoseconds drain{};
    Nanoseconds total{};    // Zero: not known, windows are not tested.
    bool reports = false;   // There are power-quality messages.
    bool phasors = false;   // There are phasors.
    bool any_name = false;  // Streams and entries are taken as they come.
};

[[nodiscard]] std::variant<Expression, ParseError> parse_check(std::string_view text,
                                                               const Vocabulary& vocabulary);

// What a firmware says of itself, by the names that note(...) takes. The code is the trace's.
struct NoteName {
    const char* name;
    std::uint32_t code;
};
[[nodiscard]] const std::vector<NoteName>& note_names();

}  // namespace bench::checks
