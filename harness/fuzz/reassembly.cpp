// The octets of the input are a script. Each step begins with one octet: its bits 0-1 are the
// source, bits 2-3 what happens, bits 4-5 the tag, bits 6-7 which datagram.
//   0: the next octet is a length, and so many octets are a fragment.
//   1: the next two octets are the size and the number of a piece of a real datagram.
//   2: as 1, then a position and a value: one octet of the piece is another.
//   3: the next octet is how long nothing comes, in 40 ms.

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "firmware/net/fragment.h"
#include "firmware/net/reassembler.h"
#include "harness/fuzz/fragments.h"
#include "harness/fuzz/network.h"
#include "harness/fuzz/targets.h"

namespace bench::fuzz {
namespace {

using meter::ByteReader;
using meter::Eui64;
using meter::Instant;
using meter::net::Fragment;
using meter::net::Fragmenter;
using meter::net::kMeterPlaces;
using meter::net::kPlaceOctets;

constexpr std::size_t kHeaders = 48;  // Octets of IPv6 and UDP, uncompressed.
constexpr std::size_t kSmallestPiece = 24;
constexpr std::size_t kPieceSizes = 227;  // 24 to 250.

struct Fed {
    Instant at{};
    std::uint8_t source = 0;
    Octets octets{};
};

std::size_t size_of(std::uint8_t octet) { return kSmallestPiece + octet % kPieceSizes; }

Fragmenter fragmenter_of(Bytes packet, std::uint16_t tag) {
    Fragmenter fragmenter;
    const auto lengths = meter::net::header_lengths(packet);
    const bool begun = lengths.ok() && fragmenter.begin(packet, lengths.value(), tag).ok();
    return begun ? fragmenter : Fragmenter{};
}

Eui64 eui_of(std::uint8_t source) { return {{0x00, 0x12, 0x4B, 0, 0, 0, 1, source}}; }

// ---- What the reassembler should know, worked out another way: from all that ever came ----

bool same_datagram(const Fed& a, const Fed& b) {
    const auto key = [](const Fed& fed) {
        return std::array<unsigned, 4>{fed.octets[0] & 7U, fed.octets[1], fed.octets[2],
                                       fed.octets[3]};
    };
    return a.source == b.source && a.octets.size() >= 5 && b.octets.size() >= 5 && key(a) == key(b);
}

bool is_first(const Fed& fed) { return (fed.octets[0] & 0xF8U) == 0xC0; }

// Marks the octets of `packet`, which has `headers` octets before the payload, that `fed` explains.
void explain(const Fed& fed, Bytes packet, std::size_t headers, std::vector<bool>& explained) {
    Bytes content = Bytes{fed.octets}.subspan(is_first(fed) ? 4 : 5);
    std::size_t at = 0;
    if (is_first(fed)) {
        const bool same = content.size() >= headers &&
                          std::ranges::equal(content.first(headers), packet.first(headers));
        if (!same) return;
    } else {
        const std::size_t offset = std::size_t{fed.octets[4]} * 8;
        if (offset < kHeaders) return;
        at = offset - kHeaders + headers;
    }
    for (std::size_t i = 0; i < content.size() && at + i < packet.size(); ++i) {
        if (packet[at + i] == content[i]) explained[at + i] = true;
    }
}

Finding check_whole(Bytes packet, const std::vector<Fed>& fed) {
    const Fed& last = fed.back();
    const std::size_t size = (last.octets[0] & 7U) * 256U + last.octets[1];
    const auto lengths = meter::net::header_lengths(packet);
    if (!lengths) return "what became whole has no headers";
    const std::size_t headers = lengths.value().compressed;
    if (packet.size() - headers + kHeaders != size) return "what became whole has another size";
    std::vector<bool> explained(packet.size());
    for (const Fed& one : fed) {
        const bool in_time = last.at - one.at < meter::net::kReassemblyTimeOut;
        if (in_time && same_datagram(one, last)) explain(one, packet, headers, explained);
    }
    const bool all = std::ranges::all_of(explained, [](bool known) { return known; });
    return all ? nullptr : "an octet of what became whole never came for it";
}

// ---- The script ----

class Rig {
public:
    void pass(meter::Duration time) { now_ += time; }

    Finding feed(std::uint8_t source, Octets octets) {
        octets.shrink_to_fit();  // A heap block of its exact size, for the address sanitizer.
        fed_.push_back({now_, source, std::move(octets)});
        const auto answer = reassembler_.accept(now_, eui_of(source), fed_.back().octets);
        if (reassembler_.under_way() > kMeterPlaces)
            return "more is under way than there are places";
        if (answer) ++whole_;
        if (reassembler_.counters().whole != whole_) return "what became whole is counted wrong";
        return answer ? check_whole(answer.value(), fed_) : nullptr;
    }

    // A datagram of a source that has not sent before, without fault.
    Finding comes_back(Bytes packet, Bytes sizes) {
        constexpr std::uint8_t kNewcomer = 9;
        Fragmenter fragmenter = fragmenter_of(packet, 1);
        std::array<std::uint8_t, kSmallestPiece + kPieceSizes> octets{};
        for (std::size_t i = 0; fragmenter.more(); ++i) {
            const auto piece =
                fragmenter.next(size_of(sizes.empty() ? 76 : sizes[i % sizes.size()]));
            if (!piece) return "a datagram cannot be cut";
            const auto size = meter::net::write_fragment(piece.value(), octets);
            const auto answer =
                reassembler_.accept(now_, eui_of(kNewcomer), Bytes{octets}.first(size.value_or(0)));
            const bool is_last = !fragmenter.more();
            if (answer.ok() != is_last) return "a datagram sent without fault does not come back";
            if (is_last && !std::ranges::equal(answer.value(), packet)) {
                return "a datagram sent without fault comes back as another";
            }
        }
        return nullptr;
    }

private:
    std::array<meter::net::ReassemblyPlace, kMeterPlaces> places_{};
    std::array<std::uint8_t, kMeterPlaces * kPlaceOctets> octets_{};
    meter::net::Reassembler reassembler_{places_, octets_};
    Instant now_{};
    std::vector<Fed> fed_{};
    std::uint32_t whole_ = 0;
};

const Octets& known_packet(std::size_t variant) {
    static const std::array<Octets, 4> kPackets{packet_of(0, 0), packet_of(1, 1), packet_of(2, 2),
                                                packet_of(3, 3)};
    return kPackets[variant % 4];
}

// The piece of that number, or the last.
Octets piece_of(unsigned variant, unsigned tag, ByteReader& script) {
    Fragmenter fragmenter = fragmenter_of(known_packet(variant), static_cast<std::uint16_t>(tag));
    const std::size_t size = size_of(script.u8());
    Fragment piece;
    for (unsigned left = script.u8() % 64U + 1; left > 0 && fragmenter.more(); --left) {
        piece = fragmenter.next(size).value();
    }
    Octets octets(piece.octets());
    octets.resize(meter::net::write_fragment(piece, octets).value_or(0));
    return octets;
}

Finding step(Rig& rig, ByteReader& script) {
    const unsigned order = script.u8();
    const auto source = static_cast<std::uint8_t>(order & 3U);
    Octets octets;
    switch (order >> 2U & 3U) {
        case 0: {
            const std::size_t length = std::min<std::size_t>(script.u8(), script.remaining());
            const Bytes raw = script.bytes(length);
            octets.assign(raw.begin(), raw.end());
            break;
        }
        case 1:
            octets = piece_of(order >> 6U, order >> 4U & 3U, script);
            break;
        case 2:
            octets = piece_of(order >> 6U, order >> 4U & 3U, script);
            octets[script.u8() % octets.size()] = script.u8();
            break;
        default:
            rig.pass(meter::milliseconds(script.u8() * 40));
            return nullptr;
    }
    return rig.feed(source, std::move(octets));
}

}  // namespace

Finding reassembly(Bytes input) {
    Rig rig;
    ByteReader script{input};
    while (script.remaining() > 0) {
        if (const Finding finding = step(rig, script)) return finding;
    }
    const Bytes sizes = input.last(std::min<std::size_t>(input.size(), 8));
    return rig.comes_back(known_packet(1 + input.size() % 2), sizes);
}

}  // namespace bench::fuzz
