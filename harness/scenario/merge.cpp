#include "harness/scenario/merge.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "harness/scenario/suggest.h"

namespace bench::scenario {

namespace {

std::string id_of(const Node& entry) {
    const Node* id = entry.find("id");
    return id != nullptr && id->is_scalar() ? id->text : std::string{};
}

bool concatenates(std::string_view key) { return key == "timeline" || key == "expect"; }

void append(std::vector<Node>& base, std::vector<Node> over) {
    const auto inherited = static_cast<std::ptrdiff_t>(base.size());
    for (Node& item : over) {
        const std::string id = id_of(item);
        const auto end = base.begin() + inherited;
        const auto namesake =
            std::find_if(base.begin(), end, [&](const Node& old) { return id_of(old) == id; });
        if (!id.empty() && namesake != end) {
            *namesake = std::move(item);
        } else {
            base.push_back(std::move(item));
        }
    }
}

// A map that names its law, preset or kind, and another one than before: its keys are others.
bool is_another(const Node& old, const Node& map) {
    for (const char* key : {"law", "preset", "kind"}) {
        const Node* const now = map.find(key);
        const Node* const before = old.find(key);
        if (now != nullptr && (before == nullptr || before->text != now->text)) return true;
    }
    return false;
}

void merge_into(Node& base, Node over, bool top) {
    for (Entry& entry : over.entries) {
        Node* old = base.find(entry.key);
        if (old == nullptr) {
            base.entries.push_back(std::move(entry));
        } else if (top && concatenates(entry.key) && old->is_list() && entry.value.is_list()) {
            append(old->items, std::move(entry.value.items));
        } else if (old->is_map() && entry.value.is_map() && entry.key != "must_fail" &&
                   !is_another(*old, entry.value)) {
            merge_into(*old, std::move(entry.value), false);
        } else {
            *old = std::move(entry.value);
        }
    }
}

class Resolver {
public:
    Resolver(const ReadFile& read_file,
             const std::function<std::string(const std::string&)>& display, Findings& findings)
        : read_file_{read_file}, display_{display}, findings_{findings} {}

    Node resolve(Node document, const std::string& path) {
        stack_.push_back(path);
        Node base;
        base.kind = Node::Kind::map;
        base.place = document.place;
        if (const Node* use = document.find("use")) use_all(base, *use);
        if (const Node* list = document.find("remove")) remove_all(base, *list);
        document.erase("use");
        document.erase("remove");
        merge_into(base, std::move(document), true);
        stack_.pop_back();
        return base;
    }

private:
    void use_all(Node& base, const Node& use) {
        if (!use.is_list()) {
            findings_.error("E203", use.place,
                            fmt::format("'use' needs a list of files, not {}", kind_words(use)),
                            "for example: use: [lib/single_phase_meter.yaml]");
            return;
        }
        for (const Node& file : use.items) {
            if (file.is_scalar()) {
                use_one(base, file);
            } else {
                findings_.error("E203", file.place,
                                fmt::format("'use' lists file names, not {}", kind_words(file)),
                                "for example: lib/single_phase_meter.yaml");
            }
        }
    }

    void use_one(Node& base, const Node& file) {
        const std::string& path = file.text;
        if (path.empty() || path.front() == '/' || path.find("..") != std::string::npos) {
            findings_.error("E331", file.place,
                            fmt::format("'{}' does not lie below scenarios/", path),
                            "name the file from scenarios/ on: lib/single_phase_meter.yaml");
            return;
        }
        if (std::find(stack_.begin(), stack_.end(), path) != stack_.end()) {
            findings_.error("E332", file.place,
                            fmt::format("'{}' uses itself, directly or through other files", path),
                            "move the common part into a third file");
            return;
        }
        if (stack_.size() > kDeepestUse) {
            findings_.error("E333", file.place,
                            fmt::format("more than {} files use one another", kDeepestUse), "");
            return;
        }
        if (!used_.insert(path).second) return;
        const std::optional<std::string> bytes = read_file_(path);
        if (!bytes) {
            findings_.error("E330", file.place, fmt::format("there is no file '{}'", path),
                            "paths under 'use:' begin at scenarios/");
            return;
        }
        std::vector<std::string> chain{
            fmt::format("{}:{}", file.place.source->name(), file.place.line)};
        const auto& outer = file.place.source->chain();
        chain.insert(chain.end(), outer.begin(), outer.end());
        const auto source =
            std::make_shared<const Source>(display_(path), *bytes, std::move(chain));
        if (std::optional<Node> tree = parse_tree(source, findings_)) {
            merge_into(base, resolve(std::move(*tree), path), true);
        }
    }

    void remove_all(Node& base, const Node& list) {
        if (!list.is_list()) {
            findings_.error("E203", list.place,
                            fmt::format("'remove' needs a list of ids, not {}", kind_words(list)),
                            "for example: remove: [quiet]");
            return;
        }
        for (const Node& id : list.items) remove_one(base, id);
    }

    void remove_one(Node& base, const Node& id) {
        if (id.is_scalar() && id.text == "expect" && base.find("expect") != nullptr) {
            base.erase("expect");
            return;
        }
        Node* timeline = base.find("timeline");
        std::vector<std::string> known;
        for (std::size_t i = 0; timeline != nullptr && i < timeline->items.size(); ++i) {
            if (id.is_scalar() && id_of(timeline->items[i]) == id.text) {
                timeline->items.erase(timeline->items.begin() + static_cast<std::ptrdiff_t>(i));
                return;
            }
            known.push_back(id_of(timeline->items[i]));
        }
        if (base.find("expect") != nullptr) known.emplace_back("expect");
        findings_.error("E310", id.place,
                        fmt::format("'{}' is nothing that the used files bring", id.text),
                        suggestion(id.text, known, "to remove"));
    }

    const ReadFile& read_file_;
    const std::function<std::string(const std::string&)>& display_;
    Findings& findings_;
    std::vector<std::string> stack_;
    std::set<std::string> used_;
};

}  // namespace

Node resolve_use(Node root, const std::string& root_path, const ReadFile& read_file,
                 const std::function<std::string(const std::string&)>& display,
                 Findings& findings) {
    return Resolver{read_file, display, findings}.resolve(std::move(root), root_path);
}

}  // namespace bench::scenario
