#pragma once

// Ethernet from a meter straight to the head end, one packet a frame, both directions at once.
//
// A frame takes (octets + 38) x 8 / rate: preamble 8, header 14, check sequence 4 and the gap of 12
// (IEEE 802.3, 3.1 and 4.4.2); what is sent meanwhile waits behind it. After its last bit it takes
// `delay`. A frame that a disturbance hits fails its check sequence and is dropped by the receiver:
// nobody repeats it.

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "models/chance/chance.h"
#include "models/time/agenda.h"
#include "models/trace/events.h"
#include "models/trace/fault_observer.h"
#include "models/wan/backhaul.h"
#include "models/wan/config.h"
#include "models/wan/draw_order.h"

namespace bench::wan {

// What disturbs the cable.
class WireNoise {
public:
    // Whether the frame on the cable over [from, to) is destroyed.
    [[nodiscard]] virtual bool destroys(Time from, Time to, const chance::Key& frame) const = 0;

protected:
    ~WireNoise() = default;
};

class Wire final : public Actor {
public:
    static constexpr std::size_t kMostQueued = 64;      // In each direction; more is lost.
    static constexpr std::size_t kOverheadOctets = 38;  // Beside the packet.
    static constexpr std::size_t kLeastOctets = 46;     // A shorter packet is padded.

    // Datagrams count from `first`, apart from those of other links. Throws std::invalid_argument
    // for a rate not above zero, a delay below zero or a loss outside [0, 1].
    Wire(const WireConfig& config, Agenda& agenda, const chance::Key& key, trace::Sink& trace,
         trace::Entity meter, trace::Entity head_end, std::uint32_t first);
    // All must outlive the link; `noise` may be null. Before anything is sent.
    void attach(DatagramSink& meter, DatagramSink& head_end, const WireNoise* noise);

    // The packet is copied. Answers the datagram's number.
    std::uint32_t send_up(std::span<const std::uint8_t> packet) { return send(kUp, packet); }
    std::uint32_t send_down(std::span<const std::uint8_t> packet) { return send(kDown, packet); }

    // As of Backhaul.
    void set_cut(bool active, std::uint32_t fault, trace::FaultObserver& observer);
    [[nodiscard]] bool is_cut() const { return !cuts_.empty(); }
    [[nodiscard]] Nanoseconds frame_time(std::size_t packet_octets) const;

    void wake(Time now, std::uint32_t direction, std::uint64_t datagram) override;

private:
    static constexpr std::size_t kUp = 0;
    static constexpr std::size_t kDown = 1;
    struct Frame {
        std::uint32_t datagram;
        Time sent;
        std::uint64_t ordinal;  // Among those sent at one instant.
        Time start;
        Time end;
        std::vector<std::uint8_t> packet;
    };
    struct Side {
        trace::Entity sender = 0;
        DatagramSink* sink = nullptr;  // Where it comes out.
        std::deque<Frame> frames;      // Waiting or on their way, in the order of sending.
        Time free_at = kStart;
        DrawOrder draws;
    };
    struct Cut {
        std::uint32_t fault;
        trace::FaultObserver* observer;
        bool effective;
    };

    std::uint32_t send(std::size_t direction, std::span<const std::uint8_t> packet);
    void lose(std::size_t direction, std::uint32_t datagram, std::uint32_t why);
    void cut_took_effect();
    // Why the frame that has crossed is lost, if it is.
    [[nodiscard]] std::optional<std::uint32_t> fate(std::size_t direction,
                                                    const Frame& frame) const;
    [[nodiscard]] std::size_t waiting(const Side& side) const;

    const WireConfig config_;
    Agenda& agenda_;
    struct Keys {
        chance::Key loss;
        chance::Key noise;
    };
    const std::array<Keys, 2> keys_;  // By direction.
    trace::Sink& trace_;
    const WireNoise* noise_ = nullptr;
    std::array<Side, 2> sides_;
    std::vector<Cut> cuts_;
    std::uint32_t next_;
};

}  // namespace bench::wan
