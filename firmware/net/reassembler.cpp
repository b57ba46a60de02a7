#include "firmware/net/reassembler.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace meter::net {
namespace {

constexpr std::size_t kHeaders = kIpv6Header + kUdpHeader;
static_assert(kHeaders % kFragmentUnit == 0, "header and payload would share a unit");

constexpr std::size_t units_of(std::size_t octets) {
    return (octets + kFragmentUnit - 1) / kFragmentUnit;
}

bool is_free(const ReassemblyPlace& place) { return place.size == 0; }
bool is_under_way(const ReassemblyPlace& place) { return !is_free(place) && place.missing != 0; }

void begin(Instant now, ReassemblyPlace& place, const Eui64& source, const FragmentHeader& header) {
    place = {};
    place.source = source;
    place.tag = header.tag;
    place.size = header.size;
    place.missing = static_cast<std::uint16_t>(units_of(header.size));
    place.begun = now;
    place.last = now;
}

bool same_octets(Bytes a, Bytes b) { return std::ranges::equal(a, b); }

void copy(std::span<std::uint8_t> to, std::size_t at, Bytes from) {
    if (!from.empty()) std::memcpy(to.data() + at, from.data(), from.size());
}

}  // namespace

// `from` and `to` are octets of the uncompressed datagram; the first fragment begins at 0.
struct Reassembler::Piece {
    FragmentHeader header{};
    Bytes headers{};  // Compressed; empty in later fragments.
    Bytes payload{};
    std::size_t from = 0;
    std::size_t to = 0;
};

Reassembler::Reassembler(std::span<ReassemblyPlace> places, std::span<std::uint8_t> octets,
                         Duration time_out)
    : places_{places}, octets_{octets}, time_out_{time_out} {
    assert(!places_.empty() && capacity() >= kHeaders);
    std::ranges::fill(places_, ReassemblyPlace{});
}

Result<Bytes> Reassembler::accept(Instant now, const Eui64& source, Bytes fragment) {
    expire(now);
    const Result<Piece> read = read_piece(fragment);
    if (!read) {
        ++counters_.refused;
        return read.error();
    }
    const Piece& piece = read.value();
    ReassemblyPlace& place = place_of(now, source, piece);
    const Relation known = relation(place, piece);
    if (known == Relation::same) {
        ++counters_.repeated;
        return Error::empty;
    }
    if (known == Relation::contradicts) {
        // Of what contradicts itself nothing is kept but the latest (RFC 4944, 5.3). That is also
        // how a tag begins anew after its sender was reset.
        if (is_under_way(place)) ++counters_.overlapped;
        begin(now, place, source, piece.header);
    }
    put(now, place, piece);
    if (place.missing != 0) return Error::empty;
    ++counters_.whole;
    const std::size_t begins = kHeaders - place.header_octets;
    return Bytes{octets_of(place).subspan(begins, place.size - begins)};
}

std::size_t Reassembler::under_way() const {
    return static_cast<std::size_t>(std::ranges::count_if(places_, is_under_way));
}

// A piece is taken only where a fragmenter cuts: on a unit, or at the end of the datagram.
Result<Reassembler::Piece> Reassembler::read_piece(Bytes fragment) const {
    const auto header = read_fragment_header(fragment);
    if (!header || header.value().size < kHeaders) return Error::malformed;
    if (header.value().size > capacity()) return Error::range;
    Piece piece;
    piece.header = header.value();
    piece.payload = fragment.subspan(piece.header.octets);
    if (piece.header.first) {
        const auto lengths = header_lengths(piece.payload);
        if (!lengths || lengths.value().compressed > kHeaders) return Error::malformed;
        piece.headers = piece.payload.first(lengths.value().compressed);
        piece.payload = piece.payload.subspan(lengths.value().compressed);
        piece.to = kHeaders + piece.payload.size();
    } else {
        piece.from = std::size_t{piece.header.offset} * kFragmentUnit;
        piece.to = piece.from + piece.payload.size();
        if (piece.from < kHeaders || piece.payload.empty()) return Error::malformed;
    }
    const bool ends_well = piece.to % kFragmentUnit == 0 || piece.to == piece.header.size;
    if (piece.to > piece.header.size || !ends_well) return Error::malformed;
    return piece;
}

ReassemblyPlace& Reassembler::place_of(Instant now, const Eui64& source, const Piece& piece) {
    const auto is_its = [&](const ReassemblyPlace& place) {
        return place.size == piece.header.size && place.tag == piece.header.tag &&
               place.source == source;
    };
    const auto found = std::ranges::find_if(places_, is_its);
    if (found != places_.end()) return *found;
    ReassemblyPlace& place = place_to_use(source);
    if (is_under_way(place)) ++counters_.evicted;
    begin(now, place, source, piece.header);
    return place;
}

// The one of its source's that has been quiet longest, when the source has its share; else a free
// one, else one that is whole, else the one that has been quiet longest.
ReassemblyPlace& Reassembler::place_to_use(const Eui64& source) {
    ReassemblyPlace* own = nullptr;
    ReassemblyPlace* best = &places_.front();
    std::size_t of_source = 0;
    const auto rank = [](const ReassemblyPlace& place) {
        return is_free(place) ? 0 : is_under_way(place) ? 2 : 1;
    };
    for (ReassemblyPlace& place : places_) {
        const bool lower = rank(place) < rank(*best);
        const bool quieter = rank(place) == rank(*best) && place.last < best->last;
        if (lower || quieter) best = &place;
        if (!is_under_way(place) || place.source != source) continue;
        ++of_source;
        if (own == nullptr || place.last < own->last) own = &place;
    }
    return of_source >= kPlacesPerSource ? *own : *best;
}

Reassembler::Relation Reassembler::relation(const ReassemblyPlace& place,
                                            const Piece& piece) const {
    const std::size_t first = piece.from / kFragmentUnit;
    const std::size_t end = units_of(piece.to);
    std::size_t known = 0;
    bool same_cut = place.starts.test(first);
    for (std::size_t unit = first; unit < end; ++unit) {
        if (place.filled.test(unit)) ++known;
        if (unit != first && place.starts.test(unit)) same_cut = false;
    }
    if (known == 0) return Relation::apart;
    const bool goes_on =
        end < units_of(place.size) && place.filled.test(end) && !place.starts.test(end);
    const bool same = same_cut && known == end - first && !goes_on && holds(place, piece);
    return same ? Relation::same : Relation::contradicts;
}

bool Reassembler::holds(const ReassemblyPlace& place, const Piece& piece) const {
    const Bytes octets = octets_of(place);
    const std::size_t from = piece.header.first ? kHeaders : piece.from;
    if (!same_octets(octets.subspan(from, piece.payload.size()), piece.payload)) return false;
    if (!piece.header.first) return true;
    return same_octets(octets.subspan(kHeaders - place.header_octets, place.header_octets),
                       piece.headers);
}

void Reassembler::put(Instant now, ReassemblyPlace& place, const Piece& piece) {
    const std::span<std::uint8_t> octets = octets_of(place);
    if (piece.header.first) {
        place.header_octets = static_cast<std::uint16_t>(piece.headers.size());
        copy(octets, kHeaders - piece.headers.size(), piece.headers);
    }
    copy(octets, piece.header.first ? kHeaders : piece.from, piece.payload);
    const std::size_t first = piece.from / kFragmentUnit;
    const std::size_t end = units_of(piece.to);
    for (std::size_t unit = first; unit < end; ++unit) place.filled.set(unit);
    place.starts.set(first);
    place.missing = static_cast<std::uint16_t>(place.missing - (end - first));
    place.last = now;
}

void Reassembler::expire(Instant now) {
    for (ReassemblyPlace& place : places_) {
        if (is_free(place) || now - place.begun < time_out_) continue;
        if (is_under_way(place)) ++counters_.timed_out;
        place = {};
    }
}

std::size_t Reassembler::capacity() const {
    return std::min(octets_.size() / places_.size(), kLargestDatagram);
}

std::span<std::uint8_t> Reassembler::octets_of(const ReassemblyPlace& place) const {
    const auto index = static_cast<std::size_t>(&place - places_.data());
    return octets_.subspan(index * capacity(), capacity());
}

}  // namespace meter::net
