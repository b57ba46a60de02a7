#pragma once

// The way to the head end over a modem of the meter's own (Ethernet), and what a packet sent over
// it leaves for the radio: its copy.
//
// The modem takes whole IPv6 packets at once and says nothing of their fate: only the head end's
// answers do. While they fail to come the path counts as silent.

#include <array>
#include <cstdint>
#include <optional>

#include "firmware/core/message.h"
#include "firmware/net/ipv6.h"
#include "firmware/port/modem.h"

namespace meter::app {

enum class Redundancy : std::uint8_t { none, failover, duplicate };

class WirePath {
public:
    WirePath(hal_board* board, Redundancy redundancy) : modem_{board}, redundancy_{redundancy} {}

    // Whether the board has a modem. Asked once, at boot; what waits in it is left there.
    void probe();
    [[nodiscard]] bool fitted() const { return fitted_; }

    // Error::range if the packet is longer than the modem takes.
    Result<void> send(const net::UdpDatagram& datagram);
    // A datagram that came, a view of what this keeps until the next call; the path is no longer
    // silent. Error::empty when there is none, Error::malformed for what is none.
    Result<net::UdpDatagram> receive();

    // The head end did not answer in time what went over this path.
    void unanswered() { silent_ = true; }
    // Whether the radio is to have a copy of a message that goes over this path, again or for the
    // first time.
    [[nodiscard]] bool wants_copy(Stream stream, bool again) const;

private:
    port::Modem modem_;
    const Redundancy redundancy_;
    bool fitted_ = false;
    bool silent_ = false;
    hal_modem_packet packet_{};
};

// A sealed payload that waits for the radio: the octets that went over the wire, never others under
// their counter.
template <std::size_t Capacity>
class RadioCopy {
public:
    // Keeps an alarm that waits already: its own repetition is the newer one's turn, too.
    bool put(MessageId id, std::uint32_t ticket, Bytes payload) {
        if (waiting_ && id_.stream == Stream::alarms) return false;
        if (payload.size() > Capacity) return false;
        id_ = id;
        ticket_ = ticket;
        size_ = payload.size();
        std::copy(payload.begin(), payload.end(), octets_.begin());
        waiting_ = true;
        return true;
    }
    [[nodiscard]] bool waiting() const { return waiting_; }
    [[nodiscard]] MessageId id() const { return id_; }
    [[nodiscard]] std::uint32_t ticket() const { return ticket_; }
    [[nodiscard]] Bytes payload() const { return Bytes{octets_}.first(size_); }
    void drop() { waiting_ = false; }

private:
    std::array<std::uint8_t, Capacity> octets_{};
    std::size_t size_ = 0;
    MessageId id_{};
    std::uint32_t ticket_ = 0;
    bool waiting_ = false;
};

}  // namespace meter::app
