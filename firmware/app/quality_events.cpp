#include "firmware/app/quality_events.h"

namespace meter::app {

using power_quality::QualityEvent;
using power_quality::QualityStage;

void QualityEvents::quality_event(const QualityEvent& event) {
    const bool ended = event.stage == QualityStage::ended;
    for (std::size_t phase = 0; phase < kPhases; ++phase) {
        const Result<EventNote> note = note_of(event, phase);
        if (!note) continue;
        const bool alarm = !ended && (event.alarm >> phase & 1U) != 0;
        sink_.qualified(alarm ? Stream::alarms : Stream::events, note.value(),
                        clock_.calendar(ended ? event.end : event.begin));
        if (event.fresh == 0) return;  // Of no phase: told once.
    }
}

}  // namespace meter::app
