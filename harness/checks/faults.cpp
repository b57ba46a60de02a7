#include "harness/checks/faults.h"

#include <algorithm>

namespace bench::checks {

FaultLedger::FaultLedger(const RunFacts& facts) {
    for (const EntryFacts& entry : facts.entries) {
        result::FaultResult item;
        item.id = entry.id;
        item.action = entry.action;
        results_.push_back(item);
        effects_.emplace_back();
    }
}

void FaultLedger::record(const trace::Record& item, std::span<const std::uint8_t>) {
    if (item.kind == trace::Kind::fault_started && item.a < results_.size()) {
        ++results_[item.a].occurrences;
        ++started_;
    } else if (item.kind == trace::Kind::fault_ended && item.a < results_.size()) {
        ++ended_;
    } else if (item.kind == trace::Kind::fault_effective && item.a < results_.size()) {
        note(trace::read<trace::FaultEffective>(item));
    }
}

void FaultLedger::note(const trace::FaultEffective& effect) {
    std::vector<trace::Effect>& of = effects_[effect.fault];
    if (of.size() <= effect.occurrence) of.resize(effect.occurrence + 1U, trace::Effect::none);
    trace::Effect& most = of[effect.occurrence];
    if (most == trace::Effect::none) ++results_[effect.fault].effective;
    if (most != trace::Effect::felt && effect.effect == trace::Effect::felt)
        ++results_[effect.fault].felt;
    most = std::max(most, effect.effect);
}

std::vector<std::string> FaultLedger::without_effect() const {
    std::vector<std::string> ids;
    for (const result::FaultResult& item : results_) {
        if (item.occurrences > 0 && item.effective == 0) ids.push_back(item.id);
    }
    return ids;
}

}  // namespace bench::checks
