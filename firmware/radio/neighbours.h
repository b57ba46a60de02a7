#pragma once

// Who we have heard, and where in its schedule each one is. The table has as many places as its
// owner gives it; when it is full the one not heard for longest makes room.
//
// A collector looks up hundreds of them many times a frame: they hang in chains by a hash of the
// address, one chain for each place, whose links lie in the places themselves.

#include <array>
#include <cstdint>
#include <span>

#include "firmware/core/address.h"
#include "firmware/radio/channel_mask.h"
#include "firmware/radio/link_control.h"
#include "firmware/radio/schedule.h"
#include "firmware/units/time.h"

namespace meter::radio {

struct Neighbour {
    static constexpr std::uint16_t kEndOfChain = 0xFFFF;

    Eui64 eui{};
    Instant origin{};  // Of its schedule, on our uptime.
    Instant heard{};   // When the origin was last measured.
    std::uint32_t data_at_ms = 0;
    std::uint8_t dwell_ms = 0;
    std::uint8_t sequence = 0;  // Of its last data frame.
    bool has_sequence = false;
    LinkControl link{};
    // What it told us to be bad for it: the first eight, else kNoChannel.
    static constexpr std::uint8_t kNoChannel = 0xFF;
    std::array<std::uint8_t, 8> bad{kNoChannel, kNoChannel, kNoChannel, kNoChannel,
                                    kNoChannel, kNoChannel, kNoChannel, kNoChannel};
    // The table's own.
    std::uint16_t chain = kEndOfChain;  // The first in the chain of this place's number.
    std::uint16_t next = kEndOfChain;   // In the chain that this one hangs in.

    [[nodiscard]] Schedule schedule() const { return {origin, milliseconds(dwell_ms)}; }
    // How far the origin may be off: both crystals at 20 ppm since it was measured, plus what the
    // timing field resolves.
    [[nodiscard]] Duration uncertainty(Instant now) const;
    void set_bad_channels(const ChannelMask& mask);
    [[nodiscard]] ChannelMask bad_channels() const;
    // True for a frame that came before, sent again because its acknowledgement was lost.
    [[nodiscard]] bool is_repeat(std::uint8_t data_sequence, Instant at);
};
static_assert(sizeof(Neighbour) <= 56);

class NeighbourTable {
public:
    // At least one place, at most 65535.
    explicit NeighbourTable(std::span<Neighbour> places) : places_{places} {}

    [[nodiscard]] Neighbour* find(const Eui64& eui);
    [[nodiscard]] const Neighbour* find(const Eui64& eui) const;
    // The neighbour with its schedule measured anew; learnt if it is a stranger.
    Neighbour& measure(const Eui64& eui, Instant at, std::uint32_t ufsi, std::uint8_t dwell_ms);
    [[nodiscard]] std::size_t size() const { return used_; }
    [[nodiscard]] std::span<const Neighbour> all() const { return places_.first(used_); }

private:
    [[nodiscard]] std::uint16_t& chain_of(const Eui64& eui) const;
    [[nodiscard]] Neighbour* search(const Eui64& eui) const;
    void unchain(const Neighbour& place);
    Neighbour& place_for(const Eui64& eui);

    std::span<Neighbour> places_;
    std::size_t used_ = 0;
};

}  // namespace meter::radio
