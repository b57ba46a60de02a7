#pragma once

// What the network layer needs from whatever carries its packets one hop: the radio's MAC, later
// others.

#include <cstdint>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/units/time.h"

namespace meter::net {

struct LinkPacket {
    Eui64 destination{};
    Bytes payload{};           // Copied by send().
    std::uint32_t ticket = 0;  // Shown in the trace; see firmware/hal/radio.h.
    bool urgent = false;       // An alarm: more tries, sooner.
};

enum class LinkStatus : std::uint8_t { delivered, no_ack, channel_busy, abandoned };

class Link {
public:
    // Of one packet's payload.
    [[nodiscard]] virtual std::size_t max_payload() const = 0;
    // One packet at a time. Error::busy while one is under way, Error::unreachable without a
    // neighbour.
    virtual Result<void> send(Instant now, const LinkPacket& packet) = 0;
    // Gives up the packet under way as soon as its frame on the air has ended; its status says so.
    virtual void abandon() = 0;

protected:
    ~Link() = default;
};

}  // namespace meter::net
