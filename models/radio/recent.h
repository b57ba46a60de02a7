#pragma once

// The frames of the last while by number, and which of them hang together in time.
//
// A busy period is a stretch without a moment at which nothing was on the air. Who has slept
// through it was locked on nothing when it began, so nobody must look further back.

#include <algorithm>
#include <cstdint>
#include <deque>

#include "models/radio/transmission.h"

namespace bench::radio {

class Recent {
public:
    // Sets the frame's period. `quiet`: nothing else is on the air.
    void add(Transmission& frame, bool quiet) {
        if (split_ || frames_.empty() || (quiet && frame.start >= busy_until_)) {
            period_ = frame.number;
            period_start_ = frame.start;
        }
        split_ = false;
        frame.period = period_;
        busy_until_ = std::max(busy_until_, frame.planned_end);
        frames_.push_back(&frame);
    }
    [[nodiscard]] const Transmission* find(std::uint32_t number) const {
        if (frames_.empty() || number < oldest()) return nullptr;
        const std::size_t at = number - oldest();
        return at < frames_.size() ? frames_[at] : nullptr;
    }
    // Number of the first frame, below `before`, that somebody may be locked on at `since` or later
    // who was on none before `floor`. `quiet` as above.
    [[nodiscard]] std::uint32_t matters_from(Time since, std::uint32_t before, std::uint32_t floor,
                                             bool quiet) const {
        const Transmission* const next = find(before);
        if (next == nullptr && quiet && busy_until_ <= since) return before;
        if (next != nullptr && next->period == before && next->start <= since) return before;
        std::uint32_t first = before;
        while (first > floor) {
            const Transmission* const last = find(first - 1);
            if (last == nullptr) break;
            first = last->period;
            const Transmission* const opener = find(first);
            if (opener == nullptr) return std::max(first, oldest());
            if (opener->start <= since) break;
        }
        return first;
    }
    // Forgets what had ended by then; never a frame of the running period.
    void forget(Time limit) {
        while (!frames_.empty() && frames_.front()->number < period_ && !frames_.front()->on_air &&
               frames_.front()->planned_end < limit) {
            frames_.pop_front();
        }
    }
    // Frames below this number are not remembered.
    [[nodiscard]] std::uint32_t oldest() const {
        return frames_.empty() ? 0 : frames_.front()->number;
    }
    [[nodiscard]] Nanoseconds period_length(Time now) const { return now - period_start_; }
    // The next frame opens a period: everybody has looked at all frames so far.
    void split() { split_ = true; }

private:
    std::deque<Transmission*> frames_;
    Time busy_until_{};
    Time period_start_{};
    std::uint32_t period_ = 0;
    bool split_ = false;
};

}  // namespace bench::radio
