#include "firmware/metrology/tamper.h"

#include "firmware/metrology/calendar.h"

namespace meter::metrology {
namespace {

constexpr Duration kInputRetry = seconds(1);

}  // namespace

Instant TamperInput::step(Instant now) {
    const Result<hal_io> inputs = board_.inputs();
    if (!inputs) return now + kInputRetry;
    const bool open = (inputs.value().levels >> kind_.input & 1U) != 0;
    if (open == open_) return kNever;

    // No edge since boot reads 0: the level has stood since then.
    const Instant edge{Duration{inputs.value().edge_us[kind_.input]}};
    if (now - edge < debounce_) return edge + debounce_;
    qualify(open, edge);
    return kNever;
}

void TamperInput::qualify(bool open, Instant edge) {
    open_ = open;
    const CalendarTime when = stamp_of(board_, edge);
    if (open) {
        const AlarmRegisters fraud{.register_1 = kAlarm1FraudAttempt};
        sink_.qualified(Stream::alarms, {kind_.begins, fraud}, when);
    } else {
        sink_.qualified(Stream::events, {kind_.ends, {}}, when);
    }
}

}  // namespace meter::metrology
