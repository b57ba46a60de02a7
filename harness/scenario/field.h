#pragma once

// The typed decoder: each key is declared once, with what it accepts, where it goes and what it
// means.
//
// The same declaration reads a scenario and lists the keys for the reference page. A reader
// complains about everything that it finds and goes on.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "harness/scenario/findings.h"
#include "harness/scenario/tree.h"
#include "harness/scenario/unit.h"

namespace bench::scenario {

class Fields;

// What one value accepts, and how it is read. Texts are for people.
struct Value {
    std::string type;     // "a time"
    std::string range;    // "15 ms .. 255 ms"; empty: any
    std::string example;  // "20 ms"
    std::function<void(Findings&, const Node&, const std::string& key)> read;
    std::function<void(Fields&)> describe;  // Of a map, or a list of maps.
};

// One line of the reference page.
struct KeyDescription {
    std::string path;  // "links.rf.radio.dwell", "timeline[].at"
    std::string type;
    std::string range;
    std::string example;
    std::string doc;
    bool required = false;
};

// The keys of one map.
class Fields {
public:
    // Reads `map`, which is called `name` in complaints.
    Fields(Findings& findings, const Node& map, std::string name);
    // Only lists the keys.
    Fields(std::vector<KeyDescription>& out, std::string path);

    // True when the key is there; what it holds has then been read, well or not.
    bool req(const char* key, const char* doc, const Value& value);
    bool opt(const char* key, const char* doc, const Value& value);
    // Complains about every key that was not declared.
    void finish();
    // Takes every key that is there: after a kind or law that is unknown, no key is judged.
    void accept_rest();
    [[nodiscard]] std::size_t keys() const { return map_ == nullptr ? 0 : map_->entries.size(); }
    // Only lists the keys of one kind, as "NAME(wifi).duty_cycle".
    [[nodiscard]] Fields variant(const std::string& kind) const {
        return {*out_, name_ + "(" + kind + ")"};
    }
    // Some value of this map is already known to be unreadable.
    [[nodiscard]] bool spoiled() const;
    [[nodiscard]] bool describing() const { return out_ != nullptr; }
    // Where the value of `key` stands, or else the map.
    [[nodiscard]] Place place(std::string_view key) const;
    [[nodiscard]] Findings& findings() const { return *findings_; }

private:
    bool declare(const char* key, const char* doc, const Value& value, bool required);

    Findings* findings_ = nullptr;
    const Node* map_ = nullptr;
    std::vector<KeyDescription>* out_ = nullptr;
    std::string name_;
    std::vector<std::string> declared_;
};

// A plain value; complains and returns null when there is none.
[[nodiscard]] const Node* need_scalar(Findings& findings, const Node& node, const std::string& key,
                                      const Value& value);
[[nodiscard]] bool need_list(Findings& findings, const Node& node, const std::string& key,
                             const std::string& example);
// A map whose keys are names of the author's, snake_case.
[[nodiscard]] bool need_names(Findings& findings, const Node& node, const std::string& key,
                              const std::string& example);
inline constexpr const char* kListType = "a list";
inline constexpr const char* kNamesType = "a map by name";
[[nodiscard]] Value map_of(std::function<void(Fields&)> fields, std::string example);
template <typename Element>
std::function<void(Fields&)> described(std::function<Value(Element&)> item) {
    return [item = std::move(item)](Fields& fields) {
        Element scratch{};
        const Value inner = item(scratch);
        if (inner.describe) inner.describe(fields);
    };
}
// A list: each item is read by `item` into a new element of `out`.
template <typename Element>
Value list_of(std::vector<Element>& out, std::function<Value(Element&)> item, std::string example) {
    Value value{kListType, {}, std::move(example), {}, described<Element>(item)};
    value.read = [&out, item, example = value.example](Findings& findings, const Node& node,
                                                       const std::string& key) {
        if (!need_list(findings, node, key, example)) return;
        for (const Node& each : node.items) {
            if (!each.bad) item(out.emplace_back()).read(findings, each, key);
        }
    };
    return value;
}
// A map by name: as a list, and each element's `id` gets its name and the place of the name.
template <typename Element>
Value names_of(std::vector<Element>& out, std::function<Value(Element&)> item,
               std::string example) {
    Value value{kNamesType, {}, std::move(example), {}, described<Element>(item)};
    value.read = [&out, item, example = value.example](Findings& findings, const Node& node,
                                                       const std::string& key) {
        if (!need_names(findings, node, key, example)) return;
        for (const Entry& each : node.entries) {
            Element& element = out.emplace_back();
            element.id.text = each.key;
            element.id.place = each.key_place;
            if (!each.value.bad) item(element).read(findings, each.value, each.key);
        }
    };
    return value;
}

}  // namespace bench::scenario
