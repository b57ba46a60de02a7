#pragma once

// power_quality::AggregateSink on the uplink: 150/180-cycle values as power-quality pushes, as
// often as commissioned, completed by what only the last basic window knows.

#include "firmware/app/sample_clock.h"
#include "firmware/app/uplink.h"
#include "firmware/power_quality/aggregate.h"

namespace meter::app {

class MeasurementReports final : public power_quality::AggregateSink {
public:
    // `period` zero: none. Values are sent with the first 150/180 cycles after it has passed.
    MeasurementReports(const SampleClock& clock, Uplink& uplink, Duration period)
        : clock_{clock}, uplink_{uplink}, period_{period} {}
    // Before the aggregates that it completes are told.
    void last_window(const Window& window) { last_ = &window; }
    void aggregated(const power_quality::Aggregate& aggregate) override;
    void frequency(const power_quality::FrequencyReading&) override {}

private:
    const SampleClock& clock_;
    Uplink& uplink_;
    const Duration period_;
    const Window* last_ = nullptr;
    std::optional<SampleIndex> sent_{};
};

}  // namespace meter::app
