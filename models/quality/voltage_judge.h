#pragma once

// Dips, swells, interruptions and lost phases out of one-cycle values, by IEC 61000-4-30:
// thresholds with hysteresis, events of several phases as one.
//
// A dip begins when any phase falls below its threshold and ends when all are back above threshold
// and hysteresis; a swell likewise, the other way. An interruption is all phases below the
// interruption threshold, until one is above it by the hysteresis. A phase is lost when it alone
// (or two) is below for the debounce time, and returns likewise.

#include <array>
#include <optional>
#include <vector>

#include "models/quality/happening.h"
#include "models/quality/thresholds.h"

namespace bench::quality {

using PerPhase = std::array<double, 3>;

class VoltageJudge {
public:
    explicit VoltageJudge(const Thresholds& thresholds) : limits_{thresholds} {}

    // One-cycle values at `time`, as shares of the declared voltage; `onset` is when they began to
    // change. Times never go back. Appends what is decided by them.
    void take(Time time, Time onset, const PerPhase& values, std::vector<Happening>& out);
    // When a debounce that runs will have run; kEndOfTime if none does.
    [[nodiscard]] Time due() const;
    // No event is under way.
    [[nodiscard]] bool idle() const;

private:
    struct Group {  // Of several phases.
        bool active = false;
        std::array<bool, 3> phases{};
        Time began;
    };
    struct Loss {
        bool active = false;
        std::optional<Time> since;  // The mains changed then, and stay so.
    };

    void group(Kind kind, Group& group, const std::array<bool, 3>& beyond, bool recovered,
               const Happening& at, std::vector<Happening>& out);
    void interruption(const std::array<bool, 3>& dead, const std::array<bool, 3>& dead_end,
                      const Happening& at, std::vector<Happening>& out);
    void loss(std::size_t phase, bool enter, bool leave, const Happening& at,
              std::vector<Happening>& out);
    void tell(Kind kind, std::size_t phase, bool ended, const Happening& at,
              std::vector<Happening>& out);
    [[nodiscard]] bool budget(Kind kind, std::size_t phase, Time time);

    Thresholds limits_;
    Group dip_;
    Group swell_;
    bool interrupted_ = false;
    std::array<Loss, 3> loss_;
    std::array<std::array<Time, 3>, 3> paid_until_{};  // By kind and phase: of the alarms.
};

}  // namespace bench::quality
