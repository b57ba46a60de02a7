#pragma once

// Fragments of a 6LoWPAN packet that is longer than a frame (RFC 4944, section 5.3). The packet is
// already compressed; sizes and offsets on the air are those of the uncompressed IPv6 packet, and
// the compressed headers go whole in the first fragment (RFC 6282, section 2).
//
// Nothing is copied: a fragment is a header of its own and a view of the owner's packet.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/net/sixlowpan.h"

namespace meter::net {

inline constexpr std::size_t kFirstFragmentHeader = 4;
inline constexpr std::size_t kLaterFragmentHeader = 5;
inline constexpr std::size_t kFragmentUnit = 8;         // Octets that an offset counts.
inline constexpr std::size_t kLargestDatagram = 0x7FF;  // What datagram_size can say.

struct FragmentHeader {
    bool first = false;
    std::uint16_t size = 0;   // Octets of the uncompressed datagram.
    std::uint16_t tag = 0;    // Of the datagram, by its sender.
    std::uint8_t offset = 0;  // In units of 8 octets; 0 for the first.
    std::size_t octets = 0;   // Of this header itself.
};

// True for the dispatch of FRAG1 or FRAGN. What it is true for goes to a Reassembler.
[[nodiscard]] bool is_fragment(Bytes link_payload);

// Error::malformed for anything else than a whole FRAG1 or FRAGN header.
[[nodiscard]] Result<FragmentHeader> read_fragment_header(Bytes link_payload);

// What one frame carries: `header`, then `content`.
struct Fragment {
    std::array<std::uint8_t, kLaterFragmentHeader> header{};
    std::size_t header_octets = 0;  // 0: the packet went whole, without a fragment header.
    Bytes content{};
    [[nodiscard]] std::size_t octets() const { return header_octets + content.size(); }
};

// Answers the octets written; Error::full if `out` is too small.
Result<std::size_t> write_fragment(const Fragment& fragment, std::span<std::uint8_t> out);

// Hands out one packet piece by piece. Between two pieces the owner may send something else, wait,
// change the size, or drop the rest. A piece that must be sent again is sent as it was: one with
// the same offset and another length makes the receiver discard the datagram (RFC 4944, 5.3).
class Fragmenter {
public:
    // The packet stays the owner's and must stay as it is until more() is false. Its sender gives
    // each datagram another tag. Error::range when the lengths contradict the packet, or the
    // uncompressed packet is longer than kLargestDatagram. What was under way is forgotten.
    Result<void> begin(Bytes packet, HeaderLengths lengths, std::uint16_t tag);

    [[nodiscard]] bool more() const { return sent_ < packet_.size(); }

    // The next piece, at most `max_octets` long with its header. A packet of which nothing has gone
    // and that fits goes whole. Error::full when `max_octets` has no room for the headers or for 8
    // octets, which changes nothing: ask again with more. Error::empty when nothing is left.
    Result<Fragment> next(std::size_t max_octets);

    void drop() { packet_ = {}, sent_ = 0; }

private:
    [[nodiscard]] std::size_t datagram_octets() const;
    Fragment take(std::size_t end, bool first);

    Bytes packet_{};
    HeaderLengths lengths_{};
    std::uint16_t tag_ = 0;
    std::size_t sent_ = 0;  // Octets of packet_.
};

}  // namespace meter::net
