#pragma once

// A walk over the tokens of a check: what comes next, and the values with units.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "harness/checks/lexer.h"
#include "harness/checks/parser.h"

namespace bench::checks {

// Thrown inside the parser only; parse_check() catches it.
struct Stop {
    ParseError error;
};

[[noreturn]] void stop(const Token& at, const char* code, std::string message, std::string help);

class Cursor {
public:
    explicit Cursor(std::string_view text) : tokens_{lex(text)} {}

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
    }
    const Token& take();
    [[nodiscard]] bool is(std::string_view text) const;
    [[nodiscard]] bool accept(std::string_view text);
    // `example` is what the whole thing may look like.
    void expect(std::string_view text, std::string_view example);
    const Token& word(std::string_view what, std::string_view example);

    [[nodiscard]] Comparison comparison();
    [[nodiscard]] Nanoseconds time();    // "1 min 30 s"
    [[nodiscard]] Millionths percent();  // "99.9 %"
    // "10 mHz" with `unit` mHz: so many `millionths` each.
    [[nodiscard]] Millionths in_unit(std::string_view unit, std::int64_t millionths,
                                     std::string_view example);
    [[nodiscard]] std::uint64_t integer();  // "0"

private:
    std::vector<Token> tokens_;
    std::size_t next_ = 0;
};

// A decimal times `unit`, exact: nullopt when it is no whole number or too large.
[[nodiscard]] std::optional<std::int64_t> scaled(std::string_view decimal, std::int64_t unit);
// How a token is named in a message: 'abc', or "the end".
[[nodiscard]] std::string named(const Token& token);

}  // namespace bench::checks
