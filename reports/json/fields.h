#pragma once

// The fields of each result struct with their names in JSON, once for writing and reading.
//
// visit(name, member) is called for each in the order of the file. A new member of a struct needs a
// line here, and a change of meaning a new kFormatVersion.

#include <concepts>
#include <type_traits>

#include "reports/result/result.h"

namespace bench::json {

// Struct or const Struct.
template <typename Item, typename Struct>
concept Is = std::same_as<std::remove_const_t<Item>, Struct>;

template <typename Visitor, Is<result::Place> Item>
void fields(Visitor& visit, Item& item) {
    visit("file", item.file);
    visit("line", item.line);
    visit("column", item.column);
}

template <typename Visitor, Is<result::Bucket> Item>
void fields(Visitor& visit, Item& item) {
    visit("most_ns", item.most_ns);
    visit("count", item.count);
}

template <typename Visitor, Is<result::CheckResult> Item>
void fields(Visitor& visit, Item& item) {
    visit("text", item.text);
    visit("clause", item.clause);
    visit("place", item.place);
    visit("verdict", item.verdict);
    visit("needs_sweep", item.needs_sweep);
    visit("seen", item.seen);
    visit("margin", item.margin);
    visit("evidence", item.evidence);
    visit("detail", item.detail);
    visit("first_violation_ns", item.first_violation_ns);
    visit("successes", item.successes);
    visit("trials", item.trials);
    visit("needed", item.needed);
    visit("excess", item.excess);
    visit("worst_seed", item.worst_seed);
    visit("histogram", item.histogram);
    visit("violations", item.violations);
    visit("more_violations", item.more_violations);
}

template <typename Visitor, Is<result::FaultResult> Item>
void fields(Visitor& visit, Item& item) {
    visit("id", item.id);
    visit("action", item.action);
    visit("occurrences", item.occurrences);
    visit("effective", item.effective);
    visit("felt", item.felt);
    visit("unfelt", item.unfelt);
    visit("felt_by", item.felt_by);
}

template <typename Visitor, Is<result::StreamResult> Item>
void fields(Visitor& visit, Item& item) {
    visit("name", item.name);
    visit("expected", item.expected);
    visit("accepted", item.accepted);
    visit("lost", item.lost);
    visit("late", item.late);
    visit("redelivered", item.redelivered);
    visit("p50_ns", item.p50_ns);
    visit("p99_ns", item.p99_ns);
    visit("max_ns", item.max_ns);
    visit("excused", item.excused);
}

template <typename Visitor, Is<result::LatencyAccount::Phase> Item>
void fields(Visitor& visit, Item& item) {
    visit("name", item.name);
    visit("ns", item.ns);
}

template <typename Visitor, Is<result::LatencyAccount> Item>
void fields(Visitor& visit, Item& item) {
    visit("stream", item.stream);
    visit("sequence", item.sequence);
    visit("cause_ns", item.cause_ns);
    visit("total_ns", item.total_ns);
    visit("phases", item.phases);
    visit("attempts", item.attempts);
}

template <typename Visitor, Is<result::Count> Item>
void fields(Visitor& visit, Item& item) {
    visit("name", item.name);
    visit("value", item.value);
    visit("unit", item.unit);
}

template <typename Visitor, Is<result::RunResult> Item>
void fields(Visitor& visit, Item& item) {
    visit("seed", item.seed);
    visit("verdict", item.verdict);
    visit("checks", item.checks);
    visit("faults", item.faults);
    visit("streams", item.streams);
    visit("accounts", item.accounts);
    visit("counts", item.counts);
    visit("notes", item.notes);
    visit("reasons", item.reasons);
    visit("error", item.error);
    visit("firmware_error", item.firmware_error);
    visit("simulated_ns", item.simulated_ns);
    visit.hexadecimal("fingerprint", item.fingerprint);
    visit.hexadecimal("behaviour", item.behaviour);
}

template <typename Visitor, Is<result::Difference> Item>
void fields(Visitor& visit, Item& item) {
    visit("seed", item.seed);
    visit("first_ns", item.first_ns);
}

template <typename Visitor, Is<result::ScenarioResult> Item>
void fields(Visitor& visit, Item& item) {
    visit("id", item.id);
    visit("file", item.file);
    visit("summary", item.summary);
    visit("firmware", item.firmware);
    visit("firmware_build", item.firmware_build);
    visit("verdict", item.verdict);
    visit("checks", item.checks);
    visit("runs", item.runs);
    visit("seeds", item.seeds);
    visit("passed", item.passed);
    visit("failed", item.failed);
    visit("inconclusive", item.inconclusive);
    visit("vacuous", item.vacuous);
    visit("unjudged", item.unjudged);
    visit("seeds_needed", item.seeds_needed);
    visit("must_fail", item.must_fail);
    visit("repro", item.repro);
    visit("wall_s", item.wall_s);
    visit("differences", item.differences);
}

template <typename Visitor, Is<result::Setting> Item>
void fields(Visitor& visit, Item& item) {
    visit("name", item.name);
    visit("value", item.value);
}

template <typename Visitor, Is<result::Identity> Item>
void fields(Visitor& visit, Item& item) {
    visit("version", item.version);
    visit("commit", item.commit);
    visit("modified", item.modified);
    visit("command", item.command);
    visit("set", item.set);
}

template <typename Visitor, Is<result::SessionResult> Item>
void fields(Visitor& visit, Item& item) {
    visit("identity", item.identity);
    visit("interrupted", item.interrupted);
    visit("scenarios", item.scenarios);
}

}  // namespace bench::json
