#include "models/system/faults.h"

#include "models/system/bench.h"

namespace bench::system {

Faults::Faults(Bench& bench, const BenchConfig& config, Agenda& agenda, trace::Sink& trace)
    : bench_{bench},
      config_{config},
      agenda_{agenda},
      trace_{trace},
      occurrences_{expand_timeline(config)},
      effects_(occurrences_.size(), trace::Effect::none) {
    for (std::size_t i = 0; i < occurrences_.size(); ++i) {
        agenda_.at(occurrences_[i].start, *this, static_cast<std::uint32_t>(What::start), i);
        agenda_.at(occurrences_[i].end, *this, static_cast<std::uint32_t>(What::end), i);
    }
}

void Faults::wake(Time now, std::uint32_t what, std::uint64_t occurrence) {
    const auto index = static_cast<std::uint32_t>(occurrence);
    const Occurrence& item = occurrences_[index];
    const bool start = static_cast<What>(what) == What::start;
    if (start) {
        trace_.record(
            trace::make(now, trace::kWorld, trace::FaultStarted{item.entry, item.occurrence}));
    } else {
        trace_.record(
            trace::make(now, trace::kWorld, trace::FaultEnded{item.entry, item.occurrence}));
    }
    act(now, index, start);
}

void Faults::act(Time now, std::uint32_t index, bool start) {
    const Occurrence& item = occurrences_[index];
    const TimelineEntry& entry = config_.entries[item.entry];
    switch (entry.action) {
        case Action::open_cover:
            bench_.open_cover(now, entry.target, start, index);
            return;
        case Action::power_off:
            bench_.power_off(entry.target, start, index);
            return;
        case Action::cut:
            bench_.cut(entry.target, start, index);
            return;
        case Action::jam:
            bench_.jam(entry, start, index);
            return;
        case Action::turn_on:
            bench_.turn_on(entry.target, start, index);
            return;
        case Action::head_end_silent:
            bench_.silence(start, index);
            return;
        case Action::voltage:
            bench_.change_voltage(entry, start, index);
            return;
        case Action::inject:
            if (start) {
                bench_.inject(now, entry, item, index);
            } else {
                bench_.end_injection(now, entry, index);
            }
            return;
        case Action::reset:
            if (start) bench_.reset(entry.target, index);
            return;
        case Action::forge:
            bench_.forge(start, index);
            return;
    }
}

void Faults::took_effect(std::uint32_t fault) { note(fault, trace::Effect::felt); }

void Faults::touched(std::uint32_t fault) { note(fault, trace::Effect::touched); }

// Each once, and nothing less after more.
void Faults::note(std::uint32_t fault, trace::Effect effect) {
    if (effects_[fault] >= effect) return;
    effects_[fault] = effect;
    const Occurrence& item = occurrences_[fault];
    trace_.record(trace::make(agenda_.now(), trace::kWorld,
                              trace::FaultEffective{item.entry, item.occurrence, effect, 0}));
}

}  // namespace bench::system
