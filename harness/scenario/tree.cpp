#include "harness/scenario/tree.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "harness/scenario/lint.h"
#include "harness/scenario/tree_builder.h"

namespace bench::scenario {

namespace {

// Notices where a second document starts, and reads none of it.
class SecondDocument final : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark& mark) override {
        mark_ = mark;
        throw Abandon{};
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
    [[nodiscard]] const YAML::Mark& mark() const { return mark_; }

private:
    YAML::Mark mark_;
};

void check_single(YAML::Parser& parser, const SourcePtr& source, Findings& findings) {
    SecondDocument second;
    try {
        parser.HandleNextDocument(second);
    } catch (const Abandon&) {
        const int line = second.mark().line + 1;
        findings.error("E104", {source, line, source->column(line, second.mark().column), 1},
                       "a second document starts here; a scenario file holds exactly one",
                       "a list item or key is probably indented wrongly just above");
    }
}

void read(TreeBuilder& builder, const SourcePtr& source, Findings& findings) {
    std::istringstream stream{source->bytes()};
    try {
        YAML::Parser parser{stream};
        if (parser.HandleNextDocument(builder)) check_single(parser, source, findings);
    } catch (const Abandon&) {
    } catch (const YAML::Exception& error) {
        const int line = std::clamp(error.mark.line + 1, 1, source->lines());
        findings.error("E100", {source, line, source->column(line, error.mark.column), 1},
                       error.msg, yaml_hint(*source, line, error.msg));
    }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

Node* Node::find(std::string_view key) {
    for (Entry& entry : entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

void Node::erase(std::string_view key) {
    std::erase_if(entries, [key](const Entry& entry) { return entry.key == key; });
}

const char* kind_words(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return "nothing";
        case Node::Kind::scalar:
            return "a single value";
        case Node::Kind::list:
            return "a list";
        case Node::Kind::map:
            return "a map";
    }
    return "";
}

std::optional<Node> parse_tree(const SourcePtr& source, Findings& findings) {
    if (!check_bytes(source, findings)) return std::nullopt;
    const std::size_t before = findings.errors();
    TreeBuilder builder{source, findings};
    read(builder, source, findings);
    if (builder.empty()) {
        if (findings.errors() == before)
            findings.error("E203", {source, 1, 1, 1}, "the file is empty",
                           "begin with 'meterbench: 1'");
        return std::nullopt;
    }
    Node root = builder.take();
    if (root.is_map()) return root;
    findings.error("E203", {source, 1, 1, 1},
                   fmt::format("a scenario is a map of keys, not {}", kind_words(root)),
                   "begin with 'meterbench: 1'");
    return std::nullopt;
}

}  // namespace bench::scenario
