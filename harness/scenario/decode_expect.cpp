#include <algorithm>

#include "harness/scenario/decode.h"

namespace bench::scenario {

namespace {

// "COM-10.a": letters, a number, perhaps a letter.
bool is_clause(const std::string& text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string::npos || dash == 0) return false;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(dash);
    if (!std::all_of(text.begin(), begin, upper)) return false;
    const auto end = std::find_if_not(begin + 1, text.end(), digit);
    if (end == begin + 1) return false;
    const auto rest = text.end() - end;
    return rest == 0 || (rest == 2 && *end == '.' && *(end + 1) >= 'a' && *(end + 1) <= 'z');
}

void read_text(CheckSource& out, Findings& findings, const Node& node) {
    if (node.bad) return;
    if (!node.is_scalar() || node.text.empty()) {
        findings.error("E203", node.place,
                       fmt::format("a check is a text, not {}", kind_words(node)),
                       "for example - lost(all) == 0");
        return;
    }
    Place place = node.place;
    const std::string_view line = place.source->line(place.line);
    const bool opened =
        node.quoted && place.column >= 1 && line.size() >= static_cast<std::size_t>(place.column);
    if (opened) ++place.column;
    out.text = node.text;
    out.where = where_of(place);
    out.excerpt = line;
}

void read_check(CheckSource& out, Findings& findings, const Node& node) {
    if (!node.is_map()) return read_text(out, findings, node);
    if (node.entries.size() != 1) {
        findings.error(
            "E203", node.place,
            fmt::format("a check has one clause and one text, not {} keys", node.entries.size()),
            "for example - COM-7.a: violations(regulatory) == 0");
        return;
    }
    const Entry& only = node.entries.front();
    if (!is_clause(only.key)) {
        findings.error("E215", only.key_place,
                       fmt::format("'{}' is not the name of a clause", only.key),
                       "a clause looks like COM-10.a; quote a check that holds ': '");
    }
    out.clause = only.key;
    read_text(out, findings, only.value);
}

constexpr const char* kExample = "COM-7.a: violations(regulatory) == 0";

}  // namespace

Value expect_value(std::vector<CheckSource>& out) {
    return list_of<CheckSource>(
        out,
        [](CheckSource& item) {
            return custom("a check", kExample,
                          [&item](Findings& findings, const Node& node, const std::string&) {
                              read_check(item, findings, node);
                          });
        },
        "[lost(all) == 0]");
}

Value must_fail_value(std::optional<CheckSource>& out) {
    return custom("a check", kExample,
                  [&out](Findings& findings, const Node& node, const std::string&) {
                      read_check(out.emplace(), findings, node);
                  });
}

}  // namespace bench::scenario
