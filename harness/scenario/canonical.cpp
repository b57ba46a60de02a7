#include "harness/scenario/canonical.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace bench::scenario {

namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    return out + "\"";
}

void write(const Node& node, const std::string& path, std::string& out) {
    if (node.is_scalar()) out += fmt::format("{} = {}\n", path, quoted(node.text));
    for (std::size_t i = 0; i < node.items.size(); ++i)
        write(node.items[i], fmt::format("{}[{}]", path, i), out);
    std::vector<const Entry*> entries;
    for (const Entry& entry : node.entries) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(),
              [](const Entry* a, const Entry* b) { return a->key < b->key; });
    for (const Entry* entry : entries) {
        if (path.empty() && entry->key == "summary") continue;
        write(entry->value, path.empty() ? entry->key : path + "." + entry->key, out);
    }
}

}  // namespace

std::string canonical_text(const Node& root) {
    std::string out;
    write(root, {}, out);
    return out;
}

}  // namespace bench::scenario
