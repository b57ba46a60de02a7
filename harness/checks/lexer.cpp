#include "harness/checks/lexer.h"

#include <array>
#include <cstdint>

namespace bench::checks {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Octets of the UTF-8 character that begins with `c`.
std::size_t width(char c) {
    const auto octet = static_cast<std::uint8_t>(c);
    if (octet >= 0xF0) return 4;
    if (octet >= 0xE0) return 3;
    return octet >= 0xC0 ? 2 : 1;
}

std::size_t word_length(std::string_view rest) {
    std::size_t length = 1;
    while (length < rest.size()) {
        const bool inside = is_letter(rest[length]) || is_digit(rest[length]);
        const bool point = rest[length] == '.' && length + 1 < rest.size() &&
                           (is_letter(rest[length + 1]) || is_digit(rest[length + 1]));
        if (!inside && !point) break;
        ++length;
    }
    return length;
}

std::size_t number_length(std::string_view rest) {
    std::size_t length = 1;
    while (length < rest.size()) {
        const bool point =
            rest[length] == '.' && length + 1 < rest.size() && is_digit(rest[length + 1]);
        if (!is_digit(rest[length]) && !point) break;
        ++length;
    }
    return length;
}

std::size_t sign_length(std::string_view rest) {
    static constexpr std::array<std::string_view, 4> kDouble{"<=", ">=", "==", "!="};
    for (const std::string_view sign : kDouble) {
        if (rest.substr(0, 2) == sign) return 2;
    }
    return std::min(width(rest[0]), rest.size());
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += width(text[at])) ++count;
    return count;
}

}  // namespace

std::vector<Token> lex(std::string_view text) {
    std::vector<Token> tokens;
    std::size_t offset = 0;
    bool spaced = true;
    while (!text.empty()) {
        if (text[0] == ' ' || text[0] == '\t' || text[0] == '\n' || text[0] == '\r') {
            text.remove_prefix(1);
            ++offset;
            spaced = true;
            continue;
        }
        Token token{Token::Kind::sign, {}, offset, spaced};
        std::size_t length = 0;
        if (is_letter(text[0])) {
            token.kind = Token::Kind::word;
            length = word_length(text);
        } else if (is_digit(text[0])) {
            token.kind = Token::Kind::number;
            length = number_length(text);
        } else {
            length = sign_length(text);
        }
        token.text = std::string{text.substr(0, length)};
        offset += characters(token.text);
        text.remove_prefix(length);
        tokens.push_back(std::move(token));
        spaced = false;
    }
    tokens.push_back(Token{Token::Kind::end, {}, offset, true});
    return tokens;
}

}  // namespace bench::checks
