#include "firmware/power_quality/voltage_events.h"

#include <algorithm>

#include "firmware/power_quality/duration_class.h"

namespace meter::power_quality {
namespace {

using Change = Span::Change;

constexpr PhaseMask bit(std::size_t phase) { return static_cast<PhaseMask>(1U << phase); }

template <typename Predicate>
PhaseMask phases_where(const HalfCycle& half, Predicate predicate) {
    PhaseMask mask = 0;
    for (std::size_t p = 0; p < kPhases; ++p) {
        if (predicate(half.voltage[p])) mask = static_cast<PhaseMask>(mask | bit(p));
    }
    return mask;
}

constexpr bool is_swell(QualityKind kind) { return kind == QualityKind::swell; }

}  // namespace

VoltageEvents::VoltageEvents(const Config& config, QualityEventSink& sink)
    : config_{config}, sink_{sink} {
    dip_.event.kind = QualityKind::dip;
    swell_.event.kind = QualityKind::swell;
    interruption_.event.kind = QualityKind::interruption;
    for (Polyphase& loss : loss_) loss.event.kind = QualityKind::phase_loss;
}

void VoltageEvents::half_cycle(const HalfCycle& half) {
    flagged_run_ =
        half.flagged ? static_cast<std::uint8_t>(std::min(flagged_run_ + 1, 255)) : std::uint8_t{0};
    decisive_ = !half.flagged || flagged_run_ >= config_.flagged_half_cycles;
    const Masks masks = judge(half);
    follow(dip_, half, masks.below_dip, masks.below_dip_end);
    follow(swell_, half, masks.above_swell, masks.above_swell_end);
    interruption(half, masks);
    for (std::size_t p = 0; p < kPhases; ++p) phase_loss(p, half, masks);
    remember(half);
}

bool VoltageEvents::disturbed_since(SampleIndex since) const {
    // Interruptions and lost phases lie within a dip.
    return dip_.span.active() || swell_.span.active() || last_end_ > since;
}

VoltageEvents::Masks VoltageEvents::judge(const HalfCycle& half) const {
    const Microvolts margin = of_declared(config_, config_.hysteresis);
    const Microvolts dip = of_declared(config_, config_.dip);
    const Microvolts swell = of_declared(config_, config_.swell);
    const Microvolts dead = of_declared(config_, config_.interruption);
    return {
        .below_dip = phases_where(half, [&](Microvolts u) { return u < dip; }),
        .below_dip_end = phases_where(half, [&](Microvolts u) { return u < dip + margin; }),
        .above_swell = phases_where(half, [&](Microvolts u) { return u > swell; }),
        .above_swell_end = phases_where(half, [&](Microvolts u) { return u > swell - margin; }),
        .dead = phases_where(half, [&](Microvolts u) { return u < dead; }),
        .dead_end = phases_where(half, [&](Microvolts u) { return u < dead + margin; }),
    };
}

SampleIndex VoltageEvents::changed_at(const HalfCycle& half, PhaseMask by, bool falling) const {
    const SampleIndex nominal = kSampleRateHz / 2 / static_cast<SampleIndex>(config_.nominal_hz);
    const SampleIndex newest = known_ >= 1 ? half.end - earlier_end_[0] : nominal;
    const SampleIndex middle = half.end - newest;
    if (known_ < 2) return middle;
    const Microvolts least = of_declared(config_, PartsPerMillion{config_.hysteresis.count() / 2});
    for (std::size_t p = 0; p < kPhases; ++p) {
        const Microvolts rise = earlier_[0][p] - earlier_[1][p];
        const Microvolts moved = falling ? Microvolts{} - rise : rise;
        if ((by & bit(p)) != 0 && moved > least) return earlier_end_[1];
    }
    return middle;
}

Span::Reading VoltageEvents::reading(const HalfCycle& half) const {
    return {.now = half.end, .decisive = decisive_};
}

void VoltageEvents::follow(Polyphase& which, const HalfCycle& half, PhaseMask beyond,
                           PhaseMask unrecovered) {
    const bool active = which.span.active();
    const bool falling = active == is_swell(which.event.kind);
    Span::Reading now = reading(half);
    now.enter = beyond != 0;
    now.leave = unrecovered == 0;
    now.since = changed_at(half, active ? which.event.phases : beyond, falling);
    const Change change = which.span.update(now);
    if (change == Change::started) {
        start(which, beyond, beyond, half);
    } else if (change == Change::ended) {
        end(which, which.event.phases, half);
    } else if (active) {
        which.event.flagged = which.event.flagged || half.flagged;
        if (!decisive_) return;
        worsen(which.event, half);
        const auto fresh = static_cast<PhaseMask>(beyond & ~which.event.phases);
        if (fresh != 0) join(which, fresh, half);
    }
}

void VoltageEvents::interruption(const HalfCycle& half, const Masks& masks) {
    const bool active = interruption_.span.active();
    Span::Reading now = reading(half);
    now.enter = masks.dead == kAllPhases;
    now.leave = masks.dead_end != kAllPhases;
    now.since = changed_at(half, kAllPhases, !active);
    const Change change = interruption_.span.update(now);
    // Phases lost before are known to be out, and stay so when the others return.
    const auto fresh = static_cast<PhaseMask>(kAllPhases & ~lost());
    if (change == Change::started) {
        dip_.event.interrupted = true;
        start(interruption_, kAllPhases, fresh, half);
    } else if (change == Change::ended) {
        end(interruption_, fresh, half);
    } else if (active) {
        interruption_.event.flagged = interruption_.event.flagged || half.flagged;
        if (decisive_) worsen(interruption_.event, half);
    }
}

void VoltageEvents::phase_loss(std::size_t phase, const HalfCycle& half, const Masks& masks) {
    Polyphase& which = loss_[phase];
    const bool active = which.span.active();
    Span::Reading now = reading(half);
    now.enter = (masks.dead & bit(phase)) != 0 && masks.dead != kAllPhases;
    now.leave = (masks.dead_end & bit(phase)) == 0;
    now.since = changed_at(half, bit(phase), !active);
    now.hold = samples_in(config_.phase_debounce);
    const Change change = which.span.update(now);
    if (change == Change::started) {
        start(which, bit(phase), bit(phase), half);
    } else if (change == Change::ended) {
        end(which, bit(phase), half);
    } else if (active) {
        which.event.flagged = which.event.flagged || half.flagged;
        if (decisive_) worsen(which.event, half);
    }
}

}  // namespace meter::power_quality
