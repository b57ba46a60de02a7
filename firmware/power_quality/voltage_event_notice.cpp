// How an event of the voltage is made up and told.

#include <algorithm>

#include "firmware/power_quality/duration_class.h"
#include "firmware/power_quality/voltage_events.h"

namespace meter::power_quality {

void VoltageEvents::start(Polyphase& which, PhaseMask phases, PhaseMask fresh,
                          const HalfCycle& half) {
    QualityEvent event{};
    event.number = ++count_;
    event.kind = which.event.kind;
    event.stage = QualityStage::started;
    event.phases = phases;
    event.fresh = fresh;
    event.alarm = budgeted(event.kind, fresh, half.end);
    event.flagged = half.flagged || flagged_before_;
    event.begin = which.span.begin();
    event.noticed = half.end;
    event.extreme = event.kind == QualityKind::swell ? INT32_MIN : INT32_MAX;
    worsen(event, half);
    which.event = event;
    sink_.quality_event(event);
}

void VoltageEvents::join(Polyphase& which, PhaseMask fresh, const HalfCycle& half) {
    QualityEvent& event = which.event;
    event.stage = QualityStage::joined;
    event.phases = static_cast<PhaseMask>(event.phases | fresh);
    event.fresh = fresh;
    event.alarm = budgeted(event.kind, fresh, half.end);
    event.noticed = half.end;
    sink_.quality_event(event);
}

void VoltageEvents::end(Polyphase& which, PhaseMask fresh, const HalfCycle& half) {
    QualityEvent& event = which.event;
    event.stage = QualityStage::ended;
    event.fresh = fresh;
    event.alarm = 0;
    event.flagged = event.flagged || half.flagged;
    event.end = which.span.end();
    event.noticed = half.end;
    event.duration_class = class_of(event.kind, event.duration(), config_.nominal_hz);
    last_end_ = half.end;
    sink_.quality_event(event);
}

// The residual of a polyphase event is that of its worst phase; of a lost phase, its own.
void VoltageEvents::worsen(QualityEvent& event, const HalfCycle& half) const {
    for (std::size_t p = 0; p < kPhases; ++p) {
        const std::int32_t value = half.voltage[p].count();
        if (event.kind == QualityKind::swell) {
            event.extreme = std::max(event.extreme, value);
        } else if (event.kind != QualityKind::phase_loss || (event.phases >> p & 1U) != 0) {
            event.extreme = std::min(event.extreme, value);
        }
    }
}

PhaseMask VoltageEvents::lost() const {
    PhaseMask mask = 0;
    for (const Polyphase& loss : loss_) {
        if (loss.span.active()) mask = static_cast<PhaseMask>(mask | loss.event.phases);
    }
    return mask;
}

PhaseMask VoltageEvents::budgeted(QualityKind kind, PhaseMask fresh, SampleIndex now) {
    const std::size_t row = std::min<std::size_t>(static_cast<std::size_t>(kind), 2);
    PhaseMask alarm = 0;
    for (std::size_t p = 0; p < kPhases; ++p) {
        const auto phase = static_cast<PhaseMask>(fresh & 1U << p);
        if (phase != 0 &&
            budget_[row][p].take(now, config_.alarm_burst, samples_in(config_.alarm_interval))) {
            alarm = static_cast<PhaseMask>(alarm | phase);
        }
    }
    return alarm;
}

void VoltageEvents::remember(const HalfCycle& half) {
    earlier_[1] = earlier_[0];
    earlier_end_[1] = earlier_end_[0];
    earlier_[0] = half.voltage;
    earlier_end_[0] = half.end;
    known_ = static_cast<std::uint8_t>(std::min(known_ + 1, 2));
    flagged_before_ = half.flagged;
}

}  // namespace meter::power_quality
