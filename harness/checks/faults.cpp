#include "harness/checks/faults.h"

#include "models/trace/events.h"

namespace bench::checks {

FaultLedger::FaultLedger(const RunFacts& facts) {
    for (const EntryFacts& entry : facts.entries) {
        result::FaultResult item;
        item.id = entry.id;
        item.action = entry.action;
        results_.push_back(item);
    }
}

void FaultLedger::record(const trace::Record& item, std::span<const std::uint8_t>) {
    if (item.kind == trace::Kind::fault_started && item.a < results_.size()) {
        ++results_[item.a].occurrences;
        ++started_;
    } else if (item.kind == trace::Kind::fault_ended && item.a < results_.size()) {
        ++ended_;
    } else if (item.kind == trace::Kind::fault_effective && item.a < results_.size()) {
        ++results_[item.a].effective;
    }
}

std::vector<std::string> FaultLedger::without_effect() const {
    std::vector<std::string> ids;
    for (const result::FaultResult& item : results_) {
        if (item.occurrences > 0 && item.effective == 0) ids.push_back(item.id);
    }
    return ids;
}

}  // namespace bench::checks
