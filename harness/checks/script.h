#pragma once

// For tests: a hand-made trace of one meter (entity 1) and one collector (entity 2).

#include <vector>

#include "firmware/core/alarm.h"
#include "firmware/core/message.h"
#include "harness/checks/facts.h"
#include "models/trace/events.h"

namespace bench::checks {

inline constexpr std::int64_t kCalendarStart = 1'767'225'600'000'000;
inline constexpr trace::Entity kMeter = 1;
inline constexpr trace::Entity kCollector = 2;
inline constexpr std::uint32_t kAlarms = static_cast<std::uint32_t>(meter::Stream::alarms);
inline constexpr std::uint32_t kReadings = static_cast<std::uint32_t>(meter::Stream::readings);

constexpr Time at_ms(std::int64_t milliseconds) {
    return kStart + Nanoseconds{milliseconds * 1'000'000};
}

// 100 s, of which 10 .. 90 s are judged; readings each second within 1 s, alarms within 100 ms.
inline RunFacts run_facts() {
    RunFacts facts;
    facts.streams = {{"alarms", {}, std::chrono::milliseconds{100}},
                     {"events", {}, {}},
                     {"readings", std::chrono::seconds{1}, std::chrono::seconds{1}},
                     {"profiles", {}, {}}};
    facts.warmup = facts.drain = std::chrono::seconds{10};
    facts.duration = std::chrono::seconds{100};
    return facts;
}

class Script {
public:
    explicit Script(trace::Sink& sink) : sink_{sink} {}

    // 3.6 kWh per hour: 0.01 Wh in 10 ms, so the two instants differ by one.
    static trace::MintedValues values(std::int64_t ms) {
        return {ms / 10, 0, 3'600'999, 230'179, 15'653};
    }
    void capture(std::int64_t ms) {
        const trace::CaptureDue due{kReadings, 0, 0, kCalendarStart + ms * 1000, 1'000'000};
        std::vector<std::uint8_t> bytes;
        for (const auto& minted : {values(ms), values(ms + 10)}) {
            const auto part = trace::bytes_of(minted);
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
        sink_.record(trace::make(at_ms(ms), kMeter, due), bytes);
    }
    static trace::Acceptance reading(std::int64_t capture_ms) {
        trace::Acceptance accepted;
        accepted.sequence = static_cast<std::uint32_t>(1'000 + capture_ms / 1'000);
        accepted.stream = static_cast<std::uint8_t>(kReadings);
        accepted.calendar_us = kCalendarStart + capture_ms * 1000;
        accepted.import_cwh = values(capture_ms).import_cwh;
        accepted.power_w = 3'600;
        accepted.voltage_dv = 2'301;
        accepted.current_ma = 15'653;
        return accepted;
    }
    void accept(const trace::Acceptance& accepted, std::int64_t ms, std::uint32_t ticket = 0,
                std::uint32_t datagram = 0, std::int64_t arrival_ms = 0) {
        const trace::PushAccepted push{ticket, datagram, arrival_ms * 1'000'000};
        sink_.record(trace::make(at_ms(ms), kMeter, push), trace::bytes_of(accepted));
    }
    void accept_reading(std::int64_t capture_ms, std::int64_t latency_ms) {
        accept(reading(capture_ms), capture_ms + latency_ms);
    }
    // Qualified after 10 ms.
    void open_cover(std::int64_t ms,
                    meter::EventCode code = meter::EventCode::meter_cover_removed) {
        const trace::EventOnset onset{kAlarms, static_cast<std::uint16_t>(code), 0, 10'000'000,
                                      kCalendarStart + ms * 1000};
        send(ms, kMeter, onset);
    }
    static trace::Acceptance alarm(std::int64_t onset_ms, std::uint32_t sequence) {
        trace::Acceptance accepted;
        accepted.sequence = sequence;
        accepted.stream = static_cast<std::uint8_t>(kAlarms);
        accepted.event_code = static_cast<std::uint8_t>(meter::EventCode::meter_cover_removed);
        accepted.calendar_us = kCalendarStart + (onset_ms + 10) * 1000;
        accepted.alarm_register_1 = meter::kAlarm1FraudAttempt;
        return accepted;
    }
    // Latency counts from the qualification.
    void accept_alarm(std::int64_t onset_ms, std::uint32_t sequence, std::int64_t latency_ms) {
        accept(alarm(onset_ms, sequence), onset_ms + 10 + latency_ms);
    }
    template <typename Event>
    void send(std::int64_t ms, trace::Entity entity, const Event& event,
              const std::vector<std::uint8_t>& bytes = {}) {
        sink_.record(trace::make(at_ms(ms), entity, event), bytes);
    }
    // A capture each second of the run, accepted after `latency_ms`, where `skip` does not say
    // otherwise.
    template <typename Skip>
    void readings(std::int64_t seconds, std::int64_t latency_ms, Skip skip) {
        for (std::int64_t s = 1; s <= seconds; ++s) {
            capture(s * 1'000);
            if (!skip(s)) accept_reading(s * 1'000, latency_ms);
        }
    }
    void readings(std::int64_t seconds, std::int64_t latency_ms) {
        readings(seconds, latency_ms, [](std::int64_t) { return false; });
    }

private:
    trace::Sink& sink_;
};

}  // namespace bench::checks
