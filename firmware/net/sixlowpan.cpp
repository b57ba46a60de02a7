#include "firmware/net/sixlowpan.h"

#include <algorithm>

namespace meter::net {
namespace {

// First octet of IPHC (RFC 6282, 3.1.1): 011, then TF, NH, HLIM.
constexpr std::uint8_t kDispatch = 0x60;
constexpr std::uint8_t kDispatchMask = 0xE0;
constexpr std::uint8_t kTrafficElided = 0x18;
constexpr std::uint8_t kNextHeaderCompressed = 0x04;
constexpr std::uint8_t kHopLimit64 = 0x02;
constexpr std::uint8_t kHopLimitMask = 0x03;
// Second octet: CID, then SAC and SAM, then M, DAC and DAM.
constexpr std::uint8_t kContextOctet = 0x80;
constexpr std::uint8_t kMulticast = 0x08;
constexpr unsigned kSourceShift = 4;
// A mode is the three bits of SAC and SAM, or of DAC and DAM.
constexpr std::uint8_t kModeMask = 0x07;
constexpr std::uint8_t kInline = 0x00;
constexpr std::uint8_t kStateful = 0x04;
constexpr std::uint8_t kSizeMask = 0x03;
constexpr std::uint8_t kInline64 = 0x01;
constexpr std::uint8_t kInline16 = 0x02;
constexpr std::uint8_t kElided = 0x03;
// UDP (RFC 6282, 4.3): 11110, then C and two bits of port form.
constexpr std::uint8_t kUdpDispatch = 0xF0;
constexpr std::uint8_t kUdpDispatchMask = 0xF8;
constexpr std::uint8_t kChecksumElided = 0x04;
constexpr std::uint16_t kPorts8 = 0xF000;
constexpr std::uint16_t kPorts4 = 0xF0B0;

constexpr std::size_t kLargestPayload = 0xFFFF - kUdpHeader;
constexpr Ipv6Address kLinkLocal{{0xFE, 0x80}};

struct Form {
    std::uint8_t mode = kInline;
    std::uint8_t context = 0;
};

bool same_prefix(const Ipv6Address& a, const Ipv6Address& b) {
    return std::equal(a.octets.begin(), a.octets.begin() + 8, b.octets.begin());
}

Form form_of(const Ipv6Address& address, const Contexts& contexts, const Eui64& link) {
    if (same_prefix(address, contexts.mesh_prefix)) {
        const bool elided = address == address_in(contexts.mesh_prefix, link);
        return {static_cast<std::uint8_t>(kStateful | (elided ? kElided : kInline64)), 0};
    }
    if (same_prefix(address, contexts.head_end_prefix)) return {kStateful | kInline64, 1};
    return {};
}

void write_address(ByteWriter& writer, const Ipv6Address& address, Form form) {
    if (form.mode == kInline) writer.bytes(address.octets);
    if (form.mode == (kStateful | kInline64)) writer.bytes(Bytes{address.octets}.subspan(8));
}

void write_udp(ByteWriter& writer, const UdpDatagram& datagram) {
    const std::uint16_t from = datagram.source_port;
    const std::uint16_t to = datagram.destination_port;
    if ((from & 0xFFF0U) == kPorts4 && (to & 0xFFF0U) == kPorts4) {
        writer.u8(kUdpDispatch | 0x03);
        writer.u8(static_cast<std::uint8_t>((from & 0x0FU) << 4U | (to & 0x0FU)));
    } else if ((from & 0xFF00U) == kPorts8) {
        writer.u8(kUdpDispatch | 0x02);
        writer.be(from & 0xFFU, 1);
        writer.be(to, 2);
    } else if ((to & 0xFF00U) == kPorts8) {
        writer.u8(kUdpDispatch | 0x01);
        writer.be(from, 2);
        writer.be(to & 0xFFU, 1);
    } else {
        writer.u8(kUdpDispatch);
        writer.be(from, 2);
        writer.be(to, 2);
    }
    writer.be(udp_checksum(datagram), 2);
    writer.bytes(datagram.payload);
}

// Skips traffic class and flow label: nobody here looks at them.
void skip_traffic(ByteReader& reader, std::uint8_t first) {
    constexpr std::array<std::size_t, 4> kSizes{4, 3, 1, 0};
    reader.bytes(kSizes[(first & kTrafficElided) >> 3U]);
}

void read_into(ByteReader& reader, Ipv6Address& address, std::size_t from) {
    for (std::size_t i = from; i < 16; ++i) address.octets[i] = reader.u8();
}

// Stateless modes have fe80::/64 where stateful ones have the context's prefix (RFC 6282, 3.2.2).
Result<Ipv6Address> read_address(ByteReader& reader, Form form, const Contexts& contexts,
                                 const Eui64& link) {
    Ipv6Address address;
    if (form.mode == kInline) {
        read_into(reader, address, 0);
        return address;
    }
    if (form.mode == kStateful || form.context > 1) return Error::malformed;
    Ipv6Address prefix = kLinkLocal;
    if ((form.mode & kStateful) != 0) {
        prefix = form.context == 0 ? contexts.mesh_prefix : contexts.head_end_prefix;
    }
    address = address_in(prefix, link);
    if ((form.mode & kSizeMask) == kInline64) read_into(reader, address, 8);
    if ((form.mode & kSizeMask) == kInline16) {
        constexpr std::array<std::uint8_t, 6> kShort{0, 0, 0, 0xFF, 0xFE, 0};
        std::ranges::copy(kShort, address.octets.begin() + 8);
        read_into(reader, address, 14);
    }
    return address;
}

bool read_udp(ByteReader& reader, Headers& headers) {
    UdpDatagram& datagram = headers.datagram;
    const std::uint8_t form = reader.u8();
    if ((form & kUdpDispatchMask) != kUdpDispatch || (form & kChecksumElided) != 0) return false;
    if ((form & 0x03U) == 0x03U) {
        const std::uint8_t both = reader.u8();
        datagram.source_port = static_cast<std::uint16_t>(kPorts4 | both >> 4U);
        datagram.destination_port = static_cast<std::uint16_t>(kPorts4 | (both & 0x0FU));
    } else {
        const bool short_source = (form & 0x02U) != 0;
        const bool short_destination = (form & 0x01U) != 0;
        datagram.source_port =
            static_cast<std::uint16_t>(short_source ? kPorts8 | reader.u8() : reader.be(2));
        datagram.destination_port =
            static_cast<std::uint16_t>(short_destination ? kPorts8 | reader.u8() : reader.be(2));
    }
    headers.checksum = static_cast<std::uint16_t>(reader.be(2));
    return reader.ok() && reader.remaining() <= kLargestPayload;
}

}  // namespace

Result<std::size_t> compress(const UdpDatagram& datagram, const Contexts& contexts,
                             const Eui64& link_source, const Eui64& link_destination,
                             std::span<std::uint8_t> out) {
    if (datagram.payload.size() > kLargestPayload) return Error::range;
    const Form source = form_of(datagram.source, contexts, link_source);
    const Form destination = form_of(datagram.destination, contexts, link_destination);
    const bool needs_contexts = source.context != 0 || destination.context != 0;
    ByteWriter writer{out};
    writer.u8(kDispatch | kTrafficElided | kNextHeaderCompressed | kHopLimit64);
    writer.u8(static_cast<std::uint8_t>((needs_contexts ? kContextOctet : 0) |
                                        source.mode << kSourceShift | destination.mode));
    if (needs_contexts) {
        writer.u8(static_cast<std::uint8_t>(source.context << 4U | destination.context));
    }
    write_address(writer, datagram.source, source);
    write_address(writer, datagram.destination, destination);
    write_udp(writer, datagram);
    if (!writer.ok()) return Error::full;
    return writer.size();
}

Result<Headers> read_headers(Bytes packet, const Contexts& contexts, const Eui64& link_source,
                             const Eui64& link_destination) {
    ByteReader reader{packet};
    const std::uint8_t first = reader.u8();
    const std::uint8_t second = reader.u8();
    if ((first & kDispatchMask) != kDispatch || (second & kMulticast) != 0) return Error::malformed;
    if ((first & kNextHeaderCompressed) == 0) return Error::malformed;
    const std::uint8_t which = (second & kContextOctet) != 0 ? reader.u8() : std::uint8_t{0};
    skip_traffic(reader, first);
    if ((first & kHopLimitMask) == 0) reader.u8();
    const Form source{static_cast<std::uint8_t>(second >> kSourceShift & kModeMask),
                      static_cast<std::uint8_t>(which >> 4U)};
    const Form destination{static_cast<std::uint8_t>(second & kModeMask),
                           static_cast<std::uint8_t>(which & 0x0FU)};
    const auto from = read_address(reader, source, contexts, link_source);
    const auto to = read_address(reader, destination, contexts, link_destination);
    if (!from || !to) return Error::malformed;
    Headers headers;
    headers.datagram.source = from.value();
    headers.datagram.destination = to.value();
    if (!read_udp(reader, headers)) return Error::malformed;
    headers.octets = packet.size() - reader.remaining();
    headers.datagram.payload = packet.subspan(headers.octets);
    return headers;
}

Result<HeaderLengths> header_lengths(Bytes packet) {
    // No length depends on an address.
    const auto headers = read_headers(packet, {}, {}, {});
    if (!headers) return headers.error();
    return HeaderLengths{headers.value().octets, kIpv6Header + kUdpHeader};
}

Result<UdpDatagram> decompress(Bytes packet, const Contexts& contexts, const Eui64& link_source,
                               const Eui64& link_destination) {
    const auto headers = read_headers(packet, contexts, link_source, link_destination);
    if (!headers) return headers.error();
    const UdpDatagram& datagram = headers.value().datagram;
    if (headers.value().checksum != udp_checksum(datagram)) return Error::malformed;
    return datagram;
}

}  // namespace meter::net
