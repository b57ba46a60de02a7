#include "harness/run/clauses.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "harness/checks/parser.h"
#include "harness/scenario/diagnostic.h"
#include "harness/scenario/findings.h"
#include "harness/scenario/suggest.h"
#include "harness/scenario/tree.h"

namespace bench::run {
namespace {

using checks::Comparison;

bool upper(Comparison comparison) {
    return comparison == Comparison::less || comparison == Comparison::at_most ||
           comparison == Comparison::equal;
}

template <typename Value>
bool bounded(Comparison check, Value value, Comparison limit, Value bound) {
    if (check == limit) return upper(limit) ? !(bound < value) : !(value < bound);
    if (upper(check) && limit == Comparison::at_most) return !(bound < value);
    return check == Comparison::less && limit == Comparison::less && !(bound < value);
}

// One overload a kind of part: does `a` demand at least what `b` does? Another kind never does.
struct Stricter {
    template <typename A, typename B>
    bool operator()(const A&, const B&) const {
        return false;
    }
    bool operator()(const checks::LatencyLimit& a, const checks::LatencyLimit& b) const {
        return a.aggregate == b.aggregate && a.quantile >= b.quantile && a.stream == b.stream &&
               bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
    bool operator()(const checks::TallyLimit& a, const checks::TallyLimit& b) const {
        return a.fact == b.fact && (a.stream == b.stream || a.stream == "all") &&
               bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
    bool operator()(const checks::LatencyCount& a, const checks::LatencyCount& b) const {
        return a.stream == b.stream && a.bound <= b.bound &&
               bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
    bool operator()(const checks::ShareLimit& a, const checks::ShareLimit& b) const {
        return a.stream == b.stream && a.bound <= b.bound && a.limit >= b.limit &&
               a.confidence.value_or(0) >= b.confidence.value_or(0);
    }
    bool operator()(const checks::UptimeLimit& a, const checks::UptimeLimit& b) const {
        return a.stream == b.stream && a.over_all_time >= b.over_all_time && a.window <= b.window &&
               a.limit >= b.limit;
    }
    bool operator()(const checks::DeliveryLimit& a, const checks::DeliveryLimit& b) const {
        return a.node == b.node && bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
    bool operator()(const checks::EnergyLimit& a, const checks::EnergyLimit& b) const {
        return a.export_register == b.export_register && a.in_wh == b.in_wh && a.limit <= b.limit;
    }
    bool operator()(const checks::MeasurementLimit& a, const checks::MeasurementLimit& b) const {
        return a.quantity == b.quantity && a.limit <= b.limit;
    }
    bool operator()(const checks::EventTimeLimit& a, const checks::EventTimeLimit& b) const {
        return (a.stream == b.stream || a.stream == "all") &&
               bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
    bool operator()(const checks::VectorErrorLimit& a, const checks::VectorErrorLimit& b) const {
        return bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
    bool operator()(const checks::Never& a, const checks::Never& b) const {
        return a.event == b.event;
    }
    bool operator()(const checks::EventCount& a, const checks::EventCount& b) const {
        return a.event == b.event && bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
    bool operator()(const checks::Never& a, const checks::EventCount& b) const {
        return a.event == b.event &&
               bounded(checks::Comparison::equal, std::uint64_t{0}, b.comparison, b.limit);
    }
    bool operator()(const checks::EventCount& a, const checks::Never& b) const {
        const bool none = a.limit == 0 && upper(a.comparison);
        return a.event == b.event && none;
    }
    bool operator()(const checks::Whenever& a, const checks::Whenever& b) const {
        return a.event == b.event && a.stream == b.stream && a.answer == b.answer &&
               a.within <= b.within;
    }
    bool operator()(const checks::AlwaysDepth& a, const checks::AlwaysDepth& b) const {
        return bounded(a.comparison, a.limit, b.comparison, b.limit);
    }
};

std::string text_of(const scenario::Node& map, const char* key) {
    const scenario::Node* node = map.find(key);
    return node != nullptr && node->is_scalar() ? node->text : std::string{};
}

std::vector<std::string> texts_of(const scenario::Node& map, const char* key) {
    const scenario::Node* node = map.find(key);
    if (node == nullptr) return {};
    if (node->is_scalar()) return {node->text};
    std::vector<std::string> texts;
    for (const scenario::Node& item : node->items) texts.push_back(item.text);
    return texts;
}

std::optional<Record> record_of(const scenario::Node& map) {
    const scenario::Node* node = map.find("record");
    if (node == nullptr) return std::nullopt;
    return Record{text_of(*node, "commit"), text_of(*node, "command"), text_of(*node, "seeds"),
                  text_of(*node, "figure")};
}

Clause read_clause(const std::string& id, const std::string& title, const scenario::Node& node) {
    Clause clause;
    clause.id = id;
    clause.title = title;
    clause.text = text_of(node, "text");
    clause.by = texts_of(node, "by");
    clause.record = record_of(node);
    const std::string proof = text_of(node, "proof");
    if (proof == "scenario") clause.proof = Proof::scenario;
    if (proof == "test") clause.proof = Proof::test;
    if (proof == "nightly") clause.proof = Proof::nightly;
    const std::string limit = text_of(node, "limit");
    if (!limit.empty()) {
        checks::Vocabulary any;
        any.any_name = true;
        const auto parsed = checks::parse_check(limit, any);
        if (const auto* error = std::get_if<checks::ParseError>(&parsed)) {
            throw std::runtime_error{"requirements.yaml: limit of " + id + ": " + error->message};
        }
        clause.limit = std::get<checks::Expression>(parsed);
    }
    return clause;
}

}  // namespace

bool at_least_as_strict(const checks::Expression& check, const checks::Expression& limit) {
    // A check that looks at one stretch only is looser, whatever it demands there.
    if (check.scope && !check.scope->outside && check.scope != limit.scope) return false;
    return std::ranges::all_of(limit.parts, [&](const checks::Part& wanted) {
        return std::ranges::any_of(check.parts, [&](const checks::Part& part) {
            return std::visit(Stricter{}, part, wanted);
        });
    });
}

ClauseTable ClauseTable::read(const std::string& path) {
    ClauseTable table;
    if (path.empty()) return table;
    std::ifstream file{path};
    if (!file) throw std::runtime_error{"cannot read " + path};
    std::ostringstream text;
    text << file.rdbuf();
    scenario::Findings findings;
    const auto source = std::make_shared<const scenario::Source>(path, text.str());
    const auto tree = scenario::parse_tree(source, findings);
    if (!tree || !tree->is_map())
        throw std::runtime_error{path + " is not a table of requirements"};
    table.known_ = true;
    table.unproved_allowed_ = std::atoi(text_of(*tree, "unproved").c_str());
    const scenario::Node* rows = tree->find("rows");
    if (rows == nullptr) return table;
    for (const scenario::Entry& row : rows->entries) {
        const scenario::Node* clauses = row.value.find("clauses");
        if (clauses == nullptr) continue;
        for (const scenario::Entry& entry : clauses->entries) {
            table.clauses_.push_back(
                read_clause(row.key + "." + entry.key, text_of(row.value, "title"), entry.value));
        }
    }
    return table;
}

std::optional<Objection> ClauseTable::objection(const std::string& clause,
                                                const checks::Expression& check) const {
    if (!known_) return std::nullopt;
    const auto found = std::ranges::find(clauses_, clause, &Clause::id);
    if (found == clauses_.end()) {
        std::vector<std::string> ids;
        for (const Clause& known : clauses_) ids.push_back(known.id);
        const auto near = scenario::nearest(clause, ids);
        return Objection{
            "E360", "there is no clause '" + clause + "'",
            near ? "did you mean '" + *near + "'?" : "`meterbench list --requirements` lists them"};
    }
    if (found->limit && !at_least_as_strict(check, *found->limit)) {
        return Objection{"E361", "this check is looser than clause " + clause + ": " + found->text,
                         "demand at least what the clause does, or leave its name away"};
    }
    return std::nullopt;
}

}  // namespace bench::run
