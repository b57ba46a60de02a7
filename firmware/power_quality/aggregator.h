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
    // until the window that holds it has come. Told later, it is taken for the tick just passed if
    // it lies within 1 s of it, and else starts a new interval with the next window. Without being
    // told, a tick is taken 4 800 000 samples after the one before (or after the first window), and
    // the interval is not synchronised.
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
    void add(const Window& window, bool flagged);
    void add_3s(Accumulator& accumulator, const Window& window, bool flagged);
    void close_ten_minutes(bool at_told_tick);
    void pass_tick();  // Ends the ten minutes that run and sets the 3 s that run aside.
    void skip_to(SampleIndex begin);  // After a gap: the next tick lies after `begin`.

    AggregateSink& sink_;
    FrequencyMeter frequency_;
    Accumulator three_seconds_;  // Started at the last tick, or after the one before.
    Accumulator leftover_;       // Started before the last tick and not yet full.
    Accumulator ten_minutes_;
    Tick next_;
    SampleIndex passed_ = 0;           // The last tick.
    bool ticking_ = false;             // next_ means something.
    bool began_at_told_tick_ = false;  // The ten minutes that run, at one that was told.
};

}  // namespace meter::power_quality
