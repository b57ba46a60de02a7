#pragma once

// Dips, swells, interruptions and lost phases from half-cycle values (IEC 61000-4-30, 5.4 and 5.5).
//
// Polyphase rules. A dip starts when any phase falls below the dip threshold and ends when all are
// at or above threshold plus hysteresis. A swell starts when any rises above its threshold and ends
// when all are at or below threshold less hysteresis. An interruption starts when all are below its
// threshold and ends when any one is at or above threshold plus hysteresis. An interruption lies
// within a dip, and both are told. A phase is lost when it is below the interruption threshold
// while another is not, for phase_debounce; it is back at threshold plus hysteresis, for as long.
//
// Disturbed values. A flagged half cycle starts nothing, ends nothing and is no extreme until
// flagged_half_cycles of them have followed each other; those and the first sound one decide, and
// date the change from the first flagged one that showed it.
//
// Dating. A one-cycle value moves over three half cycles when the voltage steps. The step is dated
// to the middle of the deciding window, or of the one before if that had already moved the same way
// by more than half the hysteresis: within one half cycle of a step at any angle.

#include <array>

#include "firmware/core/measurement.h"
#include "firmware/power_quality/alarm_budget.h"
#include "firmware/power_quality/config.h"
#include "firmware/power_quality/quality_event.h"
#include "firmware/power_quality/span.h"

namespace meter::power_quality {

class VoltageEvents {
public:
    // `config` has been checked and outlives this.
    VoltageEvents(const Config& config, QualityEventSink& sink);

    // Every half cycle in turn. Starts and ends are told within the call.
    void half_cycle(const HalfCycle& half);

    // An event goes on, or has ended after `since`: a value that begins there is to be flagged.
    [[nodiscard]] bool disturbed_since(SampleIndex since) const;

private:
    struct Polyphase {
        Span span;
        QualityEvent event;
    };
    struct Masks {
        PhaseMask below_dip = 0, below_dip_end = 0;  // Under the threshold; not yet recovered.
        PhaseMask above_swell = 0, above_swell_end = 0;
        PhaseMask dead = 0, dead_end = 0;
    };
    [[nodiscard]] Masks judge(const HalfCycle& half) const;
    [[nodiscard]] SampleIndex changed_at(const HalfCycle& half, PhaseMask by, bool falling) const;
    [[nodiscard]] Span::Reading reading(const HalfCycle& half) const;
    void follow(Polyphase& which, const HalfCycle& half, PhaseMask beyond, PhaseMask unrecovered);
    void interruption(const HalfCycle& half, const Masks& masks);
    void phase_loss(std::size_t phase, const HalfCycle& half, const Masks& masks);
    void start(Polyphase& which, PhaseMask phases, PhaseMask fresh, const HalfCycle& half);
    void join(Polyphase& which, PhaseMask fresh, const HalfCycle& half);
    void end(Polyphase& which, PhaseMask fresh, const HalfCycle& half);
    void worsen(QualityEvent& event, const HalfCycle& half) const;
    [[nodiscard]] PhaseMask lost() const;  // Phases whose loss has been told.
    [[nodiscard]] PhaseMask budgeted(QualityKind kind, PhaseMask fresh, SampleIndex now);
    void remember(const HalfCycle& half);

    const Config& config_;
    QualityEventSink& sink_;
    Polyphase dip_, swell_, interruption_;
    std::array<Polyphase, kPhases> loss_;
    std::array<std::array<AlarmBudget, kPhases>, 3> budget_;    // Dip, swell, phase outage.
    std::array<std::array<Microvolts, kPhases>, 2> earlier_{};  // The last two; [0] is the later.
    std::array<SampleIndex, 2> earlier_end_{};
    std::uint8_t known_ = 0;        // How many of those there are.
    std::uint8_t flagged_run_ = 0;  // Flagged half cycles in a row, this one included.
    bool decisive_ = true;
    bool flagged_before_ = false;  // The half cycle before was flagged.
    std::uint32_t count_ = 0;
    SampleIndex last_end_ = 0;
};

}  // namespace meter::power_quality
