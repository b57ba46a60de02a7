#pragma once

// The kinds of plain values that keys take. Limits and examples are written as an author would
// write them.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/scenario/field.h"
#include "harness/scenario/suggest.h"
#include "models/time/time.h"

namespace bench::scenario {

// A text and where it stands, for what is checked later.
struct Named {
    std::string text;
    Place place;
};

struct Limits {
    const char* min;
    const char* max;
};

// `store` gets billionths of the base unit. A negative value where `min` is not is E209.
[[nodiscard]] Value quantity(Kind kind, Limits limits, std::string example,
                             std::function<void(std::int64_t)> store);
[[nodiscard]] Value time_value(Nanoseconds& out, Limits limits, std::string example);
// In the base unit: dBm, dB, m, Hz, or a plain number.
[[nodiscard]] Value real(Kind kind, double& out, Limits limits, std::string example);
// In a unit `unit_nano` billionths of the base unit large: cm are 1e7, kHz 1e12.
[[nodiscard]] Value scaled(Kind kind, double& out, double unit_nano, Limits limits,
                           std::string example);
[[nodiscard]] Value whole(std::uint64_t min, std::uint64_t max, std::string example,
                          std::function<void(std::uint64_t)> store);
// Any text that `fits`; `what` says which: "a snake_case word".
[[nodiscard]] Value text_value(Named& out, const char* what, const char* example,
                               std::function<bool(const std::string&)> fits);
// `true`, plain.
[[nodiscard]] Value only_true(bool& out);
// A value of another form: `read` does everything.
[[nodiscard]] Value custom(const char* type, const char* example,
                           std::function<void(Findings&, const Node&, const std::string&)> read);

// `value`, unless `read` knows a short form and answers true.
[[nodiscard]] Value or_short(Value value, const char* type,
                             std::function<bool(Findings&, const Node&, const std::string&)> read);

[[nodiscard]] bool is_word(const std::string& text);         // snake_case
[[nodiscard]] bool is_dotted_name(const std::string& text);  // snake_case, in parts
[[nodiscard]] bool is_some_text(const std::string& text);

void refuse_word(Findings& findings, const Node& node, const std::string& key,
                 const std::vector<std::string>& accepted);

// One of a few words.
template <typename Enum>
Value word(Enum& out, std::vector<std::pair<std::string, Enum>> words) {
    std::vector<std::string> names;
    for (const auto& [name, value] : words) names.push_back(name);
    const std::string example = names.front();
    Value value{fmt::format("one of {}", fmt::join(names, ", ")), {}, example, {}, {}};
    value.read = [&out, words = std::move(words), names = std::move(names), type = value.type,
                  example](Findings& findings, const Node& node, const std::string& key) {
        if (need_scalar(findings, node, key, Value{type, {}, example, {}, {}}) == nullptr) return;
        for (const auto& [name, meaning] : words) {
            if (node.text != name) continue;
            out = meaning;
            return;
        }
        refuse_word(findings, node, key, names);
    };
    return value;
}

}  // namespace bench::scenario
