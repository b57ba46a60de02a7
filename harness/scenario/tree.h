#pragma once

// A YAML file as a tree in which every value knows where it stands.
//
// Built from yaml-cpp's events, never with YAML::Load: that accepts duplicate keys, unclosed quotes
// and a second document without a word.

#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/findings.h"
#include "harness/scenario/source.h"

namespace bench::scenario {

struct Entry;

struct Node {
    enum class Kind { null, scalar, list, map };
    Kind kind = Kind::null;
    std::string text;     // Of a scalar.
    bool quoted = false;  // Or a text block: not plain.
    bool bad = false;     // Already complained about: readers skip it.
    Place place;          // The value, or its key when the value is absent or a block.
    std::vector<Node> items;
    std::vector<Entry> entries;  // In the order of the file, each key once.

    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
    [[nodiscard]] const Node* find(std::string_view key) const;
    [[nodiscard]] Node* find(std::string_view key);
    void erase(std::string_view key);
};

struct Entry {
    std::string key;
    Place key_place;
    Node value;
};

inline constexpr std::size_t kLargestFile = 1U << 20U;
inline constexpr std::size_t kLongestLine =
    2'000;  // Columns are counted from its start for every value.
inline constexpr int kDeepest = 64;
inline constexpr int kMostAliases = 1'000;
inline constexpr std::size_t kMostKeys = 1'000;    // Of one map.
inline constexpr std::size_t kMostNodes = 20'000;  // After aliases are expanded.

// Nothing when the text cannot be read at all; a tree, perhaps with `bad` parts, otherwise.
[[nodiscard]] std::optional<Node> parse_tree(const SourcePtr& source, Findings& findings);
// "a map", "a list" ...: what a node is, in words.
[[nodiscard]] const char* kind_words(const Node& node);

}  // namespace bench::scenario
