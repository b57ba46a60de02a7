#include "reports/console/utf8.h"

#include <algorithm>
#include <array>

namespace bench::console {
namespace {

struct Substitute {
    std::string_view utf8;
    std::string_view ascii;
};
constexpr std::array<Substitute, 17> kSubstitutes{{{"·", "-"},
                                                   {"–", "-"},
                                                   {"—", "-"},
                                                   {"−", "-"},
                                                   {"≤", "<="},
                                                   {"≥", ">="},
                                                   {"±", "+-"},
                                                   {"µ", "u"},
                                                   {"μ", "u"},
                                                   {"°", "deg"},
                                                   {"×", "x"},
                                                   {"…", "..."},
                                                   {"→", "->"},
                                                   {"“", "\""},
                                                   {"”", "\""},
                                                   {"‘", "'"},
                                                   {"’", "'"}}};

constexpr bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

// Octets that the lead octet announces; 0 for one that cannot lead.
constexpr std::size_t announced(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// The first character of a text that is not empty; empty if it is broken.
std::string_view first_character(std::string_view text) {
    const std::size_t size = announced(static_cast<unsigned char>(text.front()));
    if (size == 0 || size > text.size()) return {};
    const std::string_view character = text.substr(0, size);
    return std::ranges::all_of(character.substr(1), continues) ? character : std::string_view{};
}

std::string_view in_ascii(std::string_view character) {
    const auto* const found = std::ranges::find(kSubstitutes, character, &Substitute::utf8);
    return found == kSubstitutes.end() ? "?" : found->ascii;
}

// U+0080 to U+009F are control characters too.
bool is_control(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return lead < 0x20 || lead == 0x7F;
    return lead == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

std::string_view shown(std::string_view character, const Look& look) {
    if (is_control(character)) {
        const bool is_space = character == "\n" || character == "\t" || character == "\r";
        return is_space ? " " : "?";
    }
    return character.size() == 1 || look.utf8 ? character : in_ascii(character);
}

}  // namespace

std::string printable(std::string_view text, const Look& look) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::string_view character = first_character(text);
        out += character.empty() ? "?" : shown(character, look);
        text.remove_prefix(std::max<std::size_t>(character.size(), 1));
    }
    return out;
}

std::size_t columns(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues));
}

std::size_t octets_of(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size() && count > 0) {
        do {
            ++at;
        } while (at < text.size() && continues(text[at]));
        --count;
    }
    return at;
}

}  // namespace bench::console
