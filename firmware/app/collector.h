#pragma once

// The border router: packets from meters go to the wide area, packets from there to meters.
//
// It routes and keeps no state of messages: what a meter sends is its own until the head end has
// acknowledged it.

#include <array>
#include <cstdint>

#include "firmware/app/factory.h"
#include "firmware/core/ring.h"
#include "firmware/net/reassembler.h"
#include "firmware/port/board.h"
#include "firmware/port/modem.h"
#include "firmware/port/radio.h"
#include "firmware/radio/mac.h"

namespace meter::app {

class Collector {
public:
    static constexpr std::size_t kNeighbours = 512;
    static constexpr std::size_t kDownlinkDepth = 8;
    static constexpr std::size_t kPacketMax = 256;
    static constexpr std::size_t kReassemblies = 8;  // Datagrams in fragments at once.
    static constexpr std::uint32_t kFirstTicket =
        1U << 31U;  // Above every invocation counter in practice.

    explicit Collector(hal_board* board);
    [[nodiscard]] Instant step(Instant now, std::uint32_t signals);

private:
    struct Downlink {
        Eui64 destination{};
        std::array<std::uint8_t, kPacketMax> packet{};
        std::size_t size = 0;
    };
    void take_packets();
    void route_down(Bytes ipv6_packet);
    void route_up(Instant now);
    void route_packet(const Eui64& source, Bytes packet);
    void pump(Instant now);

    port::Board board_;
    port::Radio radio_;
    port::Random random_;
    port::Modem modem_;
    const hal_factory factory_;
    radio::RegulatoryBudget budget_;
    std::array<radio::Neighbour, kNeighbours> places_{};
    radio::Mac mac_;
    Ring<Downlink, kDownlinkDepth> downlink_{};
    std::array<net::ReassemblyPlace, kReassemblies> reassembly_places_{};
    std::array<std::uint8_t, kReassemblies * net::kPlaceOctets> reassembly_octets_{};
    net::Reassembler reassembler_{reassembly_places_, reassembly_octets_};
    std::uint32_t ticket_ = kFirstTicket;  // Tells the exchanges of the trace apart.
    bool started_ = false;
    bool under_way_ = false;
};

}  // namespace meter::app
