#pragma once

// What a meter owes the head end: one capture of its registers, or one event. And bulk, which it
// does not owe: pages of a log that go whenever nothing else is waiting, and start anew with each
// boot.
//
// A message is known by its stream and its sequence. The sequence of a capture is its instant
// divided by the stream's period, so that it survives any reset without being stored; the sequence
// of an event comes from a lease.

#include <cstdint>

#include "firmware/core/alarm.h"
#include "firmware/units/quantity.h"
#include "firmware/units/time.h"

namespace meter {

// In the order of priority: an alarm goes before everything.
enum class Stream : std::uint8_t { alarms, events, readings, profiles, bulk };
inline constexpr std::size_t kStreamCount = 5;

struct Capture {
    Energy import{};
    Energy export_{};
    Milliwatts power{};  // Positive: import.
    Millivolts voltage{};
    Milliamperes current{};
};

struct EventNote {
    EventCode code{};
    AlarmRegisters alarms{};
};

struct MessageId {
    Stream stream{};
    std::uint32_t sequence = 0;
    friend constexpr bool operator==(MessageId, MessageId) = default;
};

// `capture` counts for readings and profiles, `event` for alarms and events.
struct Message {
    MessageId id{};
    CalendarTime time{};  // The capture instant, or when the event was qualified.
    Capture capture{};
    EventNote event{};
};

constexpr bool is_event(Stream stream) {
    return stream == Stream::alarms || stream == Stream::events;
}

}  // namespace meter
