#include "models/head_end/ipv6_udp.h"

#include <algorithm>

namespace bench::head_end {
namespace {

constexpr std::size_t kIpv6Header = 40;
constexpr std::size_t kUdpHeader = 8;
constexpr std::uint8_t kUdpProtocol = 17;
constexpr std::uint8_t kHopLimit = 64;
constexpr std::uint8_t kMulticast = 0xFF;

std::uint32_t sum_words(View data) {
    std::uint32_t high = 0;
    std::uint32_t low = 0;
    for (std::size_t i = 0; i + 1 < data.size(); i += 2) {
        high += data[i];
        low += data[i + 1];
    }
    if (data.size() % 2 != 0) high += data.back();
    return (high << 8U) + low;
}

// One's complement sum of the pseudo-header (RFC 8200, 8.1) and the UDP datagram; 0xFFFF if the
// datagram holds its right checksum. `packet` is whole; addresses are 32 octets from octet 8.
std::uint16_t checksum_sum(View packet) {
    const View udp = packet.subspan(kIpv6Header);
    std::uint32_t sum = sum_words(packet.subspan(8, 32)) + kUdpProtocol + sum_words(udp) +
                        static_cast<std::uint32_t>(udp.size());
    while (sum > 0xFFFF) sum = (sum & 0xFFFFU) + (sum >> 16U);
    return static_cast<std::uint16_t>(sum);
}

Address take_address(Reader& reader) {
    Address address{};
    std::ranges::copy(reader.take(address.size()), address.begin());
    return address;
}

}  // namespace

std::optional<UdpDatagram> parse_udp(View packet) {
    if (packet.size() < kIpv6Header + kUdpHeader) return std::nullopt;
    UdpDatagram datagram;
    Reader reader{packet};
    const bool version_6 = reader.u32() >> 28U == 6;
    const bool length_agrees = reader.u16() == packet.size() - kIpv6Header;
    const bool is_udp = reader.u8() == kUdpProtocol;
    const bool may_live = reader.u8() > 0;
    datagram.source.address = take_address(reader);
    datagram.destination.address = take_address(reader);
    if (!version_6 || !length_agrees || !is_udp || !may_live) return std::nullopt;
    if (datagram.source.address[0] == kMulticast) return std::nullopt;

    datagram.source.port = reader.u16();
    datagram.destination.port = reader.u16();
    const bool udp_length_agrees = reader.u16() == packet.size() - kIpv6Header;
    const bool has_checksum = reader.u16() != 0;
    if (!udp_length_agrees || !has_checksum || checksum_sum(packet) != 0xFFFF) return std::nullopt;
    datagram.payload = reader.rest();
    return datagram;
}

void write_udp(const UdpDatagram& datagram, Octets& packet) {
    const std::size_t length = kUdpHeader + datagram.payload.size();
    append_number(packet, 6U << 28U, 4);
    append_number(packet, length, 2);
    packet.push_back(kUdpProtocol);
    packet.push_back(kHopLimit);
    append(packet, datagram.source.address);
    append(packet, datagram.destination.address);
    append_number(packet, datagram.source.port, 2);
    append_number(packet, datagram.destination.port, 2);
    append_number(packet, length, 2);
    append_number(packet, 0, 2);
    append(packet, datagram.payload);
    const auto complement = static_cast<std::uint16_t>(~checksum_sum(packet));
    // Zero would mean "no checksum"; all ones is the same number in one's complement.
    const std::uint16_t checksum = complement == 0 ? 0xFFFF : complement;
    packet[kIpv6Header + 6] = static_cast<std::uint8_t>(checksum >> 8U);
    packet[kIpv6Header + 7] = static_cast<std::uint8_t>(checksum & 0xFFU);
}

}  // namespace bench::head_end
