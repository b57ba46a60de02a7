#include "harness/scenario/params.h"

#include <optional>

#include <fmt/format.h>

#include "harness/scenario/expression.h"
#include "harness/scenario/suggest.h"
#include "harness/scenario/values.h"

namespace bench::scenario {

namespace {

struct Param {
    Amount value;
    std::optional<std::pair<Amount, Amount>> range;
    Place place;
    bool used = false;
};
using Params = std::map<std::string, Param>;

struct ParamText {
    Named value;
    Named range;
    Named doc;
};

void param_fields(Fields& f, ParamText& text) {
    f.req("default", "Value unless --set gives another: a number, a quantity or a word.",
          text_value(text.value, "a value", "3", is_some_text));
    f.opt("range", "Least and greatest value allowed.",
          text_value(text.range, "two values", "0 .. 6",
                     [](const std::string& t) { return t.find(" .. ") != std::string::npos; }));
    f.opt("doc", "What the parameter means.",
          text_value(text.doc, "a text", "brick walls", is_some_text));
}

void set_range(Findings& findings, const ParamText& text, Param& param) {
    if (text.range.text.empty()) return;
    const std::size_t dots = text.range.text.find(" .. ");
    const Amount low = read_amount(text.range.text.substr(0, dots));
    const Amount high = read_amount(text.range.text.substr(dots + 4));
    if (!low.is_number || !high.is_number || low.unit != high.unit) {
        findings.error("E211", text.range.place,
                       fmt::format("'{}' is not a range", text.range.text),
                       "for example range: 0 .. 6, or 0 dB .. 6 dB; one unit for both");
        return;
    }
    param.range = {low, high};
}

void check_range(Findings& findings, const std::string& name, const Param& param,
                 const Place& place) {
    if (!param.range) return;
    const auto& [low, high] = *param.range;
    const bool comparable = param.value.is_number && param.value.unit == low.unit;
    if (comparable && param.value.nano >= low.nano && param.value.nano <= high.nano) return;
    findings.error(
        "E206", place,
        fmt::format("parameter '{}' is out of range: '{}'", name, amount_text(param.value)),
        fmt::format("it lies between {} and {}", amount_text(low), amount_text(high)));
}

// Keeps the text that $(...) inserts from growing without bound.
void limit_length(Findings& findings, Named& value) {
    constexpr std::size_t kLongest = 100;
    if (value.text.size() <= kLongest) return;
    findings.error("E206", value.place,
                   fmt::format("a parameter has at most {} characters", kLongest), "");
    value.text.clear();
}

Params read_params(const Node& list, Findings& findings) {
    Params params;
    if (!list.is_map()) {
        findings.error("E203", list.place,
                       fmt::format("'params' needs a map of keys, not {}", kind_words(list)),
                       "for example params: {walls: {default: 3}}");
        return params;
    }
    for (const Entry& entry : list.entries) {
        ParamText text;
        map_of([&text](Fields& f) { param_fields(f, text); }, "{default: 3}")
            .read(findings, entry.value, entry.key);
        if (!is_word(entry.key))
            findings.error(
                "E211", entry.key_place,
                fmt::format("a parameter's name is a snake_case word, not '{}'", entry.key), "");
        Param& param = params[entry.key];
        limit_length(findings, text.value);
        param.value = read_amount(text.value.text);
        param.place = entry.key_place;
        set_range(findings, text, param);
        if (!text.value.text.empty()) check_range(findings, entry.key, param, text.value.place);
    }
    return params;
}

std::vector<std::string> names_of(const Params& params) {
    std::vector<std::string> names;
    for (const auto& [name, param] : params) names.push_back(name);
    return names;
}

void override_params(Params& params, const Overrides& overrides, Findings& findings) {
    for (const auto& [name, text] : overrides) {
        const auto found = params.find(name);
        if (found == params.end()) {
            findings.error("E320", Place{}, fmt::format("there is no parameter '{}'", name),
                           suggestion(name, names_of(params), "parameters"));
            continue;
        }
        found->second.value = read_amount(text);
        check_range(findings, name, found->second, Place{});
    }
}

// The place of the `)` that ends the `$(` whose contents begin at `start`, or npos.
std::size_t closing(const std::string& text, std::size_t start) {
    int open = 1;
    for (std::size_t i = start; i < text.size(); ++i) {
        open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (open == 0) return i;
    }
    return std::string::npos;
}

class Substitution {
public:
    Substitution(Params& params, Findings& findings) : params_{params}, findings_{findings} {}

    void walk(Node& node) {
        if (node.is_scalar() && !node.bad) replace(node);
        for (Node& item : node.items) walk(item);
        for (Entry& entry : node.entries) walk(entry.value);
    }

private:
    void replace(Node& node) {
        std::string out;
        std::size_t done = 0;
        for (std::size_t at = node.text.find("$("); at != std::string::npos;
             at = node.text.find("$(", done)) {
            const std::size_t end = closing(node.text, at + 2);
            if (end == std::string::npos)
                return complain(node, node.text.substr(at), "the bracket is not closed");
            const std::string expression = node.text.substr(at + 2, end - at - 2);
            const Outcome outcome =
                evaluate(expression, [this](std::string_view name) { return look_up(name); });
            if (!outcome.complaint.empty())
                return complain(node, "$(" + expression + ")", outcome.complaint);
            out += node.text.substr(done, at - done) + amount_text(outcome.amount);
            done = end + 1;
        }
        if (done != 0) node.text = out + node.text.substr(done);
    }

    std::optional<Amount> look_up(std::string_view name) {
        const auto found = params_.find(std::string{name});
        if (found == params_.end()) {
            unknown_ = name;
            return std::nullopt;
        }
        found->second.used = true;
        return found->second.value;
    }

    void complain(Node& node, const std::string& what, const std::string& why) {
        const std::string help =
            unknown_.empty() ? "" : suggestion(unknown_, names_of(params_), "parameters");
        findings_.error(unknown_.empty() ? "E321" : "E320", node.place,
                        fmt::format("{}: {}", what, why), help);
        unknown_.clear();
        node.bad = true;
    }

    Params& params_;
    Findings& findings_;
    std::string unknown_;
};

}  // namespace

void apply_params(Node& root, const Overrides& overrides, Findings& findings) {
    Params params;
    if (const Node* list = root.find("params"); list != nullptr && !list->bad)
        params = read_params(*list, findings);
    root.erase("params");
    override_params(params, overrides, findings);
    Substitution{params, findings}.walk(root);
    for (const auto& [name, param] : params) {
        if (!param.used)
            findings.warning("W403", param.place, fmt::format("parameter '{}' is never used", name),
                             fmt::format("write $({}) where it counts, or remove it", name));
    }
}

void describe_params(Fields& fields) {
    ParamText scratch;
    param_fields(fields, scratch);
}

}  // namespace bench::scenario
