#include "firmware/net/fragment.h"

namespace meter::net {
namespace {

// RFC 4944, 5.3: five bits of dispatch, eleven of datagram_size.
constexpr std::uint16_t kDispatchMask = 0xF800;
constexpr std::uint16_t kFirst = 0xC000;
constexpr std::uint16_t kLater = 0xE000;

constexpr std::size_t whole_units(std::size_t octets) { return octets - octets % kFragmentUnit; }

}  // namespace

bool is_fragment(Bytes link_payload) {
    if (link_payload.empty()) return false;
    const unsigned dispatch = unsigned{link_payload[0]} << 8U & kDispatchMask;
    return dispatch == kFirst || dispatch == kLater;
}

Result<FragmentHeader> read_fragment_header(Bytes link_payload) {
    if (!is_fragment(link_payload)) return Error::malformed;
    ByteReader reader{link_payload};
    const std::uint64_t word = reader.be(2);
    FragmentHeader header;
    header.first = (word & kDispatchMask) == kFirst;
    header.size = static_cast<std::uint16_t>(word & kLargestDatagram);
    header.tag = static_cast<std::uint16_t>(reader.be(2));
    if (!header.first) header.offset = reader.u8();
    if (!reader.ok()) return Error::malformed;
    header.octets = header.first ? kFirstFragmentHeader : kLaterFragmentHeader;
    return header;
}

Result<std::size_t> write_fragment(const Fragment& fragment, std::span<std::uint8_t> out) {
    ByteWriter writer{out};
    writer.bytes(Bytes{fragment.header}.first(fragment.header_octets));
    writer.bytes(fragment.content);
    if (!writer.ok()) return Error::full;
    return writer.size();
}

Result<void> Fragmenter::begin(Bytes packet, HeaderLengths lengths, std::uint16_t tag) {
    drop();
    if (lengths.compressed == 0 || lengths.compressed > packet.size()) return Error::range;
    if (lengths.uncompressed > kLargestDatagram) return Error::range;
    const std::size_t payload = packet.size() - lengths.compressed;
    if (payload > kLargestDatagram - lengths.uncompressed) return Error::range;
    packet_ = packet;
    lengths_ = lengths;
    tag_ = tag;
    return {};
}

std::size_t Fragmenter::datagram_octets() const {
    return lengths_.uncompressed + packet_.size() - lengths_.compressed;
}

Fragment Fragmenter::take(std::size_t end, bool first) {
    Fragment fragment;
    ByteWriter writer{fragment.header};
    writer.be((first ? kFirst : kLater) | datagram_octets(), 2);
    writer.be(tag_, 2);
    if (!first) {
        writer.u8(static_cast<std::uint8_t>((sent_ - lengths_.compressed + lengths_.uncompressed) /
                                            kFragmentUnit));
    }
    fragment.header_octets = writer.size();
    fragment.content = packet_.subspan(sent_, end - sent_);
    sent_ = end;
    return fragment;
}

Result<Fragment> Fragmenter::next(std::size_t max_octets) {
    if (!more()) return Error::empty;
    const std::size_t rest = packet_.size() - sent_;
    if (sent_ == 0) {
        if (rest <= max_octets) {
            sent_ = packet_.size();
            return Fragment{{}, 0, packet_};
        }
        // The uncompressed octets that the first fragment stands for end on a unit, and lie behind
        // the headers.
        if (max_octets < kFirstFragmentHeader + lengths_.compressed) return Error::full;
        const std::size_t room = max_octets - kFirstFragmentHeader - lengths_.compressed;
        const std::size_t covered = whole_units(lengths_.uncompressed + room);
        if (covered < lengths_.uncompressed) return Error::full;
        return take(lengths_.compressed + covered - lengths_.uncompressed, true);
    }
    if (max_octets < kLaterFragmentHeader) return Error::full;
    const std::size_t room = max_octets - kLaterFragmentHeader;
    const std::size_t taken = rest <= room ? rest : whole_units(room);
    if (taken == 0) return Error::full;
    return take(sent_ + taken, false);
}

}  // namespace meter::net
