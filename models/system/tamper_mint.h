#pragma once

// What a meter owes for an input that shows tampering: an alarm for a level that stays open for the
// debounce time, an event for one that closes again.
//
// Told by when the module runs: at each boot it finds the input anew. An opening that nobody could
// tell, since the module was down all the while, is owed at the next boot: the switch is latched
// on the clock's battery (as the manuals of meters with a tamper log promise).

#include <vector>

#include "models/system/owing.h"

namespace bench::system {

struct TamperInput {
    meter::EventCode begins{};
    meter::EventCode ends{};
    Nanoseconds debounce{};
};

class TamperMint {
public:
    // `open`: when the input is open, united.
    TamperMint(const TamperInput& input, std::vector<TimeSpan> open, const Owing& owing)
        : input_{input}, open_{std::move(open)}, owing_{owing} {}

    // The input changes at `now`.
    void edge(Time now);
    // The module boots at `now`, for whatever reason.
    void booted(Time now);

private:
    // What lies so near the debounce time is neither long enough nor too short.
    static constexpr Nanoseconds kMargin = std::chrono::milliseconds{1};

    void settle(Time now, Time edge);
    void tell(Time now, Time edge, bool open, bool certain);
    [[nodiscard]] bool open_at(Time time) const { return within(open_, time); }

    TamperInput input_;
    std::vector<TimeSpan> open_;
    const Owing& owing_;
    bool told_open_ = false;
    bool opening_certain_ = true;  // The opening that was told must have been.
    Time last_down_ = kStart;      // Openings before this have been dealt with.
};

}  // namespace bench::system
