#pragma once

// What became of one message, as the ledger settled it, and who wants to know.

#include <cstdint>
#include <optional>
#include <string>

#include "models/time/time.h"
#include "models/trace/record.h"

namespace bench::checks {

struct Outcome {
    enum class Kind : std::uint8_t {
        delivered,       // Accepted for the first time.
        lost,            // Never accepted by the end of the run.
        accepted_twice,  // One capture instant or one event under another sequence.
        redelivered,     // The same stream and sequence again, which is legal.
        excused,         // Never accepted, and not owed.
        phantom          // Accepted and never minted.
    };
    Kind kind{};
    trace::Entity meter = 0;
    std::uint8_t stream = 0;
    std::uint32_t sequence = 0;
    std::uint32_t code = 0;  // meter::EventCode; 0: a capture.
    std::uint64_t ordinal =
        0;       // Number of the message within its meter's stream, from 1 as minted.
    Time cause;  // From here latency counts; of a phantom its acceptance.
    std::optional<Time> accepted;
    Nanoseconds deadline{};  // Zero: none.
    bool judged = false;     // Its cause lies in the judged time.
    bool late = false;       // Of delivered and lost ones.
    bool altered =
        false;        // Another content than minted, or than the first delivery's. Phantoms are.
    std::string why;  // What is altered, in words.
    Nanoseconds date_error{};  // Of an event: how far its date lies beside those that are right.
    bool reordered = false;
    std::int64_t import_cwh = 0;  // As accepted.
    std::int64_t export_cwh = 0;
    std::uint32_t ticket = 0;  // Invocation counter of the accepted APDU.
    std::uint32_t datagram = 0;
    Time arrival;

    [[nodiscard]] Nanoseconds latency() const {
        return accepted ? *accepted - cause : Nanoseconds::max();
    }
    // A message acts from its cause to its deadline or its acceptance, whichever is later.
    [[nodiscard]] Time life_end() const {
        const Time due = cause + deadline;
        return accepted && *accepted > due ? *accepted : due;
    }
    // When something about it went wrong for certain.
    [[nodiscard]] Time violated() const {
        const bool by_deadline = late && !altered && !reordered;
        return by_deadline || !accepted ? cause + deadline : *accepted;
    }
};

class OutcomeListener {
public:
    virtual void settled(const Outcome& outcome) = 0;

protected:
    ~OutcomeListener() = default;
};

}  // namespace bench::checks
