#pragma once

// A check as the author wrote it, taken apart: plain data, nothing evaluated and nothing bound.
//
// Streams and timeline entries stand by name; CheckSet binds them to the numbers of the trace.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/time/time.h"

namespace bench::checks {

enum class Comparison : std::uint8_t { less, at_most, equal, not_equal, at_least, more };

template <typename Value>
constexpr bool holds(Comparison comparison, Value seen, Value limit) {
    switch (comparison) {
        case Comparison::less:
            return seen < limit;
        case Comparison::at_most:
            return !(limit < seen);
        case Comparison::equal:
            return !(seen < limit) && !(limit < seen);
        case Comparison::not_equal:
            return seen < limit || limit < seen;
        case Comparison::at_least:
            return !(seen < limit);
        case Comparison::more:
            return limit < seen;
    }
    return false;
}

// A share in millionths: 99.9 % is 999 000.
using Millionths = std::uint32_t;
using StreamName = std::string;  // "all" is every stream.

// p99(latency(readings)) < 100 ms
enum class Aggregate : std::uint8_t { quantile, mean, max, min };
struct LatencyLimit {
    Aggregate aggregate{};
    Millionths quantile = 0;
    StreamName stream;
    Comparison comparison{};
    Nanoseconds limit{};
};

// lost(all) == 0
enum class Fact : std::uint8_t {
    accepted,
    late,
    lost,
    altered,
    reordered,
    accepted_twice,
    redelivered,
    excused,
    nonce_reused,
    violations
};
struct TallyLimit {
    Fact fact{};
    StreamName stream;
    Comparison comparison{};
    std::uint64_t limit = 0;
};

// count(latency(alarms) > 80 ms) <= 2
struct LatencyCount {
    StreamName stream;
    Comparison condition{};
    Nanoseconds bound{};
    Comparison comparison{};
    std::uint64_t limit = 0;
};

// share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 %
struct ShareLimit {
    StreamName stream;
    Comparison condition{};
    Nanoseconds bound{};
    Millionths limit = 0;
    std::optional<Millionths> confidence;  // Then it is a claim over a sweep.
};

// uptime(readings, 5 min) >= 99 %, while the module has power; availability(...) over all time.
struct UptimeLimit {
    StreamName stream;
    Nanoseconds window{};
    Millionths limit = 0;
    bool over_all_time = false;
};

// event_time_error(alarms) <= 20 ms
struct EventTimeLimit {
    StreamName stream;
    Comparison comparison{};
    Nanoseconds limit{};
};

// tve(phasors) <= 1 %: total vector error, IEEE C37.118.1-2011, 5.3.2.
struct VectorErrorLimit {
    Comparison comparison{};
    Millionths limit = 0;
};

// delivery(meter) >= 95 %: of the frames of a node that ask for an acknowledgement, those that got
// one; each try counts.
struct DeliveryLimit {
    std::string node;
    Comparison comparison{};
    Millionths limit = 0;
};

// energy_error(import) within ± 1 %, or ± 4.14 Wh: the change that a standard allows without load.
struct EnergyLimit {
    bool export_register = false;
    bool in_wh = false;
    Millionths limit = 0;
};

// Of a power-quality message; `angle` of voltages and currents against U1.
enum class Quantity : std::uint8_t {
    voltage,
    current,
    active_power,
    reactive_power,
    frequency,
    unbalance,
    voltage_harmonics,
    current_harmonics,
    voltage_thd,
    current_thd,
    angle
};
// measurement_error(frequency) within ± 10 mHz
struct MeasurementLimit {
    Quantity quantity{};
    Millionths limit = 0;  // Of the reading, of one, of 1 Hz or of 1 degree, by quantity.
};

struct Event {
    // message: one that the head end accepted, of an event's code.
    enum class Kind : std::uint8_t { firmware_failed, firmware_reset, fault, note, message };
    Kind kind{};
    std::string name;  // Of the entry, the note or the code.
    friend bool operator==(const Event&, const Event&) = default;
};
struct Never {
    Event event;
};
struct EventCount {
    Event event;
    Comparison comparison{};
    std::uint64_t limit = 0;
};
// always queue.depth <= 64
struct AlwaysDepth {
    Comparison comparison{};
    std::uint64_t limit = 0;
};
// whenever fault(cover), accepted(alarms) within 150 ms
struct Whenever {
    Event event;
    StreamName stream;
    Nanoseconds within{};
    std::optional<Event> answer;  // event(over_voltage_l1) in place of accepted(S).
};

using Part = std::variant<LatencyLimit, TallyLimit, LatencyCount, ShareLimit, UptimeLimit,
                          DeliveryLimit, EnergyLimit, MeasurementLimit, EventTimeLimit,
                          VectorErrorLimit, Never, EventCount, AlwaysDepth, Whenever>;

struct Scope {
    bool outside = true;  // Else: during.
    std::string entry;
    friend bool operator==(const Scope&, const Scope&) = default;
};

struct Expression {
    std::vector<Part> parts;  // Joined by `and`; at least one.
    std::optional<Scope> scope;
};

}  // namespace bench::checks
