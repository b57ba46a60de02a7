#include "harness/fuzz/fragments.h"

#include "firmware/net/fragment.h"
#include "harness/fuzz/network.h"

namespace bench::fuzz {

Octets packet_of(unsigned variant, unsigned salt) {
    Octets payload(kPayloads[variant % kPayloads.size()]);
    for (std::size_t i = 0; i < payload.size(); ++i) {
        payload[i] = static_cast<std::uint8_t>(i * 91 + i / 256 + salt * 17);
    }
    const meter::net::UdpDatagram datagram{meter::address_in(kContexts.mesh_prefix, kMeter),
                                           kHeadEnd, 4059, 4059, payload};
    Octets out(payload.size() + meter::net::kLargestCompressedHeader);
    out.resize(meter::net::compress(datagram, kContexts, kMeter, kCollector, out).value_or(0));
    return out;
}

std::vector<Octets> pieces_of(meter::Bytes packet, std::uint16_t tag,
                              const std::vector<std::size_t>& sizes) {
    std::vector<Octets> pieces;
    meter::net::Fragmenter fragmenter;
    const auto lengths = meter::net::header_lengths(packet);
    if (!lengths || !fragmenter.begin(packet, lengths.value(), tag)) return pieces;
    while (fragmenter.more()) {
        const auto piece = fragmenter.next(sizes[pieces.size() % sizes.size()]);
        if (!piece) return {};
        Octets octets(piece.value().octets());
        octets.resize(meter::net::write_fragment(piece.value(), octets).value_or(0));
        pieces.push_back(octets);
    }
    return pieces;
}

}  // namespace bench::fuzz
