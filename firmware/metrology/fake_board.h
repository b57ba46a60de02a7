#pragma once

// The tests' board: records that a test sets, and the calls it counts. Behind the real hal_call, so
// that the firmware's own port is under test with it.

#include <cstdint>
#include <vector>

#include "firmware/core/message.h"
#include "firmware/hal/io.h"
#include "firmware/hal/metering_ic.h"
#include "firmware/hal/rtc.h"
#include "firmware/hal/supply.h"
#include "firmware/metrology/capture_sink.h"
#include "firmware/metrology/event_sink.h"
#include "firmware/units/time.h"

struct hal_board {
    std::int64_t now_us = 0;
    std::int64_t offset_us = 0;  // Calendar minus uptime.
    bool clock_fails = false;
    bool metering_fails = false;
    bool io_fails = false;
    bool supply_fails = false;
    hal_metering metering{};
    hal_io io{};
    hal_supply supply{};
    int metering_reads = 0;
};

namespace meter::metrology {

inline Instant at_us(std::int64_t us) { return Instant{Duration{us}}; }
inline CalendarTime calendar_us(std::int64_t us) { return CalendarTime{Duration{us}}; }

class CaptureLog final : public CaptureSink {
public:
    void captured(const Message& message) override { messages.push_back(message); }
    std::vector<Message> messages;
};

struct LoggedEvent {
    Stream stream{};
    EventCode code{};
    AlarmRegisters alarms{};
    CalendarTime when{};
    friend bool operator==(const LoggedEvent&, const LoggedEvent&) = default;
};

class EventLog final : public EventSink {
public:
    void qualified(Stream stream, EventNote note, CalendarTime when) override {
        events.push_back({stream, note.code, note.alarms, when});
    }
    std::vector<LoggedEvent> events;
};

}  // namespace meter::metrology
