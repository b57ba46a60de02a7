#pragma once

// Which events of power quality a meter owes for what happened to its mains, and when the
// half-cycle value stood that made each of them an event (IEC 61000-4-30: one-cycle values
// refreshed each half cycle at the zero crossings of L1).

#include <vector>

#include "firmware/core/alarm.h"
#include "firmware/core/message.h"
#include "models/mains/grid.h"
#include "models/time/time.h"

namespace bench::system {

struct QualityOnset {
    meter::Stream stream{};
    meter::EventCode code{};
    Nanoseconds qualification{};  // From the change to the value that qualifies it.
};

struct QualityThresholds {
    double nominal_v = 230;
    double dip = 0.9;
    double swell = 1.1;
    double hysteresis = 0.02;
    double interruption = 0.05;
    Nanoseconds phase_debounce = std::chrono::seconds{1};  // Of a lost phase, and of its return.
};

// Of the start of `event` and of its end. Events of the grid that lie over each other are not taken
// apart: an author who does that gets what the first one owes.
[[nodiscard]] std::vector<QualityOnset> onsets_at_start(const mains::Grid& grid,
                                                        const mains::GridEvent& event,
                                                        const QualityThresholds& thresholds);
[[nodiscard]] std::vector<QualityOnset> onsets_at_end(const mains::Grid& grid,
                                                      const mains::GridEvent& event,
                                                      const QualityThresholds& thresholds);

}  // namespace bench::system
