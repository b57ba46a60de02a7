#include "reports/junit/xml.h"

#include <algorithm>

namespace bench::junit {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

struct Character {
    char32_t code = 0;
    std::size_t octets = 1;
    bool valid = false;
};

Character next(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t octets = lead >= 0xF0 ? 4U : lead >= 0xE0 ? 3U : 2U;
    if (lead < 0xC2 || lead > 0xF4 || octets > text.size()) return {};
    char32_t code = lead & (0x7FU >> octets);
    for (const char c : text.substr(1, octets - 1)) {
        const auto octet = static_cast<unsigned char>(c);
        if ((octet & 0xC0U) != 0x80) return {};
        code = code << 6U | (octet & 0x3FU);
    }
    const bool is_shortest = octets == 2 || code >= (octets == 3 ? 0x800U : 0x10000U);
    return is_shortest ? Character{code, octets, true} : Character{};
}

// Char of XML 1.0, section 2.2.
bool may_be_in_xml(char32_t code) {
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    if (code >= 0xD800 && code < 0xE000) return false;
    return code != 0xFFFE && code != 0xFFFF && code <= 0x10FFFF;
}

std::string_view escape_of(char32_t code, bool in_attribute) {
    switch (code) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '\r':
            return "&#13;";
        case '"':
            return in_attribute ? "&quot;" : "";
        case '\n':
            return in_attribute ? "&#10;" : "";
        case '\t':
            return in_attribute ? "&#9;" : "";
        default:
            return "";
    }
}

std::string escaped(std::string_view text, bool in_attribute) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Character character = next(text);
        const std::string_view escape = escape_of(character.code, in_attribute);
        if (!character.valid || !may_be_in_xml(character.code)) {
            out += kReplacement;
        } else if (!escape.empty()) {
            out += escape;
        } else {
            out += text.substr(0, character.octets);
        }
        text.remove_prefix(character.octets);
    }
    return out;
}

}  // namespace

std::string xml_text(std::string_view text) { return escaped(text, false); }

std::string xml_attribute(std::string_view text) { return escaped(text, true); }

}  // namespace bench::junit
