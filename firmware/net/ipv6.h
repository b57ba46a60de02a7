#pragma once

// UDP over IPv6 (RFC 8200, RFC 768) as a meter speaks it on its wide-area side: one fixed header,
// no extension headers, hop limit 64, traffic class and flow label zero, checksum always present.

#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"

namespace meter::net {

inline constexpr std::size_t kIpv6Header = 40;
inline constexpr std::size_t kUdpHeader = 8;
inline constexpr std::uint8_t kNextHeaderUdp = 17;
inline constexpr std::uint8_t kHopLimit = 64;

// `payload` is a view of bytes that belong to somebody else.
struct UdpDatagram {
    Ipv6Address source{};
    Ipv6Address destination{};
    std::uint16_t source_port = 0;
    std::uint16_t destination_port = 0;
    Bytes payload{};
};

// RFC 8200, 8.1: over the pseudo-header, the UDP header and the payload. Never 0, which would mean
// that there is none.
[[nodiscard]] std::uint16_t udp_checksum(const UdpDatagram& datagram);

// Writes the whole packet and answers its size; Error::full if `out` is too small, Error::range if
// the payload does not fit a UDP length.
Result<std::size_t> write_ipv6_udp(const UdpDatagram& datagram, std::span<std::uint8_t> out);

// Error::malformed unless version, lengths, next header and checksum are all right and nothing is
// left over. The payload is a view of `packet`.
Result<UdpDatagram> read_ipv6_udp(Bytes packet);

}  // namespace meter::net
