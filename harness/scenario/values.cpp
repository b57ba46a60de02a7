#include "harness/scenario/values.h"

#include <algorithm>
#include <stdexcept>

namespace bench::scenario {

namespace {

std::int64_t limit(const char* text, Kind kind) {
    const Quantity parsed = parse_quantity(text, kind, "limit");
    if (parsed.complaint) throw std::logic_error{fmt::format("bad limit '{}'", text)};
    return parsed.nano;
}

void complain(Findings& findings, const Node& node, const Complaint& complaint) {
    findings.error(complaint.code.c_str(), node.place, complaint.message, complaint.help);
}

void check_limits(Findings& findings, const Node& node, const std::string& key, std::int64_t nano,
                  Kind kind, Limits limits) {
    const std::int64_t min = limit(limits.min, kind);
    if (nano < 0 && min >= 0) {
        findings.error("E209", node.place,
                       fmt::format("'{}' cannot be negative, got '{}'", key, node.text),
                       fmt::format("it lies between {} and {}", limits.min, limits.max));
    } else if (nano < min || nano > limit(limits.max, kind)) {
        findings.error("E206", node.place,
                       fmt::format("'{}' is out of range: '{}'", key, node.text),
                       fmt::format("it lies between {} and {}", limits.min, limits.max));
    }
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_word_char(char c) { return is_small(c) || (c >= '0' && c <= '9') || c == '_'; }

}  // namespace

Value quantity(Kind kind, Limits limits, std::string example,
               std::function<void(std::int64_t)> store) {
    Value value{kind_name(kind), fmt::format("{} .. {}", limits.min, limits.max), example, {}, {}};
    value.read = [kind, limits, example, store = std::move(store)](
                     Findings& findings, const Node& node, const std::string& key) {
        if (need_scalar(findings, node, key, Value{kind_name(kind), {}, example, {}, {}}) ==
            nullptr)
            return;
        const Quantity parsed = parse_quantity(node.text, kind, key);
        if (parsed.complaint) return complain(findings, node, *parsed.complaint);
        check_limits(findings, node, key, parsed.nano, kind, limits);
        store(parsed.nano);
    };
    return value;
}

Value time_value(Nanoseconds& out, Limits limits, std::string example) {
    return quantity(Kind::time, limits, std::move(example),
                    [&out](std::int64_t nano) { out = Nanoseconds{nano}; });
}

Value real(Kind kind, double& out, Limits limits, std::string example) {
    return scaled(kind, out, 1e9, limits, std::move(example));
}

Value scaled(Kind kind, double& out, double unit_nano, Limits limits, std::string example) {
    return quantity(kind, limits, std::move(example), [&out, unit_nano](std::int64_t nano) {
        out = static_cast<double>(nano) / unit_nano;
    });
}

Value whole(std::uint64_t min, std::uint64_t max, std::string example,
            std::function<void(std::uint64_t)> store) {
    Value value{"a whole number", fmt::format("{} .. {}", min, max), example, {}, {}};
    value.read = [min, max, example, store = std::move(store)](Findings& findings, const Node& node,
                                                               const std::string& key) {
        if (need_scalar(findings, node, key, Value{"a whole number", {}, example, {}, {}}) ==
            nullptr)
            return;
        const Integer parsed = parse_integer(node.text, key);
        if (parsed.complaint) return complain(findings, node, *parsed.complaint);
        if (parsed.value < min || parsed.value > max) {
            findings.error("E206", node.place,
                           fmt::format("'{}' is out of range: '{}'", key, node.text),
                           fmt::format("it lies between {} and {}", min, max));
            return;
        }
        store(parsed.value);
    };
    return value;
}

Value text_value(Named& out, const char* what, const char* example,
                 std::function<bool(const std::string&)> fits) {
    Value value{what, {}, example, {}, {}};
    value.read = [&out, what, example, fits = std::move(fits)](Findings& findings, const Node& node,
                                                               const std::string& key) {
        if (need_scalar(findings, node, key, Value{what, {}, example, {}, {}}) == nullptr) return;
        if (!fits(node.text)) {
            findings.error("E211", node.place,
                           fmt::format("'{}' needs {}, got '{}'", key, what, node.text),
                           fmt::format("for example {}: {}", key, example));
            return;
        }
        out = {node.text, node.place};
    };
    return value;
}

Value only_true(bool& out) {
    return custom("true", "true",
                  [&out](Findings& findings, const Node& node, const std::string& key) {
                      out = node.is_scalar() && !node.quoted && node.text == "true";
                      if (out) return;
                      findings.error("E207", node.place, fmt::format("'{}' accepts only true", key),
                                     "leave the entry out instead of switching it off");
                  });
}

Value custom(const char* type, const char* example,
             std::function<void(Findings&, const Node&, const std::string&)> read) {
    return {type, {}, example, std::move(read), {}};
}

Value or_short(Value value, const char* type,
               std::function<bool(Findings&, const Node&, const std::string&)> read) {
    value.type = type;
    value.read = [read = std::move(read), whole = std::move(value.read)](
                     Findings& findings, const Node& node, const std::string& key) {
        if (!read(findings, node, key)) whole(findings, node, key);
    };
    return value;
}

bool is_word(const std::string& text) {
    return !text.empty() && is_small(text.front()) &&
           std::all_of(text.begin(), text.end(), is_word_char);
}

bool is_dotted_name(const std::string& text) {
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find('.', start), text.size());
        const std::string part = text.substr(start, end - start);
        if (part.empty() || !std::all_of(part.begin(), part.end(), is_word_char)) return false;
        start = end + 1;
    }
    return true;
}

bool is_some_text(const std::string& text) { return !text.empty(); }

void refuse_word(Findings& findings, const Node& node, const std::string& key,
                 const std::vector<std::string>& accepted) {
    const std::optional<std::string> meant = nearest(node.text, accepted);
    findings.error("E207", node.place,
                   fmt::format("'{}' is not available: '{}' accepts {}", node.text, key,
                               fmt::join(accepted, ", ")),
                   meant ? fmt::format("did you mean '{}'?", *meant) : std::string{});
}

}  // namespace bench::scenario
