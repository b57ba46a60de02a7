#include "harness/checks/faults.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "harness/checks/pool.h"
#include "harness/checks/text.h"

namespace bench::checks {
namespace {

// What it means that something felt an action; `action` begins with its key.
std::string_view feeling(std::string_view action) {
    if (action.starts_with("open_cover")) return "the firmware was told of the cover";
    if (action.starts_with("power_off") || action.starts_with("voltage"))
        return "the module was told of its mains, or went down";
    if (action.starts_with("head_end")) return "a datagram found nobody at the head end";
    if (action.starts_with("inject")) return "the module was disturbed";
    return "a frame or a datagram was lost to it";
}

std::string times(std::uint64_t count) { return count == 1 ? "once" : in_groups(count) + " times"; }

}  // namespace

FaultLedger::FaultLedger(const RunFacts& facts) {
    for (const EntryFacts& entry : facts.entries) {
        result::FaultResult item;
        item.id = entry.id;
        item.action = entry.action;
        item.unfelt = entry.unfelt;
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
        note(item.time, trace::read<trace::FaultEffective>(item));
    }
}

void FaultLedger::note(Time time, const trace::FaultEffective& effect) {
    std::vector<trace::Effect>& of = effects_[effect.fault];
    if (of.size() <= effect.occurrence) of.resize(effect.occurrence + 1U, trace::Effect::none);
    trace::Effect& most = of[effect.occurrence];
    if (most == trace::Effect::none) ++results_[effect.fault].effective;
    result::FaultResult& result = results_[effect.fault];
    if (most != trace::Effect::felt && effect.effect == trace::Effect::felt && result.felt++ == 0)
        result.felt_by = fmt::format("{} at {}", feeling(result.action), in_words(time));
    most = std::max(most, effect.effect);
}

FaultLedger::Judgement FaultLedger::judge_faults(const std::vector<result::FaultResult>& faults) {
    Judgement judgement;
    const auto say = [&](result::Verdict verdict, std::string reason) {
        if (worse(verdict, judgement.verdict)) judgement.verdict = verdict;
        judgement.reasons.push_back(std::move(reason));
    };
    for (const result::FaultResult& item : faults) {
        if (item.unfelt && item.felt > 0) {
            say(result::Verdict::fail,
                fmt::format("fault {} ({}) was to be unfelt and was felt {}: {}", item.id,
                            item.action, times(item.felt), item.felt_by));
        } else if (!item.unfelt && item.occurrences > 0 && item.effective == 0) {
            say(result::Verdict::vacuous,
                fmt::format("fault {} ({}) happened {} and changed nothing", item.id, item.action,
                            times(item.occurrences)));
        }
    }
    return judgement;
}

}  // namespace bench::checks
