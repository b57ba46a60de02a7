#pragma once

// How a struct goes into the words of a record, or into the bytes beside it, and comes back.

#include <cstring>
#include <span>
#include <type_traits>

#include "models/trace/record.h"

namespace bench::trace {

// Whether every bit of a struct belongs to a field.
template <typename Struct>
inline constexpr bool kWithoutPadding =
    std::is_trivially_copyable_v<Struct>&& std::has_unique_object_representations_v<Struct>;

// An event's fields go into the words b, c, d in the order of declaration (24 octets at most)
// after `a`, which is the event's own number (ticket, fault, frame ...).
template <typename Event>
Record make(Time time, Entity entity, const Event& event) {
    static_assert(kWithoutPadding<Event> && sizeof(Event) <= 28);
    Record record{time, Event::kKind, entity};
    std::uint8_t words[28] = {};
    std::memcpy(words, &event, sizeof event);
    std::memcpy(&record.a, words, 4);
    std::memcpy(&record.b, words + 4, 24);
    return record;
}

template <typename Event>
Event read(const Record& record) {
    std::uint8_t words[28];
    std::memcpy(words, &record.a, 4);
    std::memcpy(words + 4, &record.b, 24);
    static_assert(kWithoutPadding<Event> && sizeof(Event) <= sizeof words);
    Event event;
    std::memcpy(&event, words, sizeof event);
    return event;
}

// A struct's bytes, for what goes beside a record; and back. `bytes` must have that size.
template <typename Struct>
std::span<const std::uint8_t> bytes_of(const Struct& value) {
    static_assert(kWithoutPadding<Struct>);
    return {reinterpret_cast<const std::uint8_t*>(&value), sizeof value};
}
template <typename Struct>
Struct from_bytes(std::span<const std::uint8_t> bytes) {
    static_assert(kWithoutPadding<Struct>);
    Struct value{};
    if (bytes.size() >= sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

}  // namespace bench::trace
