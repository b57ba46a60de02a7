#pragma once

// Makes a tree of one document's events, and complains about what YAML lets pass. Only tree.cpp
// needs it.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include "harness/scenario/lint.h"
#include "harness/scenario/tree.h"

namespace bench::scenario {

// Ends the parse; the complaint has been made.
struct Abandon {};

class TreeBuilder final : public YAML::EventHandler {
public:
    TreeBuilder(SourcePtr source, Findings& findings)
        : source_{std::move(source)}, findings_{findings} {}

    [[nodiscard]] Node take() { return std::move(root_); }
    [[nodiscard]] bool empty() const { return !have_root_; }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (expects_key()) refuse_key(mark);
        Node node;
        node.place = parent_place(mark);
        place_value(std::move(node), anchor, mark);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (expects_key()) refuse_key(mark);
        const auto found = anchors_.find(anchor);
        if (found == anchors_.end())
            abandon("E110", mark, "this alias stands inside what it names", "write the value out");
        if (++aliases_ > kMostAliases) {
            abandon("E110", mark, fmt::format("more than {} aliases", kMostAliases),
                    "use params: and $(name)");
        }
        count(found->second.nodes, mark);
        attach(Node{found->second.node});
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        const int column = skip_anchor(mark);
        const Place place{source_, mark.line + 1, source_->column(mark.line + 1, column),
                          std::max(1, characters(value))};
        check_quote(tag, place, column);
        if (expects_key()) return take_key(value, place);
        Node node;
        node.kind = Node::Kind::scalar;
        node.text = value;
        node.quoted = tag == "!";
        node.place = place;
        node.bad = refuse_tag(tag, place);
        if (!node.quoted) check_comment(node, column, findings_);
        place_value(std::move(node), anchor, mark);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(Node::Kind::list, mark, tag, anchor, style);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(Node::Kind::map, mark, tag, anchor, style);
    }
    void OnMapEnd() override { close(); }

private:
    struct Frame {
        Node node;
        YAML::anchor_t anchor = 0;
        std::size_t nodes_before = 0;
        bool flow = false;
        bool has_key = false;
        bool drop = false;  // The key was refused; its value goes nowhere.
        std::string key;
        Place key_place;
        std::map<std::string, int> lines;  // Where each key was first given.
    };
    struct Anchored {
        Node node;
        std::size_t nodes = 1;
    };

    [[noreturn]] void abandon(const char* code, const YAML::Mark& mark, std::string message,
                              std::string help) {
        findings_.error(code, at(mark), std::move(message), std::move(help));
        throw Abandon{};
    }
    Place at(const YAML::Mark& mark) const {
        return {source_, mark.line + 1, source_->column(mark.line + 1, mark.column), 1};
    }
    bool expects_key() const {
        return !stack_.empty() && stack_.back().node.is_map() && !stack_.back().has_key;
    }
    [[noreturn]] void refuse_key(const YAML::Mark& mark) {
        abandon("E107", mark, "a key must be a plain word", "write 'key: value'");
    }
    // Where to point for a value that is absent or a block: its mark is that of what comes next.
    Place parent_place(const YAML::Mark& mark) const {
        if (stack_.empty()) return at(mark);
        return stack_.back().node.is_map() ? stack_.back().key_place : stack_.back().node.place;
    }
    int skip_anchor(const YAML::Mark& mark) const {
        const std::string_view text = source_->from(mark.line + 1, mark.column);
        if (text.empty() || text.front() != '&') return mark.column;
        const std::size_t space = std::min(text.find_first_of(" \n"), text.size());
        const std::size_t value = text.find_first_not_of(' ', space);
        return value == std::string_view::npos ? mark.column
                                               : mark.column + static_cast<int>(value);
    }
    void check_quote(const std::string& tag, const Place& place, int column) {
        const std::string_view text = source_->from(place.line, column);
        if (tag != "!" || text.empty() || (text.front() != '"' && text.front() != '\'')) return;
        if (!never_closed(text)) return;
        Place quote = place;
        quote.length = 1;
        findings_.error("E101", quote,
                        fmt::format("this {} is never closed; everything below it was read as text",
                                    text.front()),
                        fmt::format("close it with a second {}", text.front()));
        throw Abandon{};
    }
    bool refuse_tag(const std::string& tag, const Place& place) {
        if (tag.empty() || tag == "?" || tag == "!") return false;
        findings_.error(
            "E108", place,
            fmt::format("'{}' is read as a YAML tag, which a scenario does not use", tag),
            "quote a value that begins with '!'");
        return true;
    }
    void count(std::size_t nodes, const YAML::Mark& mark) {
        nodes_ += nodes;
        if (nodes_ > kMostNodes)
            abandon("E110", mark, fmt::format("more than {} values in one file", kMostNodes),
                    "bulk data belongs into a recording");
    }

    void take_key(const std::string& key, const Place& place) {
        Frame& frame = stack_.back();
        frame.has_key = true;
        frame.key = key;
        frame.key_place = place;
        frame.drop = false;
        if (key == "<<") {
            findings_.error("E109", place, "'<<' merges nothing here",
                            "put the common part into a file of its own and name it under 'use:'");
            frame.drop = true;
        }
        const auto [first, is_new] = frame.lines.emplace(key, place.line);
        if (frame.lines.size() > kMostKeys) {
            findings_.error("E111", place, fmt::format("more than {} keys in one map", kMostKeys),
                            "bulk data belongs into a recording");
            throw Abandon{};
        }
        if (is_new) return;
        findings_.error("E103", place, fmt::format("duplicate key '{}'", key),
                        fmt::format("first given on line {}; remove one", first->second));
        frame.drop = true;
    }

    void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
        if (expects_key()) refuse_key(mark);
        if (stack_.size() >= static_cast<std::size_t>(kDeepest))
            abandon("E111", mark, fmt::format("nested deeper than {} levels", kDeepest), "");
        Frame frame;
        frame.flow = style == YAML::EmitterStyle::Flow;
        frame.node.kind = kind;
        frame.node.place = frame.flow ? at(mark) : parent_place(mark);
        frame.node.bad = refuse_tag(tag, frame.node.place);
        frame.anchor = anchor;
        frame.nodes_before = nodes_;
        count(1, mark);
        stack_.push_back(std::move(frame));
    }

    void close() {
        Frame frame = std::move(stack_.back());
        stack_.pop_back();
        if (frame.flow) check_split(frame.node, findings_);
        if (frame.anchor != 0) anchors_[frame.anchor] = {frame.node, nodes_ - frame.nodes_before};
        attach(std::move(frame.node));
    }

    void place_value(Node node, YAML::anchor_t anchor, const YAML::Mark& mark) {
        count(1, mark);
        if (anchor != 0) anchors_[anchor] = {node, 1};
        attach(std::move(node));
    }

    void attach(Node node) {
        if (stack_.empty()) {
            root_ = std::move(node);
            have_root_ = true;
            return;
        }
        Frame& parent = stack_.back();
        if (parent.node.is_list()) {
            parent.node.items.push_back(std::move(node));
            return;
        }
        parent.has_key = false;
        if (!parent.drop)
            parent.node.entries.push_back({parent.key, parent.key_place, std::move(node)});
    }

    SourcePtr source_;
    Findings& findings_;
    Node root_;
    bool have_root_ = false;
    std::vector<Frame> stack_;
    std::map<YAML::anchor_t, Anchored> anchors_;
    int aliases_ = 0;
    std::size_t nodes_ = 0;
};

}  // namespace bench::scenario
