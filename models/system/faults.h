#pragma once

// Plays the timeline: starts and ends each occurrence, and hears whether it was felt.

#include <vector>

#include "models/system/config.h"
#include "models/time/agenda.h"
#include "models/trace/events.h"
#include "models/trace/fault_observer.h"

namespace bench::system {

class Bench;

class Faults final : public Actor, public trace::FaultObserver {
public:
    Faults(Bench& bench, const BenchConfig& config, Agenda& agenda, trace::Sink& trace);
    void wake(Time now, std::uint32_t what, std::uint64_t occurrence) override;
    // `fault` is the index of an occurrence. Recorded once for each.
    void took_effect(std::uint32_t fault) override;
    void touched(std::uint32_t fault) override;
    [[nodiscard]] const std::vector<Occurrence>& occurrences() const { return occurrences_; }

private:
    enum class What : std::uint32_t { start, end };
    void act(Time now, std::uint32_t index, bool start);
    void note(std::uint32_t fault, trace::Effect effect);

    Bench& bench_;
    const BenchConfig& config_;
    Agenda& agenda_;
    trace::Sink& trace_;
    std::vector<Occurrence> occurrences_;
    std::vector<trace::Effect> effects_;
};

}  // namespace bench::system
