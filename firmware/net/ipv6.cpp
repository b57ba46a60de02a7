#include "firmware/net/ipv6.h"

#include <bit>
#include <cstring>

namespace meter::net {
namespace {

constexpr std::size_t kLargestPayload = 0xFFFF - kUdpHeader;

// Sums 16-bit words, folded into 16 bits; an odd last octet is padded with zero. Octets go four at
// a time as they lie in memory, since the order of octets is the sum's alone to be put right (RFC
// 1071, 2 B and C).
std::uint32_t sum_words(Bytes data) {
    std::uint64_t sum = 0;
    for (; data.size() >= 4; data = data.subspan(4)) {
        std::uint32_t word = 0;
        std::memcpy(&word, data.data(), sizeof word);
        sum += word;
    }
    std::uint32_t last = 0;
    if (!data.empty()) std::memcpy(&last, data.data(), data.size());
    sum += last;
    while (sum > 0xFFFFU) sum = (sum & 0xFFFFU) + (sum >> 16U);
    const auto folded = static_cast<std::uint32_t>(sum);
    if constexpr (std::endian::native == std::endian::big) return folded;
    return (folded & 0xFFU) << 8U | folded >> 8U;
}

Ipv6Address read_address(ByteReader& reader) {
    Ipv6Address address;
    for (std::uint8_t& octet : address.octets) octet = reader.u8();
    return address;
}

}  // namespace

std::uint16_t udp_checksum(const UdpDatagram& datagram) {
    const auto length = static_cast<std::uint32_t>(kUdpHeader + datagram.payload.size());
    std::uint32_t sum =
        sum_words(datagram.source.octets) + sum_words(datagram.destination.octets) + kNextHeaderUdp;
    sum += 2 * length;  // Once in the pseudo-header, once in the UDP header.
    sum += datagram.source_port;
    sum += datagram.destination_port;
    sum += sum_words(datagram.payload);
    while (sum > 0xFFFFU) sum = (sum & 0xFFFFU) + (sum >> 16U);
    return sum == 0xFFFFU ? std::uint16_t{0xFFFF} : static_cast<std::uint16_t>(~sum);
}

Result<std::size_t> write_ipv6_udp(const UdpDatagram& datagram, std::span<std::uint8_t> out) {
    if (datagram.payload.size() > kLargestPayload) return Error::range;
    const std::size_t length = kUdpHeader + datagram.payload.size();
    ByteWriter writer{out};
    writer.be(0x60000000U, 4);
    writer.be(length, 2);
    writer.u8(kNextHeaderUdp);
    writer.u8(kHopLimit);
    writer.bytes(datagram.source.octets);
    writer.bytes(datagram.destination.octets);
    writer.be(datagram.source_port, 2);
    writer.be(datagram.destination_port, 2);
    writer.be(length, 2);
    writer.be(udp_checksum(datagram), 2);
    writer.bytes(datagram.payload);
    if (!writer.ok()) return Error::full;
    return writer.size();
}

Result<UdpDatagram> read_ipv6_udp(Bytes packet) {
    if (packet.size() < kIpv6Header + kUdpHeader) return Error::malformed;
    ByteReader reader{packet};
    const std::uint64_t version = reader.be(4) >> 28U;
    const std::uint64_t ip_length = reader.be(2);
    const std::uint8_t next_header = reader.u8();
    reader.u8();  // Whatever hop limit is left was enough.
    UdpDatagram datagram;
    datagram.source = read_address(reader);
    datagram.destination = read_address(reader);
    datagram.source_port = static_cast<std::uint16_t>(reader.be(2));
    datagram.destination_port = static_cast<std::uint16_t>(reader.be(2));
    const std::uint64_t udp_length = reader.be(2);
    const std::uint64_t checksum = reader.be(2);
    datagram.payload = reader.bytes(reader.remaining());
    const bool sizes_agree =
        ip_length == packet.size() - kIpv6Header && udp_length == packet.size() - kIpv6Header;
    if (version != 6 || next_header != kNextHeaderUdp || !sizes_agree) return Error::malformed;
    if (checksum != udp_checksum(datagram)) return Error::malformed;
    return datagram;
}

}  // namespace meter::net
