#pragma once

// IPv6 (RFC 8200) and UDP (RFC 768) as the head end reads and writes them: no extension headers,
// the checksum always present and right.

#include <optional>

#include "models/head_end/config.h"
#include "models/head_end/octets.h"

namespace bench::head_end {

struct Endpoint {
    Address address{};
    std::uint16_t port = 0;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

struct UdpDatagram {
    Endpoint source;
    Endpoint destination;
    View payload;  // Within the packet.
};

// Nothing unless every length agrees and the checksum is right.
[[nodiscard]] std::optional<UdpDatagram> parse_udp(View packet);

// Appends to `packet`, which must be empty. The payload is at most 65527 octets.
void write_udp(const UdpDatagram& datagram, Octets& packet);

}  // namespace bench::head_end
