#pragma once

// Basic windows in, aggregates out (aggregate.h says how).

#include "firmware/power_quality/accumulator.h"
#include "firmware/power_quality/aggregate.h"
#include "firmware/power_quality/frequency_meter.h"

namespace meter::power_quality {

class Aggregator {
public:
    static constexpr std::uint16_t kWindowsOf3s = 15;
    static constexpr SampleIndex kTenMinutes = SampleIndex{600} * kSampleRateHz;

    explicit Aggregator(AggregateSink& sink) : sink_{sink}, frequency_{sink} {}

    // The next UTC 10-minute tick falls before sample `at`. May be told at any time and corrected
    // until the window that holds it has come; told later, the next window starts the new interval.
    // Without it the next tick is taken 4 800 000 samples after the one before, and the interval is
    // not complete. Before any is told, intervals run from the first window.
    void tick(SampleIndex at, CalendarTime when);

    // Every window in turn. `disturbed`: an event touches it (VoltageEvents::disturbed_since).
    // Aggregates are told within the call.
    void window(const Window& window, bool disturbed);

private:
    struct Tick {
        SampleIndex at = 0;
        CalendarTime when{};
        bool told = false;
    };
    void close_ten_minutes();
    void add_to_3s(Accumulator& accumulator, const Window& window, bool flagged);
    void pass_tick(const Window& window, bool flagged);

    AggregateSink& sink_;
    FrequencyMeter frequency_;
    Accumulator three_seconds_;  // Started at the last tick, or after the one before.
    Accumulator leftover_;       // Started before the last tick and not yet full.
    Accumulator ten_minutes_;
    Tick next_;
    bool ticking_ = false;        // next_ means something.
    bool began_at_tick_ = false;  // The ten minutes that run.
    SampleIndex last_end_ = 0;    // 0: no window yet.
};

}  // namespace meter::power_quality
