#include <algorithm>
#include <cstdint>
#include <vector>

#include "firmware/net/ipv6.h"
#include "firmware/net/sixlowpan.h"
#include "harness/fuzz/network.h"
#include "harness/fuzz/targets.h"

namespace bench::fuzz {
namespace {

using meter::ByteReader;
using meter::ByteWriter;
using meter::Ipv6Address;
using meter::net::kIpv6Header;
using meter::net::kUdpHeader;
using meter::net::UdpDatagram;

using Octets = std::vector<std::uint8_t>;

bool same_datagram(const UdpDatagram& a, const UdpDatagram& b) {
    return a.source == b.source && a.destination == b.destination &&
           a.source_port == b.source_port && a.destination_port == b.destination_port &&
           std::ranges::equal(a.payload, b.payload);
}

Octets compressed(const UdpDatagram& datagram) {
    Octets out(datagram.payload.size() + meter::net::kLargestCompressedHeader);
    const auto size = meter::net::compress(datagram, kContexts, kMeter, kCollector, out);
    out.resize(size.value_or(0));
    return out;
}

Finding comes_back(const UdpDatagram& datagram) {
    const Octets packet = compressed(datagram);
    if (packet.empty()) return "a datagram cannot be compressed";
    const auto back = meter::net::decompress(packet, kContexts, kMeter, kCollector);
    if (!back) return "a compressed datagram does not decompress";
    if (!same_datagram(back.value(), datagram)) return "it decompresses to another datagram";
    if (compressed(back.value()) != packet) return "it is not compressed the same twice";
    const auto lengths = meter::net::header_lengths(packet);
    if (!lengths) return "a compressed datagram has no lengths";
    if (lengths.value().compressed != packet.size() - datagram.payload.size()) {
        return "the length of its headers is another";
    }
    return nullptr;
}

Finding decompresses_well(Bytes packet) {
    const auto datagram = meter::net::decompress(packet, kContexts, kMeter, kCollector);
    if (!datagram) return nullptr;
    const Bytes payload = datagram.value().payload;
    if (!payload.empty() && payload.data() + payload.size() != packet.data() + packet.size()) {
        return "the payload does not end with the packet";
    }
    const auto lengths = meter::net::header_lengths(packet);
    if (!lengths || lengths.value().compressed + payload.size() != packet.size()) {
        return "headers and payload are not the packet";
    }
    return comes_back(datagram.value());
}

Finding with_checksum(Bytes input) {
    const auto headers = meter::net::read_headers(input, kContexts, kMeter, kCollector);
    if (!headers) return nullptr;
    Octets packet{input.begin(), input.end()};
    const auto at = std::span{packet}.subspan(headers.value().octets - 2, 2);
    ByteWriter{at}.be(meter::net::udp_checksum(headers.value().datagram), 2);
    if (!meter::net::decompress(packet, kContexts, kMeter, kCollector)) {
        return "a packet with the right checksum is refused";
    }
    return decompresses_well(packet);
}

// Two bits say which kind of address it is.
Ipv6Address address_of(unsigned kind, const meter::Eui64& link, ByteReader& reader) {
    Ipv6Address address;
    for (std::uint8_t& octet : address.octets) octet = reader.u8();
    const Ipv6Address& prefix = kind == 2 ? kContexts.head_end_prefix : kContexts.mesh_prefix;
    if (kind == 0) return meter::address_in(prefix, link);
    if (kind == 3) return address;
    std::copy_n(prefix.octets.begin(), 8, address.octets.begin());
    return address;
}

Finding from_scratch(Bytes input) {
    ByteReader reader{input};
    const unsigned kinds = reader.u8();
    UdpDatagram datagram;
    datagram.source = address_of(kinds & 3U, kMeter, reader);
    datagram.destination = address_of(kinds >> 2U & 3U, kCollector, reader);
    // Ports that RFC 6282 shortens are rare among random ones.
    const unsigned high = (kinds & 0x10U) != 0 ? 0xF0B0U : 0U;
    datagram.source_port = static_cast<std::uint16_t>(reader.be(2) | high);
    datagram.destination_port = static_cast<std::uint16_t>(reader.be(2) | high);
    datagram.payload = reader.bytes(reader.remaining());
    return reader.ok() ? comes_back(datagram) : nullptr;
}

Finding read_and_written(Bytes input) {
    const auto datagram = meter::net::read_ipv6_udp(input);
    if (!datagram) return nullptr;
    Octets out(input.size());
    const auto size = meter::net::write_ipv6_udp(datagram.value(), out);
    if (!size || size.value() != input.size()) return "it is written with another length";
    // Traffic class, flow label and hop limit are read past and not kept.
    std::copy_n(input.begin(), 4, out.begin());
    out[7] = input[7];
    return std::ranges::equal(out, input) ? nullptr : "it is written with other octets";
}

// Version, next header, lengths and checksum made right by the fields' positions, not by the
// reader.
Octets put_right(Bytes input) {
    Octets packet{input.begin(), input.end()};
    const auto length = packet.size() - kIpv6Header;
    packet[0] = static_cast<std::uint8_t>(0x60U | (packet[0] & 0x0FU));
    packet[6] = meter::net::kNextHeaderUdp;
    ByteWriter{std::span{packet}.subspan(4, 2)}.be(length, 2);
    ByteWriter{std::span{packet}.subspan(kIpv6Header + 4, 2)}.be(length, 2);
    UdpDatagram datagram;
    std::copy_n(packet.begin() + 8, 16, datagram.source.octets.begin());
    std::copy_n(packet.begin() + 24, 16, datagram.destination.octets.begin());
    ByteReader ports{Bytes{packet}.subspan(kIpv6Header, 4)};
    datagram.source_port = static_cast<std::uint16_t>(ports.be(2));
    datagram.destination_port = static_cast<std::uint16_t>(ports.be(2));
    datagram.payload = Bytes{packet}.subspan(kIpv6Header + kUdpHeader);
    const std::uint16_t checksum = meter::net::udp_checksum(datagram);
    ByteWriter{std::span{packet}.subspan(kIpv6Header + 6, 2)}.be(checksum, 2);
    return packet;
}

}  // namespace

Finding sixlowpan(Bytes input) {
    if (const Finding finding = decompresses_well(input)) return finding;
    if (const Finding finding = with_checksum(input)) return finding;
    return from_scratch(input);
}

Finding ipv6_udp(Bytes input) {
    if (const Finding finding = read_and_written(input)) return finding;
    const bool has_headers = input.size() >= kIpv6Header + kUdpHeader;
    if (!has_headers || input.size() - kIpv6Header > 0xFFFF) return nullptr;
    const Octets packet = put_right(input);
    if (!meter::net::read_ipv6_udp(packet)) return "a right packet is refused";
    return read_and_written(packet);
}

}  // namespace bench::fuzz
