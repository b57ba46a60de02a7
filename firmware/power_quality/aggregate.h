#pragma once

// Aggregation of basic windows to 150/180 cycles (15 windows, about 3 s) and to 10 minutes
// (IEC 61000-4-30, 4.4 and 4.5): square root of the mean of squares, arithmetic mean for power and
// frequency.
//
// Windows are taken as they come: the front end does not restart them. At a UTC 10-minute tick the
// window in which it lies is the last of the old 10 minutes and the first of the new (an overlap of
// one window). The 3 s interval then running goes on to its 15 windows while a new one starts at
// the tick, as the standard's overlap of the second kind has it.

#include <array>
#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/units/time.h"

namespace meter::power_quality {

struct PhaseAggregate {
    Microvolts voltage{};
    Microamperes current{};
    Milliwatts active{};  // Mean.
    PartsPerMillion voltage_thd{};
    PartsPerMillion current_thd{};
    std::array<Microvolts, kHarmonicOrders> voltage_harmonics{};
    std::array<Microamperes, kHarmonicOrders> current_harmonics{};
};

enum class Interval : std::uint8_t { cycles_150_180, ten_minutes };

struct Aggregate {
    Interval interval{};
    SampleIndex begin = 0;  // Of the first window.
    SampleIndex end = 0;    // Of the last window.
    // UTC at the end of ten minutes that ended at a tick that was told; 1970-01-01 otherwise.
    CalendarTime tick{};
    std::uint16_t windows = 0;
    std::uint16_t flagged_windows = 0;
    bool flagged = false;       // Some window was.
    bool complete = false;      // 15 windows, or ten minutes to within 1 s, without a gap.
    bool synchronised = false;  // Ten minutes that began and ended at ticks that were told.
    Millihertz frequency{};     // Mean over time.
    std::array<PhaseAggregate, kPhases> phase{};
    Microamperes neutral{};
    PartsPerMillion negative_unbalance{};
    PartsPerMillion zero_unbalance{};
};

// Over 10 s from tick to tick: cycles over time of the windows that lie wholly within.
struct FrequencyReading {
    SampleIndex begin = 0;
    SampleIndex end = 0;
    Millihertz frequency{};
    bool flagged = false;
};

class AggregateSink {
public:
    virtual void aggregated(const Aggregate& aggregate) = 0;
    virtual void frequency(const FrequencyReading& reading) = 0;

protected:
    ~AggregateSink() = default;
};

}  // namespace meter::power_quality
