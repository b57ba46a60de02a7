#include "harness/fuzz/seeds.h"

#include <span>

#include "firmware/net/ipv6.h"
#include "firmware/radio/frame.h"
#include "firmware/radio/plan.h"
#include "harness/fuzz/fragments.h"
#include "harness/fuzz/network.h"

namespace bench::fuzz {
namespace {

using meter::Bytes;
using meter::net::UdpDatagram;
using meter::radio::ChannelFunction;
using meter::radio::FrameHead;
using meter::radio::FrameType;

using Seeds = std::vector<Octets>;

FrameHead head_of(FrameType type, bool ack_request) {
    FrameHead head;
    head.type = type;
    head.sequence = 42;
    head.ack_request = ack_request;
    head.source = kMeter;
    head.destination = kCollector;
    return head;
}

template <typename Write>
Octets written(Write write) {
    Octets out(400);
    const auto built = write(std::span<std::uint8_t>{out});
    out.resize(built ? built.value().length : 0);
    return out;
}

Octets data_frame(Bytes payload) {
    return written([&](auto out) {
        return meter::radio::write_data(out, head_of(FrameType::data, true), payload);
    });
}

Octets discovery(FrameType type, ChannelFunction function) {
    FrameHead head = head_of(type, type == FrameType::pan_advertisement);
    if (type == FrameType::pan_advertisement_solicit) {
        head.pan_id = 0xBEEF;
        head.destination = meter::kBroadcast;
    }
    return written([&](auto out) {
        return meter::radio::write_discovery(out, head, {20, function, 17},
                                             meter::radio::plan_of(meter::radio::plan_id::kEu33));
    });
}

Seeds frames() {
    const Octets packet = packet_of(0, 0);
    Seeds seeds{data_frame({}), data_frame(packet),
                discovery(FrameType::pan_advertisement_solicit, ChannelFunction::dh1cf),
                discovery(FrameType::pan_advertisement, ChannelFunction::fixed),
                written([](auto out) {
                    return meter::radio::write_ack(out, head_of(FrameType::ack, false));
                })};
    for (const Octets& piece : pieces_of(packet, 1, {40})) seeds.push_back(data_frame(piece));
    return seeds;
}

// What follows the addresses of the frames above; where it lies before each.
Seeds elements() {
    constexpr std::size_t kAddressesEnd = 19;
    constexpr std::size_t kWithPan = kAddressesEnd + 2;
    constexpr std::size_t kTiming = 7;
    const auto cut = [](std::uint8_t where, const Octets& frame, std::size_t from) {
        Octets seed{where};
        seed.insert(seed.end(), frame.begin() + static_cast<std::ptrdiff_t>(from), frame.end());
        return seed;
    };
    const Octets solicit = discovery(FrameType::pan_advertisement_solicit, ChannelFunction::dh1cf);
    const Octets fixed = discovery(FrameType::pan_advertisement, ChannelFunction::fixed);
    Seeds seeds{cut(0, data_frame(packet_of(0, 0)), kAddressesEnd), cut(0, solicit, kWithPan),
                cut(0, fixed, kAddressesEnd)};
    // After the timing element come the termination, the Wi-SUN group and the nested element, of
    // two octets each.
    for (std::uint8_t where = 1; where <= 3; ++where) {
        seeds.push_back(cut(where, solicit, kWithPan + kTiming + 2U * where));
        seeds.push_back(cut(where, fixed, kAddressesEnd + kTiming + 2U * where));
    }
    return seeds;
}

// Link-local source of 16 bits with traffic class, flow label and hop limit in line (RFC 6282,
// 3.1.1 and 3.2.2), its checksum left to the target.
Octets unusual_packet() {
    return {0x64, 0x23, 0x00, 0x01, 0x02, 0x03, 0x07, 0x12, 0x34, 0xF3, 0x01, 0, 0, 1, 2, 3};
}

Seeds packets() {
    Seeds seeds{packet_of(0, 0), packet_of(1, 1), unusual_packet()};
    for (std::uint8_t kinds = 0; kinds < 32; kinds += 3) {
        Octets scratch(1 + 32 + 4 + 20, 0x5A);
        scratch[0] = kinds;
        seeds.push_back(scratch);
    }
    return seeds;
}

Seeds ipv6() {
    Seeds seeds;
    for (const std::size_t length : {0U, 1U, 60U, 301U}) {
        const Octets payload(length, 0xA5);
        const UdpDatagram datagram{meter::address_in(kContexts.mesh_prefix, kMeter), kHeadEnd, 4059,
                                   4059, payload};
        Octets out(length + meter::net::kIpv6Header + meter::net::kUdpHeader);
        out.resize(meter::net::write_ipv6_udp(datagram, out).value_or(0));
        seeds.push_back(out);
    }
    return seeds;
}

// See reassembly.cpp for the script. Raw pieces in order; pieces of two datagrams by turns, with a
// repeat, an altered one and a pause.
Seeds scripts() {
    Octets raw;
    for (const Octets& piece : pieces_of(packet_of(0, 0), 1, {40, 30})) {
        raw.push_back(0x00);
        raw.push_back(static_cast<std::uint8_t>(piece.size()));
        raw.insert(raw.end(), piece.begin(), piece.end());
    }
    Octets turns;
    for (std::uint8_t piece = 0; piece < 5; ++piece) {
        for (const std::uint8_t order : {std::uint8_t{0x44}, std::uint8_t{0x95}}) {
            turns.insert(turns.end(), {order, 120, piece});
        }
    }
    const Octets disturbed{0x44, 100,  0,    0x44, 100,  0,    0x48, 100,  1,
                           30,   9,    0x44, 100,  1,    0x0C, 50,   0x44, 100,
                           2,    0x44, 100,  3,    0x0C, 255,  0x44, 60,   2};
    return {raw, turns, disturbed};
}

}  // namespace

std::vector<Octets> seeds_of(std::string_view target) {
    if (target == "mac_frame") return frames();
    if (target == "elements") return elements();
    if (target == "sixlowpan") return packets();
    if (target == "ipv6_udp") return ipv6();
    if (target == "reassembly") return scripts();
    return {};
}

}  // namespace bench::fuzz
