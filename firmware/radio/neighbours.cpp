#include "firmware/radio/neighbours.h"

#include <algorithm>

#include "firmware/radio/hopping.h"

namespace meter::radio {
namespace {

constexpr std::int64_t kDriftPpm = 40;
// Instants are whole microseconds, and radios begin a frame some tens of them off.
constexpr Duration kLooseness{200};
// A dialogue lasts four seconds at most: no repeat comes later.
constexpr std::uint32_t kRepeatWindowMs = 4200;

std::uint32_t milliseconds_of(Instant at) {
    return static_cast<std::uint32_t>(at.time_since_epoch().count() / 1000);
}

}  // namespace

Duration Neighbour::uncertainty(Instant now) const {
    const std::int64_t age = std::max<std::int64_t>((now - heard).count(), 0);
    return kLooseness + schedule().resolution() + Duration{age * kDriftPpm / 1000000};
}

bool Neighbour::is_repeat(std::uint8_t data_sequence, Instant at) {
    const std::uint32_t now_ms = milliseconds_of(at);
    const bool repeat =
        has_sequence && sequence == data_sequence && now_ms - data_at_ms < kRepeatWindowMs;
    sequence = data_sequence;
    has_sequence = true;
    if (!repeat) data_at_ms = now_ms;
    return repeat;
}

void Neighbour::set_bad_channels(const ChannelMask& mask) {
    std::size_t count = 0;
    bad.fill(kNoChannel);
    mask.for_each([&](std::uint8_t channel) {
        if (count < bad.size()) bad[count++] = channel;
    });
}

ChannelMask Neighbour::bad_channels() const {
    ChannelMask mask;
    for (const std::uint8_t channel : bad) {
        if (channel < ChannelMask::kChannels) mask.set(channel);
    }
    return mask;
}

std::uint16_t& NeighbourTable::chain_of(const Eui64& eui) const {
    const HopKey words = hop_key(eui);
    const std::uint32_t mixed = (words.low ^ words.high * 0x85EBCA6BU) * 0x9E3779B1U >> 16U;
    return places_[mixed % static_cast<std::uint32_t>(places_.size())].chain;
}

Neighbour* NeighbourTable::search(const Eui64& eui) const {
    std::uint16_t at = chain_of(eui);
    for (std::size_t i = 0; i < used_ && at != Neighbour::kEndOfChain; ++i) {
        if (places_[at].eui == eui) return &places_[at];
        at = places_[at].next;
    }
    return nullptr;
}

const Neighbour* NeighbourTable::find(const Eui64& eui) const { return search(eui); }
Neighbour* NeighbourTable::find(const Eui64& eui) { return search(eui); }

void NeighbourTable::unchain(const Neighbour& place) {
    const auto number = static_cast<std::uint16_t>(&place - places_.data());
    std::uint16_t* link = &chain_of(place.eui);
    for (std::size_t i = 0; i < used_ && *link != number; ++i) link = &places_[*link].next;
    *link = place.next;
}

Neighbour& NeighbourTable::place_for(const Eui64& eui) {
    if (Neighbour* known = find(eui)) return *known;
    const bool full = used_ == places_.size();
    Neighbour& place =
        full ? *std::ranges::min_element(places_, {}, &Neighbour::heard) : places_[used_++];
    if (full) unchain(place);
    const std::uint16_t own_chain = place.chain;
    place = Neighbour{};
    place.chain = own_chain;
    place.eui = eui;
    std::uint16_t& first = chain_of(eui);
    place.next = first;
    first = static_cast<std::uint16_t>(&place - places_.data());
    return place;
}

Neighbour& NeighbourTable::measure(const Eui64& eui, Instant at, std::uint32_t ufsi,
                                   std::uint8_t dwell_ms) {
    Neighbour& neighbour = place_for(eui);
    neighbour.origin = Schedule::heard(at, ufsi, milliseconds(dwell_ms)).origin();
    neighbour.heard = at;
    neighbour.dwell_ms = dwell_ms;
    return neighbour;
}

}  // namespace meter::radio
