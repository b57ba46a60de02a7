#include "firmware/app/phasor_reports.h"

namespace meter::app {

void PhasorReports::processed(const waveform::Engine& engine, SampleIndex next, Instant now) {
    if (!on()) return;
    const Result<metrology::CalendarReading> calendar = metrology::CalendarReading::take(board_);
    if (!calendar) return;
    const std::int64_t boundary = calendar.value().at(now).time_since_epoch() / period_;
    if (boundary <= last_) return;
    const CalendarTime when{boundary * period_};
    const Instant at = calendar.value().at(when);
    if (at <= Instant{}) return;  // Of the life before.
    const SampleIndex end = clock_.index_at(at);
    if (end > next) return;  // Its last samples are still in the front end.
    last_ = boundary;
    const Result<PhasorSet> set = engine.phasors(end);
    if (set) uplink_.measured(set.value(), when, static_cast<std::uint32_t>(boundary));
}

}  // namespace meter::app
