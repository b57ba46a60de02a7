#pragma once

// Everything that happens, as fixed-size records that online sinks consume as they come.
//
// A record is a time, a kind, an entity and four words; events.h says what the words mean for each
// kind. A record may carry bytes (a frame, a datagram, accepted values), which live only during the
// call.

#include <cstdint>
#include <span>
#include <vector>

#include "models/time/time.h"

namespace bench::trace {

// Index of a thing that acts: 0 is the world, then the nodes in the order of the scenario.
using Entity = std::uint16_t;
inline constexpr Entity kWorld = 0;

enum class Kind : std::uint16_t {
    booted = 1,
    powered_down,
    mains_changed,
    firmware_note,
    firmware_failed,
    capture_due,
    event_onset,
    job_submitted,
    channel_busy,
    frame_sent,
    frame_received,
    frame_lost,
    job_done,
    datagram_sent,
    datagram_delivered,
    datagram_lost,
    push_accepted,
    push_rejected,
    fault_started,
    fault_ended,
    fault_effective,
    violation,
    flash_operation,
    measurement_accepted,
    measurement_truth,
    memory_flipped,
    phasors_accepted,
    phasors_truth
};
// Numbers that a kind may have, 0 among them.
inline constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::phasors_truth) + 1;

struct Record {
    Time time;
    Kind kind;
    Entity entity;
    std::uint32_t a = 0;
    std::uint64_t b = 0;
    std::uint64_t c = 0;
    std::uint64_t d = 0;
};
static_assert(sizeof(Record) == 40);

class Sink {
public:
    virtual ~Sink() = default;
    virtual void record(const Record& record, std::span<const std::uint8_t> bytes) = 0;
    void record(const Record& item) { record(item, {}); }
};

// Hands every record to each of its sinks, in the order in which they were added.
class Fan final : public Sink {
public:
    using Sink::record;
    void add(Sink& sink) { sinks_.push_back(&sink); }
    void record(const Record& item, std::span<const std::uint8_t> bytes) override {
        ++count_;
        for (Sink* sink : sinks_) sink->record(item, bytes);
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }

private:
    std::vector<Sink*> sinks_;
    std::uint64_t count_ = 0;
};

}  // namespace bench::trace
