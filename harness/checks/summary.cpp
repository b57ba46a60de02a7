#include "harness/checks/summary.h"

namespace bench::checks {

std::vector<result::StreamResult> summarise(const Ledger& ledger, const RunFacts& facts) {
    std::vector<result::StreamResult> list;
    for (std::size_t i = 0; i < facts.streams.size(); ++i) {
        const StreamCounts& counts = ledger.streams()[i];
        if (counts.expected + counts.excused == 0) continue;
        result::StreamResult item;
        item.name = facts.streams[i].name;
        item.expected = counts.expected;
        item.accepted = counts.accepted;
        item.lost = counts.lost;
        item.late = counts.late;
        item.redelivered = counts.redelivered;
        item.excused = counts.excused;
        if (counts.expected == 0) {
            list.push_back(item);
            continue;
        }
        item.p50_ns = counts.latency.quantile(500'000).count();
        item.p99_ns = counts.latency.quantile(990'000).count();
        item.max_ns = counts.latency.most().count();
        list.push_back(item);
    }
    return list;
}

}  // namespace bench::checks
