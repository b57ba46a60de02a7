#include "harness/scenario/source.h"

#include <algorithm>
#include <cstdint>

namespace bench::scenario {

namespace {

bool continues(char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) == 0x80U; }

// Octets of the sequence at the front of `text`, or 0 when it is not a well-formed one (RFC 3629).
std::size_t sequence_length(std::string_view text) {
    const auto lead = static_cast<std::uint8_t>(text[0]);
    if (lead < 0x80) {
        const bool control =
            (lead < 0x20 && lead != '\t' && lead != '\r' && lead != '\n') || lead == 0x7F;
        return control ? 0 : 1;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text[i])) return 0;
    }
    const auto second = static_cast<std::uint8_t>(text[1]);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
}

}  // namespace

int characters(std::string_view utf8) {
    return static_cast<int>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return !continues(c); }));
}

std::size_t first_bad_byte(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = sequence_length(bytes.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

Source::Source(std::string name, std::string bytes, std::vector<std::string> chain)
    : name_{std::move(name)}, bytes_{std::move(bytes)}, chain_{std::move(chain)} {
    starts_.push_back(0);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        if (bytes_[i] == '\n') starts_.push_back(i + 1);
    }
}

std::string_view Source::line(int number) const {
    if (number < 1 || number > lines()) return {};
    const auto index = static_cast<std::size_t>(number - 1);
    const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] : bytes_.size();
    std::string_view text = std::string_view{bytes_}.substr(starts_[index], end - starts_[index]);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

std::string_view Source::from(int line, int byte_column) const {
    if (line < 1 || line > lines() || byte_column < 0) return {};
    const std::size_t at =
        starts_[static_cast<std::size_t>(line - 1)] + static_cast<std::size_t>(byte_column);
    return at < bytes_.size() ? std::string_view{bytes_}.substr(at) : std::string_view{};
}

int Source::column(int number, int byte_column) const {
    const std::string_view text = line(number);
    const auto bytes = static_cast<std::size_t>(std::max(byte_column, 0));
    return characters(text.substr(0, std::min(bytes, text.size()))) + 1;
}

}  // namespace bench::scenario
