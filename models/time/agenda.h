#pragma once

// What will happen, in order: the one heap of timed events of a bench.
//
// An entry cannot be taken back; an actor that changes its mind puts a generation into `argument`
// and ignores entries of an older one. Entries of one instant run in the order in which they were
// made. (An sc_event would hold one notification and silently drop a later one.)

#include <cstdint>
#include <vector>

#include "models/time/time.h"

namespace bench {

class Actor {
public:
    virtual ~Actor() = default;
    // `what` and `argument` are the actor's own.
    virtual void wake(Time now, std::uint32_t what, std::uint64_t argument) = 0;
};

class Agenda {
public:
    [[nodiscard]] Time now() const { return now_; }
    // Not before now(): an earlier time is now.
    void at(Time time, Actor& actor, std::uint32_t what, std::uint64_t argument = 0);
    // Runs every entry up to and including `end`; then now() is `end`.
    void run_until(Time end);
    [[nodiscard]] Time next() const { return heap_.empty() ? kEndOfTime : heap_.front().time; }
    [[nodiscard]] std::uint64_t executed() const { return executed_; }

private:
    struct Entry {
        Time time;
        std::uint64_t order;
        Actor* actor;
        std::uint64_t argument;
        std::uint32_t what;
    };
    struct Later {
        bool operator()(const Entry& a, const Entry& b) const {
            return a.time != b.time ? a.time > b.time : a.order > b.order;
        }
    };
    std::vector<Entry> heap_;
    Time now_{};
    std::uint64_t order_ = 0;
    std::uint64_t executed_ = 0;
};

}  // namespace bench
