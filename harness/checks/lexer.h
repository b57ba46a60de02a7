#pragma once

// Words, numbers and signs of a check, each with its place in characters (not octets) from the
// start.

#include <string>
#include <string_view>
#include <vector>

namespace bench::checks {

struct Token {
    enum class Kind { word, number, sign, end };
    Kind kind = Kind::end;
    std::string text;        // A word may hold points: firmware.reset, p99.9.
    std::size_t offset = 0;  // In characters.
    bool spaced = true;      // Something blank stands before it.
};

// Always ends with an `end` token. What is no word, number or known sign is a sign of one
// character.
[[nodiscard]] std::vector<Token> lex(std::string_view text);

}  // namespace bench::checks
