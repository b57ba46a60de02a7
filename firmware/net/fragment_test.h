#pragma once

// A compressed packet, its pieces, and where they are put together again.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "firmware/net/fragment.h"
#include "firmware/net/reassembler.h"

namespace meter::net::test {

using Octets = std::vector<std::uint8_t>;

inline constexpr Eui64 kMeterEui{{0x00, 0x12, 0x4B, 0, 0, 0, 0, 0x01}};
inline constexpr Eui64 kCollectorEui{{0x00, 0x12, 0x4B, 0, 0, 0, 0, 0xC0}};
inline constexpr Contexts kContexts{{{0x20, 0x01, 0x0D, 0xB8, 0, 1}},
                                    {{0x20, 0x01, 0x0D, 0xB8, 0, 2}}};
inline constexpr Ipv6Address kHeadEnd{
    {0x20, 0x01, 0x0D, 0xB8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}};
inline constexpr std::size_t kUplinkHeaders = 18;  // Octets when compressed.

inline Octets payload_of(std::size_t length, unsigned salt = 0) {
    Octets payload(length);
    for (std::size_t i = 0; i < length; ++i) {
        payload[i] = static_cast<std::uint8_t>(i * 91 + i / 256 + salt);
    }
    return payload;
}

// From the meter to the head end by way of the collector.
inline Octets uplink_of(Bytes payload) {
    const UdpDatagram datagram{address_in(kContexts.mesh_prefix, kMeterEui), kHeadEnd, 4059, 4059,
                               payload};
    Octets out(payload.size() + kLargestCompressedHeader);
    out.resize(compress(datagram, kContexts, kMeterEui, kCollectorEui, out).value_or(0));
    return out;
}

inline Octets octets_of(const Fragment& fragment) {
    Octets out(fragment.octets());
    out.resize(write_fragment(fragment, out).value_or(0));
    return out;
}

// All pieces of `packet`, the sizes taken in turn.
inline std::vector<Octets> pieces_of(Bytes packet, std::uint16_t tag,
                                     std::span<const std::size_t> sizes) {
    Fragmenter fragmenter;
    std::vector<Octets> pieces;
    if (!fragmenter.begin(packet, header_lengths(packet).value(), tag)) return pieces;
    while (fragmenter.more()) {
        const auto piece = fragmenter.next(sizes[pieces.size() % sizes.size()]);
        if (!piece) return {};
        pieces.push_back(octets_of(piece.value()));
    }
    return pieces;
}

inline std::vector<Octets> pieces_of(Bytes packet, std::uint16_t tag, std::size_t size) {
    return pieces_of(packet, tag, std::span{&size, 1});
}

template <std::size_t Places, std::size_t PlaceOctets = kPlaceOctets>
struct Rig {
    std::array<ReassemblyPlace, Places> places{};
    std::array<std::uint8_t, Places * PlaceOctets> octets{};
    Reassembler reassembler{places, octets};
    Instant now{};

    Result<Bytes> take(const Octets& fragment, const Eui64& source = kMeterEui) {
        return reassembler.accept(now, source, fragment);
    }
};

}  // namespace meter::net::test
