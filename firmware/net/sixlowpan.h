#pragma once

// 6LoWPAN header compression of a UDP datagram: IPHC with UDP next-header compression (RFC 6282)
// and two contexts. Context 0 is the mesh prefix, context 1 that of the head end, both /64. What
// the link layer already says is elided; the checksum never is.

#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/net/ipv6.h"

namespace meter::net {

// Only the first 64 bits of each count.
struct Contexts {
    Ipv6Address mesh_prefix{};
    Ipv6Address head_end_prefix{};
};

// IPHC 2, context octet 1, two addresses 32, UDP NHC 1, ports 4, checksum 2.
inline constexpr std::size_t kLargestCompressedHeader = 42;

// Answers the octets written; Error::full if `out` is too small, Error::range for a payload that no
// UDP length can say.
Result<std::size_t> compress(const UdpDatagram& datagram, const Contexts& contexts,
                             const Eui64& link_source, const Eui64& link_destination,
                             std::span<std::uint8_t> out);

// What stands before the payload, its checksum not yet looked at.
struct Headers {
    UdpDatagram datagram{};  // Its payload is all that follows the headers.
    std::uint16_t checksum = 0;
    std::size_t octets = 0;  // Of the compressed headers, at most 47.
};

// Error::malformed for a form that decompress() does not take.
Result<Headers> read_headers(Bytes packet, const Contexts& contexts, const Eui64& link_source,
                             const Eui64& link_destination);

// What fragmentation counts with (RFC 4944, 5.3, with RFC 6282): sizes and offsets are those of the
// uncompressed packet.
struct HeaderLengths {
    std::size_t compressed = 0;    // Octets.
    std::size_t uncompressed = 0;  // Octets of the IPv6 and the UDP header.
};

// `packet` is a compressed one, or its beginning with at least the headers. Error::malformed as
// read_headers().
Result<HeaderLengths> header_lengths(Bytes packet);

// Takes every form of RFC 6282 for unicast addresses, hop limit, traffic class and ports.
// Error::malformed for multicast, an unknown context, a next header other than compressed UDP, an
// elided or wrong checksum. The payload is a view of `packet`.
Result<UdpDatagram> decompress(Bytes packet, const Contexts& contexts, const Eui64& link_source,
                               const Eui64& link_destination);

}  // namespace meter::net
