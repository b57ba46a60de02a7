#pragma once

// The whole room behind one object: half cycles, windows and ticks in; events and aggregates out,
// and the log of events for later reading.

#include "firmware/power_quality/aggregator.h"
#include "firmware/power_quality/event_log.h"
#include "firmware/power_quality/limits.h"
#include "firmware/power_quality/voltage_events.h"

namespace meter::power_quality {

class Monitor final : private QualityEventSink, private AggregateSink {
public:
    // `config` has been checked. Both sinks outlive this and are called within the calls below.
    Monitor(const Config& config, QualityEventSink& events, AggregateSink& aggregates);
    Monitor(const Monitor&) = delete;
    Monitor& operator=(const Monitor&) = delete;

    void half_cycle(const HalfCycle& half) { voltage_.half_cycle(half); }
    void window(const Window& window);  // After the half cycles that lie in it.
    void tick(SampleIndex at, CalendarTime when) { aggregator_.tick(at, when); }

    [[nodiscard]] const EventLog& log() const { return log_; }

private:
    void quality_event(const QualityEvent& event) override;
    void aggregated(const Aggregate& aggregate) override;
    void frequency(const FrequencyReading& reading) override;

    const Config config_;
    QualityEventSink& events_;
    AggregateSink& aggregates_;
    EventLog log_;
    VoltageEvents voltage_;
    Limits limits_;
    Aggregator aggregator_;
};

}  // namespace meter::power_quality
