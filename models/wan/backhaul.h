#pragma once

// The wide-area link between the collector's modem and the head end.
//
// Every datagram takes the same time and is lost or not by a draw of its own (draw_order.h).
// A cut loses what is in flight when it starts and all that is sent until it ends. Not modelled:
// bandwidth, varying delay, duplication (README, "Limits").

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "models/chance/chance.h"
#include "models/time/agenda.h"
#include "models/trace/events.h"
#include "models/trace/fault_observer.h"
#include "models/wan/config.h"
#include "models/wan/draw_order.h"

namespace bench::wan {

// Where a datagram comes out. `packet` is an IPv6 packet and lives only during the call.
class DatagramSink {
public:
    virtual void deliver(Time now, std::uint32_t datagram,
                         std::span<const std::uint8_t> packet) = 0;

protected:
    ~DatagramSink() = default;
};

class Backhaul final : public Actor {
public:
    static constexpr std::size_t kMaxInFlight = 4096;  // What would exceed it is lost.

    // Throws std::invalid_argument for a delay below zero or a loss outside [0, 1].
    Backhaul(const BackhaulConfig& config, Agenda& agenda, const chance::Key& key,
             trace::Sink& trace, trace::Entity collector, trace::Entity head_end);
    // Both must outlive the link. Before anything is sent.
    void attach(DatagramSink& collector, DatagramSink& head_end);

    // The packet is copied. Answers the datagram's number in the run, from 1.
    std::uint32_t send_up(std::span<const std::uint8_t> packet);
    std::uint32_t send_down(std::span<const std::uint8_t> packet);

    // Several faults may hold the link cut at once; it works again when the last has ended.
    // `observer` must live until this fault ends; it is told at most once for each set_cut(true).
    void set_cut(bool active, std::uint32_t fault, trace::FaultObserver& observer);

    [[nodiscard]] bool is_cut() const { return !cuts_.empty(); }
    [[nodiscard]] std::size_t in_flight() const { return in_flight_.size(); }

    void wake(Time now, std::uint32_t what, std::uint64_t datagram) override;

private:
    enum class Direction : std::uint8_t { up, down };
    [[nodiscard]] static std::size_t index(Direction direction) {
        return static_cast<std::size_t>(direction);
    }
    struct Flight {
        std::uint32_t datagram;
        Direction direction;
        std::vector<std::uint8_t> packet;
    };
    struct Cut {
        std::uint32_t fault;
        trace::FaultObserver* observer;
        bool effective;
    };

    std::uint32_t send(Direction direction, std::span<const std::uint8_t> packet);
    [[nodiscard]] bool drawn_lost(Direction direction, std::uint64_t ordinal) const;
    void lose(Direction direction, std::uint32_t datagram);
    void cut_took_effect();
    [[nodiscard]] trace::Entity sender(Direction direction) const;
    [[nodiscard]] trace::Entity receiver(Direction direction) const;

    const BackhaulConfig config_;
    Agenda& agenda_;
    const std::array<chance::Key, 2> loss_keys_;  // By direction.
    std::array<DrawOrder, 2> draws_;
    trace::Sink& trace_;
    const trace::Entity collector_;
    const trace::Entity head_end_;
    DatagramSink* collector_sink_ = nullptr;
    DatagramSink* head_end_sink_ = nullptr;
    std::deque<Flight> in_flight_;  // One delay for all: first in, first out.
    std::vector<Cut> cuts_;
    std::uint32_t last_datagram_ = 0;
};

}  // namespace bench::wan
