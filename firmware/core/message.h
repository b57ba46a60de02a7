#pragma once

// What a meter owes the head end: one capture of its registers, or one event. And what it does not
// owe, whose newest alone is worth sending: phasors, power quality, and pages of a log (bulk) that
// go whenever nothing else is waiting and start anew with each boot.
//
// A message is known by its stream and its sequence. The sequence of a capture is its instant
// divided by the stream's period, so that it survives any reset without being stored; the sequence
// of an event comes from a lease.

#include <array>
#include <cstdint>

#include "firmware/core/alarm.h"
#include "firmware/units/quantity.h"
#include "firmware/units/time.h"

namespace meter {

enum class Stream : std::uint8_t {
    alarms,
    events,
    readings,
    profiles,
    bulk,
    phasors,
    power_quality
};
inline constexpr std::size_t kStreamCount = 7;
inline constexpr std::size_t kOwedStreamCount = 4;  // The first: alarms to profiles.
// An alarm goes before everything.
inline constexpr std::array<Stream, kStreamCount> kByPriority{
    Stream::alarms,   Stream::phasors,       Stream::events, Stream::readings,
    Stream::profiles, Stream::power_quality, Stream::bulk};

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
// Readings and profiles.
constexpr bool is_capture(Stream stream) {
    return stream == Stream::readings || stream == Stream::profiles;
}
// Phasors and power quality.
constexpr bool is_measurement(Stream stream) {
    return stream == Stream::phasors || stream == Stream::power_quality;
}
// Stored when it must wait, and sent until the head end has confirmed it.
constexpr bool is_owed(Stream stream) { return is_event(stream) || is_capture(stream); }

}  // namespace meter
