#pragma once

// power_quality::QualityEventSink on metrology's events: one note for each phase concerned.

#include "firmware/app/sample_clock.h"
#include "firmware/metrology/event_sink.h"
#include "firmware/power_quality/quality_event.h"

namespace meter::app {

class QualityEvents final : public power_quality::QualityEventSink {
public:
    QualityEvents(const SampleClock& clock, metrology::EventSink& sink)
        : clock_{clock}, sink_{sink} {}
    void quality_event(const power_quality::QualityEvent& event) override;

private:
    const SampleClock& clock_;
    metrology::EventSink& sink_;
};

}  // namespace meter::app
