#include "harness/scenario/lint.h"

#include <algorithm>

#include <fmt/format.h>

namespace bench::scenario {

namespace {

int open_brackets(std::string_view text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '(') -
                            std::count(text.begin(), text.end(), ')'));
}

// "99,9 %" inside {...}: the value 99, and a key "9 %" without a value.
bool splits_number(const std::vector<Entry>& entries, std::size_t at) {
    const Node& value = entries[at].value;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!value.is_scalar() || value.quoted || value.text.empty() || at + 1 == entries.size())
        return false;
    if (!std::all_of(value.text.begin(), value.text.end(), digit)) return false;
    const Entry& next = entries[at + 1];
    return next.value.kind == Node::Kind::null && !next.key.empty() && digit(next.key.front());
}

void complain_number(std::vector<Entry>& entries, std::size_t at, Findings& findings) {
    Node& value = entries[at].value;
    findings.error("E112", value.place, "the comma split this number in two",
                   fmt::format("a decimal fraction is written with a point: {}.{}", value.text,
                               entries[at + 1].key));
    value.bad = true;
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

bool splits(const Node& value) {
    return value.is_scalar() && !value.quoted && open_brackets(value.text) > 0;
}

void complain_split(Node& value, const std::string& whole, Findings& findings) {
    findings.error(
        "E112", value.place,
        "the comma inside (...) split this value, because it stands inside {...} or [...]",
        fmt::format("quote the whole value: \"{}\"", whole));
    value.bad = true;
}

// Joins the keys without a value that follow entry `at` until the brackets close; they are removed.
std::string take_rest(std::vector<Entry>& entries, std::size_t at) {
    std::string whole = entries[at].value.text;
    while (open_brackets(whole) > 0 && at + 1 < entries.size()) {
        const Entry& next = entries[at + 1];
        if (next.value.kind != Node::Kind::null) break;
        whole += ", " + next.key;
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
    return whole;
}

std::string take_rest(std::vector<Node>& items, std::size_t at) {
    std::string whole = items[at].text;
    while (open_brackets(whole) > 0 && at + 1 < items.size() && items[at + 1].is_scalar()) {
        whole += ", " + items[at + 1].text;
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
    return whole;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

}  // namespace

bool check_bytes(const SourcePtr& source, Findings& findings) {
    const std::string& bytes = source->bytes();
    const Place top{source, 1, 1, 1};
    if (bytes.size() > kLargestFile) {
        findings.error("E105", top,
                       fmt::format("the file is larger than {} KiB", kLargestFile / 1024),
                       "measured data belongs into a recording, not into the scenario");
        return false;
    }
    const std::size_t bad = first_bad_byte(bytes);
    if (bad != std::string::npos) {
        const auto line =
            static_cast<int>(
                std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n')) +
            1;
        findings.error("E106", {source, line, 1, 1},
                       "this line holds bytes that are not UTF-8 text", "save the file as UTF-8");
        return false;
    }
    bool sound = true;
    for (int line = 1; line <= source->lines(); ++line) {
        const std::string_view text = source->line(line);
        if (text.size() > kLongestLine) {
            findings.error("E105", {source, line, 1, 1},
                           fmt::format("the line is longer than {} bytes", kLongestLine),
                           "break it");
            sound = false;
        }
        const std::size_t first = text.find_first_not_of(" \t");
        const std::size_t tab = text.substr(0, first).find('\t');
        if (tab == std::string_view::npos || first == std::string_view::npos) continue;
        findings.error("E102", {source, line, static_cast<int>(tab) + 1, 1},
                       "a tab in the indentation", "YAML indents with spaces only");
        sound = false;
    }
    return sound;
}

bool never_closed(std::string_view text) {
    const char quote = text.front();
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            const bool doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
            if (!doubled) return false;
            ++i;
        }
    }
    return true;
}

void check_split(Node& node, Findings& findings) {
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
        if (splits(node.entries[i].value)) {
            const std::string whole = take_rest(node.entries, i);
            complain_split(node.entries[i].value, whole, findings);
        } else if (splits_number(node.entries, i)) {
            complain_number(node.entries, i, findings);
        }
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (splits(node.items[i])) {
            const std::string whole = take_rest(node.items, i);
            complain_split(node.items[i], whole, findings);
        }
    }
}

void check_comment(const Node& scalar, int byte_column, Findings& findings) {
    const SourcePtr& source = scalar.place.source;
    const std::string_view line = source->line(scalar.place.line);
    const auto start = static_cast<std::size_t>(byte_column);
    if (start >= line.size() || line.substr(start, scalar.text.size()) != scalar.text) return;
    const std::size_t end = start + scalar.text.size();
    const std::size_t hash = line.find_first_not_of(' ', end);
    const bool comment = hash != std::string_view::npos && hash > end && line[hash] == '#';
    if (!comment || hash + 1 >= line.size()) return;
    if (line[hash + 1] == ' ' || line[hash + 1] == '#') return;
    const int column = source->column(scalar.place.line, static_cast<int>(hash));
    findings.warning(
        "W105", {source, scalar.place.line, column, 1},
        fmt::format("everything from this '#' on is a comment; the value is '{}'", scalar.text),
        "quote the value if the '#' belongs to it, else put a space after the '#'");
}

std::string yaml_hint(const Source& source, int line, std::string_view message) {
    const std::string_view text = source.line(line);
    if (text.find("${") != std::string_view::npos) return "a parameter is written $(name)";
    const std::size_t colon = text.find(": ");
    const std::size_t dash = text.find("- ");
    const std::size_t before = colon != std::string_view::npos ? colon : dash;
    const std::string_view value =
        before == std::string_view::npos ? std::string_view{} : trimmed(text.substr(before + 1));
    const char first = value.empty() ? ' ' : value.front();
    if (first == '>' || first == '|') {
        return fmt::format(
            "a value that begins with '{}' starts a text block in YAML; put the name first: "
            "'uptime(x) >= 99.9 %'",
            first);
    }
    if (first == '*') return "a value that begins with '*' is an alias in YAML; quote it";
    if (first == '%' || first == '@' || first == '`') {
        return fmt::format("a value cannot begin with '{}'; quote it", first);
    }
    const std::string_view above = trimmed(source.line(line - 1));
    const bool map_value = message.find("map value") != std::string_view::npos;
    if (map_value && !above.empty() && above.front() != '#' &&
        above.find(':') == std::string_view::npos) {
        return fmt::format("line {} has no ':' after the key '{}'", line - 1, above);
    }
    if (map_value)
        return "a value that holds ': ' must be quoted; keys of one map stand in one column";
    if (message.find("end of map flow") != std::string_view::npos)
        return "a '{' is not closed, or a comma is missing";
    if (message.find("end of sequence flow") != std::string_view::npos)
        return "a '[' is not closed, or a comma is missing";
    return {};
}

}  // namespace bench::scenario
