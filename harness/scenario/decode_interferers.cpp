// The keys that all interferers have; those of their kinds are in decode_interferer_kinds.cpp.

#include <algorithm>

#include "harness/scenario/decode.h"

namespace bench::scenario {

namespace {

void read_kind(const InterfererKind*& out, Findings& findings, const Node& node,
               const std::string& key) {
    std::vector<std::string> names;
    for (const InterfererKind& kind : interferer_kinds()) names.emplace_back(kind.name);
    const auto found = std::find(names.begin(), names.end(), node.text);
    if (!node.is_scalar() || found == names.end()) return refuse_word(findings, node, key, names);
    out = &interferer_kinds()[static_cast<std::size_t>(found - names.begin())];
}

std::string kind_type() {
    std::string type = "one of ";
    for (const InterfererKind& kind : interferer_kinds()) {
        type += fmt::format("{}{}", &kind == &interferer_kinds().front() ? "" : ", ", kind.name);
    }
    return type;
}

const InterfererKind* kind_field(Fields& f) {
    const InterfererKind* kind = nullptr;
    Value value = custom("", "microwave_oven",
                         [&kind](Findings& findings, const Node& node, const std::string& key) {
                             read_kind(kind, findings, node, key);
                         });
    value.type = kind_type();
    f.req("kind", "What it is; each kind has keys of its own, with the examples as defaults.",
          value);
    return kind;
}

// Where it stands, and what is between it and the nodes.
void standing_fields(Fields& f, InterfererDraft& out) {
    f.req("at", "Where it stands: x, y and height. Noise at the receiver stands nowhere.",
          point_value(out.at, 3, "[3 m, 1 m, 1 m]"));
    out.place = f.place("at");
    out.path.given = f.opt(
        "path", "Loss to the nodes; without it the law of rf, without its counted walls or entry.",
        path_value(out.path, false));
    out.path.place = f.place("path");
    f.opt("enclosure", "What is around it.", enclosure_value(out.config.enclosure));
}

void interferer_fields(Fields& f, InterfererDraft& out) {
    if (f.describing()) {
        kind_field(f);
        standing_fields(f, out);
        for (const InterfererKind& kind : interferer_kinds()) {
            InterfererDraft scratch;
            scratch.config.source.kind = kind.defaults;
            Fields variant = f.variant(kind.name);
            kind.fields(variant, scratch);
        }
        return;
    }
    const std::size_t before = f.findings().errors();
    out.place = f.place("");
    const InterfererKind* const kind = kind_field(f);
    if (kind == nullptr) {
        out.sound = false;
        return f.accept_rest();
    }
    out.config.source.kind = kind->defaults;
    if (!interference::acts_at_receiver(kind->defaults)) standing_fields(f, out);
    kind->fields(f, out);
    out.sound = f.findings().errors() == before && !f.spoiled();
}

}  // namespace

Value interferers_value(std::vector<InterfererDraft>& out) {
    return names_of<InterfererDraft>(
        out,
        [](InterfererDraft& each) {
            return map_of([&each](Fields& in) { interferer_fields(in, each); },
                          "{kind: microwave_oven, at: [3 m, 1 m, 1 m]}");
        },
        "{oven: {kind: microwave_oven, at: [3 m, 1 m, 1 m]}}");
}

}  // namespace bench::scenario
