#pragma once

// Half cycles and windows as tests write them, and a sink that keeps what it is told.

#include <array>
#include <vector>

#include "firmware/power_quality/aggregate.h"
#include "firmware/power_quality/quality_event.h"

namespace meter::power_quality {

inline constexpr SampleIndex kHalf = 80;  // Samples of a half cycle at 50 Hz.

struct EventList final : QualityEventSink {
    void quality_event(const QualityEvent& event) override { events.push_back(event); }
    std::vector<QualityEvent> of(QualityKind kind, QualityStage stage) const {
        std::vector<QualityEvent> found;
        for (const QualityEvent& event : events) {
            if (event.kind == kind && event.stage == stage) found.push_back(event);
        }
        return found;
    }
    std::size_t starts(QualityKind kind) const { return of(kind, QualityStage::started).size(); }
    std::size_t ends(QualityKind kind) const { return of(kind, QualityStage::ended).size(); }
    std::vector<QualityEvent> events;
};

struct AggregateList final : AggregateSink {
    void aggregated(const Aggregate& aggregate) override {
        (aggregate.interval == Interval::ten_minutes ? ten_minutes : three_seconds)
            .push_back(aggregate);
    }
    void frequency(const FrequencyReading& reading) override { readings.push_back(reading); }
    std::vector<Aggregate> three_seconds, ten_minutes;
    std::vector<FrequencyReading> readings;
};

// Millionths of 230 V to microvolts, as of_declared() rounds them.
inline Microvolts ppm_of_230(std::int64_t ppm) {
    return Microvolts{static_cast<std::int32_t>(230 * ppm)};
}

}  // namespace meter::power_quality
