#pragma once

// What stands around an uplink in tests: a board with a clock and no flash, a sealer that leaves
// what it seals as it is, and a link that keeps what it is given.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "firmware/app/uplink.h"
#include "firmware/metrology/event_sink.h"

struct hal_board {
    std::int64_t calendar_minus_uptime_us = 0;
};

namespace meter::app::test {

class PlainSealer final : public cosem::Sealer {
public:
    Result<cosem::Sealed> seal(Bytes plain, std::span<std::uint8_t> out) override {
        sealed.emplace_back(plain.begin(), plain.end());
        std::copy(plain.begin(), plain.end(), out.begin());
        return cosem::Sealed{plain.size(), ++counter};
    }
    Result<std::size_t> open(Bytes, std::span<std::uint8_t>) override { return Error::malformed; }

    std::vector<std::vector<std::uint8_t>> sealed;
    std::uint32_t counter = 0;
};

class OpenLink final : public net::Link {
public:
    [[nodiscard]] std::size_t max_payload() const override { return 2'000; }
    Result<void> send(Instant, const net::LinkPacket&) override {
        ++sent;
        if (busy) return Error::busy;
        return {};
    }
    void abandon() override { ++abandoned; }

    bool busy = false;
    int sent = 0;
    int abandoned = 0;
};

// An uplink with nothing but these around it.
class UplinkBench {
public:
    // What the next message to be sent says, sealed: its octets; none if nothing waits.
    std::optional<std::vector<std::uint8_t>> pump(Instant now) {
        const std::size_t before = sealer.sealed.size();
        static_cast<void>(uplink.pump(now, true, Eui64{}));
        if (sealer.sealed.size() == before) return std::nullopt;
        return sealer.sealed.back();
    }
    void delivered(Instant now) { uplink.link_ended(now, net::LinkStatus::delivered); }

    hal_board hal{};
    port::Board board{&hal};
    port::Flash flash{&hal};
    store::Store store{flash};
    security::CounterLease numbers{store, security::Lease::event_sequence};
    PlainSealer sealer{};
    OpenLink link{};
    Uplink uplink{UplinkConfig{.ack_timeout = seconds(10)}, sealer, link, store, numbers, board};
};

struct Told {
    Stream stream{};
    EventCode code{};
    std::uint32_t register_1 = 0;
    std::uint32_t register_2 = 0;
    CalendarTime when{};
    friend bool operator==(const Told&, const Told&) = default;
};

class Listener final : public metrology::EventSink {
public:
    void qualified(Stream stream, EventNote note, CalendarTime when) override {
        told.push_back({stream, note.code, note.alarms.register_1, note.alarms.register_2, when});
    }
    std::vector<Told> told;
};

// Of a notification, by the description of the wire.
inline std::uint64_t field(const std::vector<std::uint8_t>& octets, std::size_t at,
                           std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8U | octets.at(at + i);
    return value;
}
inline std::uint32_t sequence_of(const std::vector<std::uint8_t>& octets) {
    return static_cast<std::uint32_t>(field(octets, 31, 4));
}

}  // namespace meter::app::test
