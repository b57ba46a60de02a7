#pragma once

// Frequency over 10 s, from tick to tick (IEC 61000-4-30, 5.1.1). The standard drops the cycles
// that straddle two intervals; here the windows that do are dropped, one in fifty.

#include "firmware/core/measurement.h"
#include "firmware/power_quality/aggregate.h"

namespace meter::power_quality {

class FrequencyMeter {
public:
    static constexpr SampleIndex kTenSeconds = SampleIndex{10} * kSampleRateHz;

    explicit FrequencyMeter(AggregateSink& sink) : sink_{sink} {}
    void restart(
        SampleIndex at);  // A tick: what ran is told if it has reached 9.5 s, else dropped.
    void window(const Window& window, bool flagged);

private:
    void close();

    AggregateSink& sink_;
    SampleIndex begin_ = 0;
    bool running_ = false;
    std::int64_t cycles_ = 0;  // Millihertz times samples.
    std::int64_t samples_ = 0;
    SampleIndex first_ = 0, last_ = 0;
    bool flagged_ = false;
};

}  // namespace meter::power_quality
