#pragma once

// Limits of aggregated values (EN 50160): distortion and unbalance of 3 s values, voltage of
// 10-minute values, frequency of 10 s values, and the order of the phases.
//
// A value beyond its limit for the kind's duration starts an event, one inside limit less
// hysteresis for as long ends it. Two starts of one kind in one phase are at least restart_interval
// apart: a start that would come earlier waits, and is dropped if the value returns meanwhile.
// Flagged values count, else a long dip would never become an under-voltage; incomplete ones do
// not.

#include <array>

#include "firmware/power_quality/aggregate.h"
#include "firmware/power_quality/config.h"
#include "firmware/power_quality/quality_event.h"
#include "firmware/power_quality/span.h"

namespace meter::power_quality {

class Limits {
public:
    // `config` has been checked and outlives this.
    Limits(const Config& config, QualityEventSink& sink);

    void window(const Window& window);  // The order of the phases.
    void aggregated(const Aggregate& aggregate);
    void frequency(const FrequencyReading& reading);

private:
    struct Watch {
        Span span;
        QualityEvent event;
        SampleIndex next_start = 0;
    };
    struct Value {
        SampleIndex begin = 0, end = 0;
        std::int32_t value = 0;
        bool beyond = false, inside = false;
        bool flagged = false;
        Duration hold{};
    };
    [[nodiscard]] static Value value_of(const Aggregate& aggregate);  // Without what it says.
    void follow(Watch& watch, QualityKind kind, PhaseMask phase, const Value& value);
    [[nodiscard]] bool worse(QualityKind kind, std::int32_t value, std::int32_t than) const;
    void thd(const Aggregate& aggregate, std::size_t phase);
    void unbalance(const Aggregate& aggregate);
    void ten_minutes(const Aggregate& aggregate);

    const Config& config_;
    QualityEventSink& sink_;
    std::array<Watch, kPhases> thd_, under_, over_;
    Watch unbalance_, frequency_, order_;
    std::uint32_t count_ = 0;
};

}  // namespace meter::power_quality
