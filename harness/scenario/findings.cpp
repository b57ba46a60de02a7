#include "harness/scenario/findings.h"

#include <algorithm>
#include <tuple>

namespace bench::scenario {

namespace {

// Of a line too long to read, nothing is shown.
constexpr std::size_t kLongestExcerpt = 300;

// Bytes that no terminal should get are shown as '?'; a tab as one space, as it counts.
std::string printable(std::string_view line) {
    if (line.size() > kLongestExcerpt) return {};
    std::string text{line};
    for (std::size_t bad = first_bad_byte(text); bad != std::string::npos;
         bad = first_bad_byte(text)) {
        text[bad] = '?';
    }
    std::replace(text.begin(), text.end(), '\t', ' ');
    return text;
}

}  // namespace

void Findings::error(const char* code, const Place& place, std::string message, std::string help) {
    ++errors_;
    add(Severity::error, code, place, std::move(message), std::move(help));
}

void Findings::warning(const char* code, const Place& place, std::string message,
                       std::string help) {
    add(Severity::warning, code, place, std::move(message), std::move(help));
}

void Findings::add(Severity severity, const char* code, const Place& place, std::string message,
                   std::string help) {
    Diagnostic item;
    item.severity = severity;
    item.code = code;
    item.message = std::move(message);
    item.help = std::move(help);
    if (place.source == nullptr) {
        item.file = "--set";
    } else {
        item.file = place.source->name();
        item.line = place.line;
        item.column = place.column;
        item.excerpt = printable(place.source->line(place.line));
        item.length =
            std::max(1, std::min(place.length, characters(item.excerpt) - place.column + 1));
        item.chain = place.source->chain();
    }
    items_.push_back(std::move(item));
}

std::vector<Diagnostic> Findings::sorted(const std::string& root) const {
    std::vector<Diagnostic> out = items_;
    const auto key = [&root](const Diagnostic& item) {
        return std::tuple{item.file != root, std::string_view{item.file}, item.line, item.column};
    };
    std::stable_sort(out.begin(), out.end(),
                     [&key](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    return out;
}

}  // namespace bench::scenario
