#include "harness/scenario/diagnostic.h"

#include <algorithm>

#include <fmt/format.h>

namespace bench::scenario {

namespace {

const char* word(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

std::string place(const Diagnostic& item) {
    if (item.line == 0) return item.file;
    return fmt::format("{}:{}:{}", item.file, item.line, item.column);
}

std::string excerpt(const Diagnostic& item, const std::string& gutter) {
    const auto before = static_cast<std::size_t>(std::max(item.column - 1, 0));
    const auto carets = static_cast<std::size_t>(std::max(item.length, 1));
    return fmt::format("{0}|\n{1} | {2}\n{0}| {3}{4}\n", gutter, item.line, item.excerpt,
                       std::string(before, ' '), std::string(carets, '^'));
}

// https://docs.github.com/actions: '%', CR and LF are escaped in the message, ':' and ',' in
// properties.
std::string escaped(const std::string& text, bool property) {
    std::string out;
    for (const char c : text) {
        const bool special =
            c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
        if (special) {
            out += fmt::format("%{:02X}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

std::string format_diagnostic(const Diagnostic& item) {
    std::string out =
        fmt::format("{}: {}[{}]: {}\n", place(item), word(item.severity), item.code, item.message);
    const std::string gutter(item.line == 0 ? 2 : std::to_string(item.line).size() + 1, ' ');
    if (item.line != 0 && !item.excerpt.empty()) out += excerpt(item, gutter);
    for (const std::string& use : item.chain) out += fmt::format("{}= used by: {}\n", gutter, use);
    if (!item.help.empty()) out += fmt::format("{}= help: {}\n", gutter, item.help);
    return out;
}

std::string format_diagnostics(const std::vector<Diagnostic>& diagnostics) {
    std::string out;
    const std::size_t shown = std::min(diagnostics.size(), kMostDiagnostics);
    for (std::size_t i = 0; i < shown; ++i) out += format_diagnostic(diagnostics[i]);
    if (diagnostics.size() > shown) out += fmt::format("and {} more\n", diagnostics.size() - shown);
    return out;
}

std::string format_github(const std::vector<Diagnostic>& diagnostics) {
    std::string out;
    for (const Diagnostic& item : diagnostics) {
        const std::string text = item.help.empty() ? item.message : item.message + "\n" + item.help;
        out += fmt::format("::{} file={}", word(item.severity), escaped(item.file, true));
        if (item.line != 0) out += fmt::format(",line={},col={}", item.line, item.column);
        out += fmt::format(",title={}::{}\n", item.code, escaped(text, false));
    }
    return out;
}

}  // namespace bench::scenario
