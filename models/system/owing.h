#pragma once

// What every mint of one meter's events needs: who owes, whether it will live to tell, and the
// record that says so.

#include <vector>

#include "firmware/core/alarm.h"
#include "firmware/core/message.h"
#include "models/board/board.h"
#include "models/supply/supply.h"
#include "models/system/config.h"
#include "models/system/spans.h"
#include "models/trace/events.h"

namespace bench::system {

// What a firmware needs to make a record durable when mains are gone: one sector erase that is
// under way, and the pages of its queue. What comes about later than this before the reservoir is
// empty is not owed.
inline constexpr Nanoseconds kTimeToStore = std::chrono::milliseconds{60};
// Date and time on the wire have hundredths of a second, truncated.
inline constexpr std::int64_t kWireStepUs = 10'000;

// Dates of the meter's clock, by world time.
struct DateRange {
    Time earliest;
    Time latest;
};

class Owing {
public:
    // `gaps`: when the mains do not feed the meter, united. All of it outlives this.
    Owing(trace::Entity entity, const board::Board& board, const supply::Supply& supply,
          std::vector<TimeSpan> gaps, trace::Sink& trace)
        : entity_{entity}, board_{board}, supply_{supply}, gaps_{std::move(gaps)}, trace_{trace} {}

    // The module, which runs at `now`, does so until then, as far as its supply goes.
    [[nodiscard]] bool lives(Time now, Time until) const;
    [[nodiscard]] const std::vector<TimeSpan>& gaps() const { return gaps_; }
    [[nodiscard]] const board::Board& board() const { return board_; }

    struct Event {
        meter::Stream stream{};
        unsigned code = 0;
        Time qualified;  // From here on latency counts; `now` if it is earlier.
        DateRange dates;
        bool certain = true;
    };
    // Certain only if the module lives to store it.
    void owe(Time now, const Event& event) const;

private:
    trace::Entity entity_;
    const board::Board& board_;
    const supply::Supply& supply_;
    std::vector<TimeSpan> gaps_;
    trace::Sink& trace_;
};

}  // namespace bench::system
