#pragma once

// Puts the fragments of other nodes together again (RFC 4944, section 5.3), within a fixed number
// of places.
//
// A place is addressed by offsets of the uncompressed datagram. The headers arrive compressed and
// shorter; they are laid so that they end where the payload begins. So every piece has its position
// from the first, in whatever order they come, and the whole is one compressed packet without a gap
// for decompress().

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/net/fragment.h"
#include "firmware/units/time.h"

namespace meter::net {

inline constexpr std::size_t kMeterPlaces = 4;
inline constexpr std::size_t kCollectorPlaces = 16;
inline constexpr std::size_t kPlaceOctets = 1280;  // The smallest MTU of IPv6 (RFC 8200, 5).
// One datagram, and one more urgent that its sender lets go first.
inline constexpr std::size_t kPlacesPerSource = 2;
// RFC 4944 allows 60 s at most. One hop whose dialogues end within 4 s needs less.
inline constexpr Duration kReassemblyTimeOut = seconds(5);

// One bit for each unit of 8 octets of the longest datagram.
class UnitMap {
public:
    [[nodiscard]] bool test(std::size_t unit) const {
        return (words_[unit / 32] >> unit % 32 & 1U) != 0;
    }
    void set(std::size_t unit) { words_[unit / 32] |= 1U << unit % 32; }

private:
    std::array<std::uint32_t, (kLargestDatagram + 1) / kFragmentUnit / 32> words_{};
};

// Given by the owner, read and written by the reassembler alone.
struct ReassemblyPlace {
    Eui64 source{};
    std::uint16_t tag = 0;
    std::uint16_t size = 0;           // Of the uncompressed datagram; 0: nobody's place.
    std::uint16_t header_octets = 0;  // Of the compressed headers; 0 until they have come.
    std::uint16_t missing = 0;        // Units; 0: whole, and kept to know repeats.
    Instant begun{};
    Instant last{};
    UnitMap filled{};
    UnitMap starts{};  // Units with which a fragment begins.
};

struct ReassemblyCounters {
    std::uint32_t whole = 0;
    std::uint32_t repeated = 0;    // Fragments that had already come.
    std::uint32_t refused = 0;     // Fragments that contradict themselves or are too long.
    std::uint32_t overlapped = 0;  // Datagrams dropped because a fragment contradicted another.
    std::uint32_t timed_out = 0;   // Datagrams.
    std::uint32_t evicted = 0;     // Datagrams dropped for a newer one.
};

class Reassembler {
public:
    // `octets` is shared out evenly: each place takes uncompressed datagrams of as many octets, at
    // least 48 and at most kLargestDatagram. Both must outlive the reassembler.
    Reassembler(std::span<ReassemblyPlace> places, std::span<std::uint8_t> octets,
                Duration time_out = kReassemblyTimeOut);

    // Takes the link payload of one frame and answers the whole compressed packet when it was the
    // last that was missing: a view of `octets` that lasts until the next call. Otherwise
    // Error::empty: more is to come, or this had come before; Error::range: longer than a place;
    // Error::malformed: not a fragment, or one that no sender makes. `now` never falls.
    Result<Bytes> accept(Instant now, const Eui64& source, Bytes fragment);

    [[nodiscard]] const ReassemblyCounters& counters() const { return counters_; }
    // Datagrams of which something has come and something is missing, as of the last call.
    [[nodiscard]] std::size_t under_way() const;

private:
    struct Piece;
    enum class Relation : std::uint8_t { apart, same, contradicts };

    [[nodiscard]] Result<Piece> read_piece(Bytes fragment) const;
    [[nodiscard]] ReassemblyPlace& place_of(Instant now, const Eui64& source, const Piece& piece);
    [[nodiscard]] ReassemblyPlace& place_to_use(const Eui64& source);
    [[nodiscard]] Relation relation(const ReassemblyPlace& place, const Piece& piece) const;
    [[nodiscard]] bool holds(const ReassemblyPlace& place, const Piece& piece) const;
    void put(Instant now, ReassemblyPlace& place, const Piece& piece);
    void expire(Instant now);
    [[nodiscard]] std::size_t capacity() const;  // Octets of a place.
    [[nodiscard]] std::span<std::uint8_t> octets_of(const ReassemblyPlace& place) const;

    std::span<ReassemblyPlace> places_;
    std::span<std::uint8_t> octets_;
    Duration time_out_;
    ReassemblyCounters counters_{};
};

}  // namespace meter::net
