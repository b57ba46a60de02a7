#pragma once

// What a meter owes its head end, in the order in which it is to be sent.
//
// Streams have strict priority (kByPriority). Within a stream only the
// oldest message is under way until its application acknowledgement has come, so the order is kept.
// A message that finds no room belongs to the backlog, and so does every later one of its stream
// until refill() has caught up: nothing overtakes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "firmware/core/message.h"
#include "firmware/core/result.h"
#include "firmware/core/ring.h"
#include "firmware/net/backlog.h"
#include "firmware/units/time.h"

namespace meter::net {

// What the wire carries of a sequence.
inline constexpr std::uint32_t kWireSequenceMask = 0x1FFFFF;

class Outbox {
public:
    // Error::full: there is no room, or the stream has overflowed; the message is the backlog's.
    // A message that is held already is accepted and changes nothing.
    Result<void> push(const Message& message);

    // The most urgent message that may be sent now; none if all wait for something.
    [[nodiscard]] const Message* next(Instant now) const;
    // next() is an alarm: worth giving up what is being sent.
    [[nodiscard]] bool alarm_waiting(Instant now) const;
    // The earliest instant after `now` at which next() may change by itself.
    [[nodiscard]] Instant next_deadline(Instant now) const;

    // The link has delivered it: its acknowledgement is awaited. The wait doubles with every
    // repetition up to eightfold; an alarm's first repetition comes after one wait.
    void sent(MessageId id, Instant now, Duration ack_timeout);
    // The link gave up: not again before `retry_at`.
    void failed(MessageId id, Instant retry_at);
    // True, and removed, if it was held. The low 21 bits of the sequence decide.
    bool acknowledged(MessageId id);

    // Whole identity of a held message that the wire calls `id`.
    [[nodiscard]] std::optional<MessageId> find(MessageId id) const;
    [[nodiscard]] bool holds(MessageId id) const { return find(id).has_value(); }
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::size_t depth(Stream stream) const;

    // Messages of this stream go to the backlog until refill() has caught up.
    [[nodiscard]] bool overflowed(Stream stream) const { return state(stream).overflowed; }
    // At boot: the backlog may owe messages from before, which go first.
    void expect_backlog();
    // Takes from the backlog what fits, in order; a stream of which it has no more is caught up.
    void refill(Backlog& backlog);

    // visit(const Message&), by stream, oldest first.
    template <typename Visit>
    void for_each(Visit&& visit) const {
        for (std::size_t s = 0; s < kStreamCount; ++s) {
            with(static_cast<Stream>(s), [&](const auto& queue) {
                for (std::size_t i = 0; i < queue.size(); ++i) visit(queue[i]);
            });
        }
    }

private:
    struct State {
        Instant not_before{};         // Of the oldest message.
        std::uint8_t times_sent = 0;  // Of the oldest message.
        bool overflowed = false;
        std::optional<std::uint32_t> newest{};  // Sequence last accepted.
    };

    // One ring per stream, each of its own size: the visitor sees whichever it is.
    template <typename Self, typename Visit>
    static decltype(auto) with_queue(Self& self, Stream stream, Visit&& visit) {
        switch (stream) {
            case Stream::alarms:
                return visit(self.alarms_);
            case Stream::events:
                return visit(self.events_);
            case Stream::readings:
                return visit(self.readings_);
            case Stream::profiles:
                return visit(self.profiles_);
            case Stream::phasors:
                return visit(self.phasors_);
            case Stream::power_quality:
                return visit(self.power_quality_);
            case Stream::bulk:
                break;
        }
        return visit(self.bulk_);
    }
    template <typename Visit>
    decltype(auto) with(Stream stream, Visit&& visit) {
        return with_queue(*this, stream, visit);
    }
    template <typename Visit>
    decltype(auto) with(Stream stream, Visit&& visit) const {
        return with_queue(*this, stream, visit);
    }

    [[nodiscard]] State& state(Stream stream) { return states_[static_cast<std::size_t>(stream)]; }
    [[nodiscard]] const State& state(Stream stream) const {
        return states_[static_cast<std::size_t>(stream)];
    }
    [[nodiscard]] const Message* oldest(Stream stream) const;
    [[nodiscard]] std::optional<std::size_t> index_of(MessageId id) const;
    [[nodiscard]] bool held(MessageId id) const;  // In all bits of its sequence.
    Result<void> accept(const Message& message);
    void refill(Backlog& backlog, Stream stream);

    Ring<Message, 16> alarms_{};
    Ring<Message, 16> events_{};
    Ring<Message, 64> readings_{};
    Ring<Message, 16> profiles_{};
    Ring<Message, 1> bulk_{};
    Ring<Message, 2> phasors_{};  // One under way, and the newest.
    Ring<Message, 2> power_quality_{};
    std::array<State, kStreamCount> states_{};
};

}  // namespace meter::net
