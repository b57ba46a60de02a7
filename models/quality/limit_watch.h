#pragma once

// One limit: a quantity that is beyond it for long enough, and then inside again for long enough.
//
// The quantity steps at known instants. A meter looks at it in intervals of its own (3 s, 10 s
// ...), so when it decides is known to within `slack` only; what lasts neither clearly longer nor
// clearly shorter is uncertain.

#include <functional>
#include <optional>
#include <vector>

#include "models/quality/happening.h"
#include "models/quality/voltage_reference.h"

namespace bench::quality {

enum class Standing : std::uint8_t {
    beyond,
    between,  // Inside the limit, but not by its hysteresis.
    inside,
    near_limit,  // Within the uncertainty of a measurement.
    unknown      // There is nothing to judge.
};

struct LimitRule {
    Kind kind{};
    std::size_t phase = 0;
    Nanoseconds hold{};
    Nanoseconds slack{};
    Nanoseconds restart{};  // Between two starts.
    bool alarm = false;     // A start is an alarm.
};

class LimitWatch {
public:
    using StandingAt = std::function<Standing(Time)>;

    // `changes`: the instants at which the standing may change, in order; it outlives this.
    LimitWatch(const LimitRule& rule, StandingAt standing, const std::vector<Time>& changes,
               Time boot);

    // All that can be decided before `until`.
    void advance(Time until, std::vector<Owed>& out);
    // Nothing will be decided before this.
    [[nodiscard]] Time next() const { return next_; }

private:
    struct Stretch {
        Time from;
        Time to;
        bool certain = true;  // Else some of it is near the limit.
    };
    [[nodiscard]] std::optional<Stretch> stretch_from(Time time) const;
    [[nodiscard]] Time change_after(Time time) const;

    LimitRule rule_;
    StandingAt standing_;
    const std::vector<Time>& changes_;
    bool active_ = false;
    Time from_;      // Stretches before this have been dealt with.
    Time next_;      // The earliest decision on the stretch that comes.
    Time earliest_;  // Of the next start.
};

}  // namespace bench::quality
