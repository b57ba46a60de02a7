#include "harness/checks/summary.h"

#include "harness/checks/pool.h"

namespace bench::checks {

std::vector<result::StreamResult> summarise(const Ledger& ledger, const RunFacts& facts) {
    std::vector<result::StreamResult> list;
    for (std::size_t i = 0; i < facts.streams.size(); ++i) {
        const StreamCounts& counts = ledger.streams()[i];
        if (counts.expected == 0) continue;
        result::StreamResult item;
        item.name = facts.streams[i].name;
        item.expected = counts.expected;
        item.accepted = counts.accepted;
        item.lost = counts.lost;
        item.late = counts.late;
        item.redelivered = counts.redelivered;
        item.p50_ns = counts.latency.quantile(500'000).count();
        item.p99_ns = counts.latency.quantile(990'000).count();
        item.max_ns = counts.latency.most().count();
        list.push_back(item);
    }
    return list;
}

result::Verdict run_verdict(const std::vector<result::CheckResult>& checks,
                            const FaultLedger& faults) {
    result::Verdict verdict = result::Verdict::pass;
    for (const result::CheckResult& check : checks) {
        if (!check.needs_sweep && worse(check.verdict, verdict)) verdict = check.verdict;
    }
    const bool idle = !faults.without_effect().empty();
    return idle && worse(result::Verdict::vacuous, verdict) ? result::Verdict::vacuous : verdict;
}

}  // namespace bench::checks
