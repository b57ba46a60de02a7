#pragma once

// Frequency over 10 s, from tick to tick (IEC 61000-4-30, 5.1.1). The standard drops the cycles
// that straddle two intervals; here the windows that do are dropped, one in fifty.

#include "firmware/core/measurement.h"
#include "firmware/power_quality/aggregate.h"

namespace meter::power_quality {

class FrequencyMeter {
public:
    static constexpr SampleIndex kTenSeconds = SampleIndex{10} * kSampleRateHz;
    static constexpr std::int64_t kLeastSamples = 9 * std::int64_t{kSampleRateHz};

    explicit FrequencyMeter(AggregateSink& sink) : sink_{sink} {}
    // A tick: what ran is told if it holds kLeastSamples, else dropped.
    void restart(SampleIndex at);
    void window(const Window& window, bool flagged);

private:
    void add(const Window& window, bool flagged);
    void close(SampleIndex end);

    AggregateSink& sink_;
    SampleIndex begin_ = 0;
    std::int64_t cycles_ = 0;  // Millihertz times samples.
    std::int64_t samples_ = 0;
    bool running_ = false;
    bool flagged_ = false;
};

}  // namespace meter::power_quality
