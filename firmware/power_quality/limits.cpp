#include "firmware/power_quality/limits.h"

#include <cstdlib>

namespace meter::power_quality {
namespace {

constexpr PhaseMask bit(std::size_t phase) { return static_cast<PhaseMask>(1U << phase); }

}  // namespace

Limits::Limits(const Config& config, QualityEventSink& sink) : config_{config}, sink_{sink} {}

void Limits::window(const Window& window) {
    Value value{.begin = window.begin, .end = window.end, .flagged = window.flagged};
    value.value = static_cast<std::int32_t>(window.order);
    value.beyond = window.order != PhaseOrder::unknown && window.order != config_.order;
    value.inside = window.order == config_.order;
    value.hold = config_.order_duration;
    follow(order_, QualityKind::phase_order, 0, value);
}

void Limits::aggregated(const Aggregate& aggregate) {
    if (!aggregate.complete) return;
    if (aggregate.interval == Interval::ten_minutes) return ten_minutes(aggregate);
    for (std::size_t p = 0; p < kPhases; ++p) thd(aggregate, p);
    unbalance(aggregate);
}

void Limits::frequency(const FrequencyReading& reading) {
    const std::int32_t deviation = std::abs(reading.frequency.count() - config_.nominal_hz * 1'000);
    const std::int32_t limit = config_.frequency_deviation.count();
    Value value{.begin = reading.begin, .end = reading.end, .flagged = reading.flagged};
    value.value = reading.frequency.count();
    value.beyond = deviation > limit;
    value.inside = deviation <= limit - config_.frequency_hysteresis.count();
    value.hold = config_.frequency_duration;
    follow(frequency_, QualityKind::frequency, 0, value);
}

// A phase without voltage has no distortion to speak of.
void Limits::thd(const Aggregate& aggregate, std::size_t phase) {
    const PhaseAggregate& of = aggregate.phase[phase];
    const bool alive = of.voltage >= of_declared(config_, config_.interruption);
    Value value = value_of(aggregate);
    value.value = of.voltage_thd.count();
    value.beyond = alive && of.voltage_thd > config_.thd;
    value.inside = alive && of.voltage_thd <= config_.thd - config_.thd_hysteresis;
    value.hold = config_.thd_duration;
    follow(thd_[phase], QualityKind::thd, bit(phase), value);
}

void Limits::unbalance(const Aggregate& aggregate) {
    bool alive = false;
    for (const PhaseAggregate& phase : aggregate.phase) {
        alive = alive || phase.voltage >= of_declared(config_, config_.interruption);
    }
    Value value = value_of(aggregate);
    value.value = aggregate.negative_unbalance.count();
    value.beyond = alive && aggregate.negative_unbalance > config_.unbalance;
    value.inside =
        alive && aggregate.negative_unbalance <= config_.unbalance - config_.unbalance_hysteresis;
    value.hold = config_.unbalance_duration;
    follow(unbalance_, QualityKind::unbalance, 0, value);
}

void Limits::ten_minutes(const Aggregate& aggregate) {
    const Microvolts low = of_declared(config_, config_.under_voltage);
    const Microvolts high = of_declared(config_, config_.over_voltage);
    const Microvolts margin = of_declared(config_, config_.voltage_hysteresis);
    for (std::size_t p = 0; p < kPhases; ++p) {
        const Microvolts voltage = aggregate.phase[p].voltage;
        Value value = value_of(aggregate);
        value.value = voltage.count();
        value.beyond = voltage < low;
        value.inside = voltage >= low + margin;
        follow(under_[p], QualityKind::under_voltage, bit(p), value);
        value.beyond = voltage > high;
        value.inside = voltage <= high - margin;
        follow(over_[p], QualityKind::over_voltage, bit(p), value);
    }
}

Limits::Value Limits::value_of(const Aggregate& aggregate) {
    return {.begin = aggregate.begin, .end = aggregate.end, .flagged = aggregate.flagged};
}

bool Limits::worse(QualityKind kind, std::int32_t value, std::int32_t than) const {
    const std::int32_t nominal = config_.nominal_hz * 1'000;
    if (kind == QualityKind::frequency) return std::abs(value - nominal) > std::abs(than - nominal);
    return kind == QualityKind::under_voltage ? value < than : value > than;
}

void Limits::follow(Watch& watch, QualityKind kind, PhaseMask phase, const Value& value) {
    QualityEvent& event = watch.event;
    const bool running = watch.span.active();
    const bool anew = !running && !watch.span.wishing();
    const Span::Change change = watch.span.update({.enter = value.beyond,
                                                   .leave = value.inside,
                                                   .since = value.begin,
                                                   .now = value.end,
                                                   .decisive = true,
                                                   .hold = samples_in(value.hold),
                                                   .not_before = watch.next_start});
    if (value.beyond) {
        if (anew || worse(kind, value.value, event.extreme)) event.extreme = value.value;
        event.flagged = value.flagged || (!anew && event.flagged);
    }
    if (change == Span::Change::started) {
        const std::int32_t extreme = event.extreme;
        const bool flagged = event.flagged;
        event = {.number = ++count_, .kind = kind, .phases = phase, .fresh = phase};
        event.alarm = phase;
        event.flagged = flagged;
        event.begin = watch.span.begin();
        event.extreme = extreme;
        watch.next_start = value.end + samples_in(config_.restart_interval);
    } else if (change == Span::Change::ended) {
        event.stage = QualityStage::ended;
        event.alarm = 0;
        event.end = watch.span.end();
    }
    if (change == Span::Change::none) return;
    event.noticed = value.end;
    sink_.quality_event(event);
}

}  // namespace meter::power_quality
