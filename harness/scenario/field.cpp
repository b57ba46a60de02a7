#include "harness/scenario/field.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/scenario/suggest.h"
#include "harness/scenario/values.h"

namespace bench::scenario {

Fields::Fields(Findings& findings, const Node& map, std::string name)
    : findings_{&findings}, map_{&map}, name_{std::move(name)} {}

Fields::Fields(std::vector<KeyDescription>& out, std::string path)
    : out_{&out}, name_{std::move(path)} {}

bool Fields::req(const char* key, const char* doc, const Value& value) {
    return declare(key, doc, value, true);
}

bool Fields::opt(const char* key, const char* doc, const Value& value) {
    return declare(key, doc, value, false);
}

bool Fields::declare(const char* key, const char* doc, const Value& value, bool required) {
    if (describing()) {
        const std::string path = name_.empty() ? key : name_ + "." + key;
        out_->push_back({path, value.type, value.range, value.example, doc, required});
        if (value.describe) {
            const bool list = value.type == kListType;
            const bool names = value.type == kNamesType;
            Fields inner{*out_, path + (list ? "[]" : names ? ".NAME" : "")};
            value.describe(inner);
        }
        return false;
    }
    declared_.emplace_back(key);
    const Node* node = map_->find(key);
    if (node != nullptr) {
        if (!node->bad) value.read(*findings_, *node, key);
        return true;
    }
    if (required) {
        findings_->error("E202", map_->place, fmt::format("{} lacks '{}'", name_, key),
                         fmt::format("for example {}: {}", key, value.example));
    }
    return false;
}

void Fields::finish() {
    if (describing()) return;
    for (const Entry& entry : map_->entries) {
        if (std::find(declared_.begin(), declared_.end(), entry.key) != declared_.end()) continue;
        const std::optional<std::string> meant = nearest(entry.key, declared_);
        std::string help = meant ? fmt::format("did you mean '{}'?", *meant)
                                 : fmt::format("accepted here: {}", fmt::join(declared_, ", "));
        findings_->error("E201", entry.key_place, fmt::format("unknown key '{}'", entry.key),
                         std::move(help));
    }
}

void Fields::accept_rest() {
    if (describing()) return;
    for (const Entry& entry : map_->entries) declared_.push_back(entry.key);
}

bool Fields::spoiled() const {
    return map_ != nullptr && std::any_of(map_->entries.begin(), map_->entries.end(),
                                          [](const Entry& entry) { return entry.value.bad; });
}

Place Fields::place(std::string_view key) const {
    if (map_ == nullptr) return {};
    const Node* node = map_->find(key);
    return node == nullptr ? map_->place : node->place;
}

const Node* need_scalar(Findings& findings, const Node& node, const std::string& key,
                        const Value& value) {
    if (node.is_scalar()) return &node;
    findings.error("E203", node.place,
                   fmt::format("'{}' needs {}, not {}", key, value.type, kind_words(node)),
                   fmt::format("for example {}: {}", key, value.example));
    return nullptr;
}

Value map_of(std::function<void(Fields&)> fields, std::string example) {
    Value value{"a map", {}, std::move(example), {}, fields};
    value.read = [fields = std::move(fields), example = value.example](
                     Findings& findings, const Node& node, const std::string& key) {
        if (!node.is_map()) {
            findings.error("E203", node.place,
                           fmt::format("'{}' needs a map of keys, not {}", key, kind_words(node)),
                           fmt::format("for example {}: {}", key, example));
            return;
        }
        Fields inner{findings, node, "'" + key + "'"};
        fields(inner);
        inner.finish();
    };
    return value;
}

bool need_list(Findings& findings, const Node& node, const std::string& key,
               const std::string& example) {
    if (node.is_list()) return true;
    findings.error("E203", node.place,
                   fmt::format("'{}' needs a list, not {}", key, kind_words(node)),
                   fmt::format("for example {}: {}", key, example));
    return false;
}

bool need_names(Findings& findings, const Node& node, const std::string& key,
                const std::string& example) {
    if (!node.is_map()) {
        findings.error("E203", node.place,
                       fmt::format("'{}' needs a map by name, not {}", key, kind_words(node)),
                       fmt::format("for example {}: {}", key, example));
        return false;
    }
    for (const Entry& entry : node.entries) {
        if (is_word(entry.key)) continue;
        findings.error("E211", entry.key_place,
                       fmt::format("'{}' is no name: names are snake_case words", entry.key),
                       fmt::format("for example {}: {}", key, example));
    }
    return true;
}

}  // namespace bench::scenario
