#include "firmware/net/outbox.h"

#include <algorithm>

namespace meter::net {
namespace {

constexpr std::uint8_t kMostDoublings = 3;

constexpr Stream stream_at(std::size_t index) { return static_cast<Stream>(index); }

bool same_on_wire(MessageId a, MessageId b) {
    return a.stream == b.stream && ((a.sequence ^ b.sequence) & kWireSequenceMask) == 0;
}

}  // namespace

Result<void> Outbox::push(const Message& message) {
    if (held(message.id)) return {};
    State& stream = state(message.id.stream);
    if (stream.overflowed) return Error::full;
    const Result<void> accepted = accept(message);
    stream.overflowed = !accepted.ok();
    return accepted;
}

Result<void> Outbox::accept(const Message& message) {
    const Result<void> pushed =
        with(message.id.stream, [&](auto& queue) { return queue.push(message); });
    if (pushed) state(message.id.stream).newest = message.id.sequence;
    return pushed;
}

const Message* Outbox::oldest(Stream stream) const {
    return with(stream, [](const auto& queue) -> const Message* {
        return queue.empty() ? nullptr : &queue.front();
    });
}

const Message* Outbox::next(Instant now) const {
    for (const Stream stream : kByPriority) {
        const Message* message = oldest(stream);
        if (message != nullptr && state(stream).not_before <= now) return message;
    }
    return nullptr;
}

bool Outbox::alarm_waiting(Instant now) const {
    return !alarms_.empty() && state(Stream::alarms).not_before <= now;
}

Instant Outbox::next_deadline(Instant now) const {
    Instant earliest = kNever;
    for (std::size_t s = 0; s < kStreamCount; ++s) {
        const Instant when = states_[s].not_before;
        if (oldest(stream_at(s)) != nullptr && when > now) earliest = std::min(earliest, when);
    }
    return earliest;
}

void Outbox::sent(MessageId id, Instant now, Duration ack_timeout) {
    const Message* head = oldest(id.stream);
    if (head == nullptr || head->id != id) return;  // Acknowledged before the link had reported.
    State& stream = state(id.stream);
    // An alarm is repeated once without waiting longer. Were it every time, confirmations that a
    // busy collector delays would bring on more of what delays them.
    const int repeated = std::min(stream.times_sent, kMostDoublings);
    const int doublings = id.stream == Stream::alarms ? std::max(0, repeated - 1) : repeated;
    stream.not_before = now + ack_timeout * (1 << doublings);
    if (stream.times_sent < kMostDoublings) ++stream.times_sent;
}

void Outbox::failed(MessageId id, Instant retry_at) {
    const Message* head = oldest(id.stream);
    if (head != nullptr && head->id == id) state(id.stream).not_before = retry_at;
}

bool Outbox::acknowledged(MessageId id) {
    const auto index = index_of(id);
    if (!index) return false;
    with(id.stream, [&](auto& queue) {
        for (std::size_t i = *index; i > 0; --i) queue[i] = queue[i - 1];
        queue.pop();
    });
    if (*index == 0) {
        state(id.stream).not_before = Instant{};
        state(id.stream).times_sent = 0;
    }
    return true;
}

bool Outbox::held(MessageId id) const {
    const auto found = find(id);
    return found && *found == id;
}

std::optional<std::size_t> Outbox::index_of(MessageId id) const {
    return with(id.stream, [&](const auto& queue) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < queue.size(); ++i) {
            if (same_on_wire(queue[i].id, id)) return i;
        }
        return std::nullopt;
    });
}

std::optional<MessageId> Outbox::find(MessageId id) const {
    const auto index = index_of(id);
    if (!index) return std::nullopt;
    return with(id.stream, [&](const auto& queue) { return queue[*index].id; });
}

std::size_t Outbox::depth(Stream stream) const {
    return with(stream, [](const auto& queue) { return queue.size(); });
}

std::size_t Outbox::size() const {
    std::size_t held = 0;
    for (const Stream stream : kByPriority) held += depth(stream);
    return held;
}

void Outbox::expect_backlog() {
    for (State& stream : states_) stream.overflowed = true;
}

void Outbox::refill(Backlog& backlog) {
    for (std::size_t s = 0; s < kStreamCount; ++s) {
        if (states_[s].overflowed) refill(backlog, stream_at(s));
    }
}

void Outbox::refill(Backlog& backlog, Stream stream) {
    while (!with(stream, [](const auto& queue) { return queue.full(); })) {
        const auto message = backlog.oldest_owed(stream, state(stream).newest);
        if (!message) {
            state(stream).overflowed = false;
            return;
        }
        state(stream).newest = message->id.sequence;
        if (!held(message->id)) static_cast<void>(accept(*message));  // There is room.
    }
}

}  // namespace meter::net
