#include "firmware/power_quality/monitor.h"

namespace meter::power_quality {

static_assert(sizeof(Monitor) < std::size_t{12} * 1024, "The room's share of the meter's memory.");

Monitor::Monitor(const Config& config, QualityEventSink& events, AggregateSink& aggregates)
    : config_{config},
      events_{events},
      aggregates_{aggregates},
      voltage_{config_, *this},
      limits_{config_, *this},
      aggregator_{*this} {}

void Monitor::window(const Window& window) {
    limits_.window(window);
    aggregator_.window(window, voltage_.disturbed_since(window.begin));
}

void Monitor::quality_event(const QualityEvent& event) {
    log_.record(event);
    events_.quality_event(event);
}

void Monitor::aggregated(const Aggregate& aggregate) {
    limits_.aggregated(aggregate);
    aggregates_.aggregated(aggregate);
}

void Monitor::frequency(const FrequencyReading& reading) {
    limits_.frequency(reading);
    aggregates_.frequency(reading);
}

}  // namespace meter::power_quality
