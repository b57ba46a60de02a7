#pragma once

// One meter's one stream: what was minted, what came of it, and how the two are matched.
//
// A capture is known by its instant, an event by its code and by the date that the meter gives it,
// within those that a right meter may give (trace::EventDates). Memory is bounded: settled messages
// leave after kSettled later ones, and more than kPending open ones settle as lost, oldest first.

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>

#include "harness/checks/intervals.h"
#include "harness/checks/outcome.h"
#include "harness/checks/register_advance.h"
#include "models/trace/events.h"

namespace bench::checks {

class Track {
public:
    static constexpr std::size_t kSettled = 16'384;
    static constexpr std::size_t kPending = 262'144;

    struct Expected {
        std::uint64_t ordinal = 0;
        Time cause;
        std::int64_t calendar_us = 0;  // Capture instant, or the earliest date of an event.
        std::int64_t aim_us = 0;       // Of an event: its likeliest date ...
        std::int64_t latest_us = 0;    // ... and its latest.
        std::uint32_t code = 0;        // Of an event; 0: a capture.
        bool excused = false;          // Not owed: lost without complaint.
        bool dated = false;            // Of an event: its dates are bounds, not guesses.
        bool measured = false;         // All values lie between early and late.
        trace::MintedValues early;
        trace::MintedValues late;
        std::optional<trace::MintedRegisters> registers;  // Of one that is `measured`.
    };

    void expect(Expected expected);
    // Kind, sequence, cause, ordinal, altered and reordered of one acceptance.
    [[nodiscard]] Outcome accept(const trace::Acceptance& accepted, Time time);
    // The oldest open message, when there are more than fit, or at the end of the run.
    [[nodiscard]] std::optional<Expected> give_up(bool all);

private:
    struct Settled {
        std::uint64_t ordinal = 0;
        Time cause;
        std::int64_t key_us = 0;   // Expected::calendar_us
        std::int64_t said_us = 0;  // Acceptance::calendar_us
        std::int64_t window_us = 0;
        std::uint32_t code = 0;
        std::uint64_t digest = 0;
    };
    using Pending = std::multimap<std::int64_t, Expected>;

    // beyond: an event with another date than one that is right, and no other to be.
    [[nodiscard]] Pending::iterator match(const trace::Acceptance& accepted, bool beyond = false);
    [[nodiscard]] const Settled* match_settled(const trace::Acceptance& accepted,
                                               bool exactly) const;
    void remember(const trace::Acceptance& accepted, const Settled& settled);
    void forget_oldest();
    [[nodiscard]] bool is_right(const trace::Acceptance& accepted, const Expected& expected);
    [[nodiscard]] Outcome delivered(const trace::Acceptance& accepted, Pending::iterator item);
    [[nodiscard]] Outcome again(const trace::Acceptance& accepted, const Settled& first);

    Pending pending_;
    std::unordered_map<std::uint32_t, Settled> settled_;  // By sequence.
    std::multimap<std::int64_t, std::uint32_t> settled_by_key_;
    std::deque<std::uint32_t> order_;
    IntervalSet forgotten_;                   // Sequences that left settled_.
    std::optional<std::int64_t> horizon_us_;  // Newest key that was forgotten.
    std::optional<std::uint32_t> highest_;    // Sequence accepted so far.
    std::uint64_t minted_ = 0;
    RegisterAdvance advance_;
    std::int64_t longest_us_ = 0;  // From the earliest date of an event to its latest.
};

}  // namespace bench::checks
