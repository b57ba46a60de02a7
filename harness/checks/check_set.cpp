#include "harness/checks/check_set.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "harness/checks/pool.h"

namespace bench::checks {

CheckSet::CheckSet(std::vector<Check> checks, RunFacts facts)
    : facts_{std::move(facts)},
      nonces_{facts_.titles},
      accounts_{facts_},
      ledger_{facts_},
      faults_{facts_} {
    ledger_.listen(accounts_);
    ledger_.listen(*this);
    for (Check& check : checks) {
        Item item;
        item.check = std::move(check);
        item.context = std::make_unique<MonitorContext>(
            MonitorContext{facts_, ledger_, nonces_, scope(item.check.expression)});
        for (const Part& part : item.check.expression.parts) {
            item.monitors.push_back(make_monitor(part, *item.context));
            for (std::size_t kind = 0; kind < trace::kKinds; ++kind) {
                Monitor* const monitor = item.monitors.back().get();
                if (monitor->wants(static_cast<trace::Kind>(kind)))
                    by_kind_[kind].push_back(monitor);
            }
        }
        items_.push_back(std::move(item));
    }
}

ScopeFilter CheckSet::scope(const Expression& expression) const {
    if (!expression.scope) return {};
    for (const EntryFacts& entry : facts_.entries) {
        if (entry.id == expression.scope->entry) {
            return ScopeFilter{expression.scope->outside, entry.occurrences};
        }
    }
    throw std::invalid_argument(
        fmt::format("a check names the entry '{}', which the run lacks", expression.scope->entry));
}

void CheckSet::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    // The accounts see the frames before the ledger settles the message that they carried.
    accounts_.record(item, bytes);
    nonces_.record(item, bytes);
    faults_.record(item, bytes);
    ledger_.record(item, bytes);
    const bool measurement = item.kind == trace::Kind::measurement_accepted ||
                             item.kind == trace::Kind::measurement_truth;
    if (measurement) pair_measurement(item, bytes);
    if (item.kind == trace::Kind::phasors_accepted) {
        phasors_ = trace::from_bytes<trace::PhasorValues>(bytes);
    } else if (item.kind == trace::Kind::phasors_truth) {
        pair_phasors(item, trace::from_bytes<trace::PhasorValues>(bytes));
    }
    for (Monitor* monitor : by_kind_[static_cast<std::size_t>(item.kind)]) monitor->record(item);
}

void CheckSet::pair_measurement(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    const auto measured = trace::from_bytes<trace::Measured>(bytes);
    if (item.kind == trace::Kind::measurement_accepted) {
        said_ = measured;
        return;
    }
    const bool steady = trace::read<trace::MeasurementTruth>(item).steady != 0;
    for (Item& each : items_) {
        for (const auto& monitor : each.monitors)
            monitor->measured(item.time, said_, measured, steady);
    }
}

void CheckSet::pair_phasors(const trace::Record& item, const trace::PhasorValues& truth) {
    const bool steady = trace::read<trace::PhasorsTruth>(item).steady != 0;
    for (Item& each : items_) {
        for (const auto& monitor : each.monitors)
            monitor->phasors(item.time, phasors_, truth, steady);
    }
}

void CheckSet::settled(const Outcome& outcome) {
    for (Item& each : items_) {
        for (const auto& monitor : each.monitors) monitor->settled(outcome);
    }
}

result::CheckResult join(const std::vector<Finding>& findings) {
    result::CheckResult joined;
    joined.verdict = result::Verdict::pass;
    std::string seen;
    const Finding* speaker = &findings.front();
    for (const Finding& finding : findings) {
        if (worse(finding.verdict, joined.verdict)) {
            joined.verdict = finding.verdict;
            speaker = &finding;
        }
        joined.needs_sweep = joined.needs_sweep || finding.needs_sweep;
        joined.successes += finding.successes;
        joined.trials += finding.trials;
        joined.needed = std::max(joined.needed, finding.needed);
        seen +=
            (seen.empty() ? "" : ", ") + (finding.seen.empty() ? std::string{"-"} : finding.seen);
    }
    joined.seen = findings.size() == 1 ? speaker->seen : seen;
    joined.margin = speaker->margin;
    joined.evidence = speaker->evidence;
    joined.detail = speaker->detail;
    joined.excess = speaker->excess;
    joined.violations = speaker->violations;
    joined.more_violations = speaker->more_violations;
    if (findings.size() == 1) joined.histogram = speaker->histogram;
    if (speaker->first_violation) joined.first_violation_ns = ns(*speaker->first_violation);
    // A part that has failed needs no sweep to say so.
    if (joined.verdict == result::Verdict::fail) joined.needs_sweep = false;
    return joined;
}

result::CheckResult CheckSet::conclude(Item& item) {
    std::vector<Finding> findings;
    for (const auto& monitor : item.monitors) findings.push_back(monitor->finish());
    result::CheckResult result = join(findings);
    result.text = item.check.text;
    result.clause = item.check.clause;
    result.place = item.check.place;
    if (result.verdict == result::Verdict::vacuous && item.check.may_be_vacuous) {
        result.verdict = result::Verdict::pass;
        result.evidence += "; vacuous, which is allowed here";
    }
    return result;
}

std::vector<result::CheckResult> CheckSet::finish() {
    ledger_.finish();
    std::vector<result::CheckResult> results;
    for (Item& item : items_) results.push_back(conclude(item));
    return results;
}

}  // namespace bench::checks
