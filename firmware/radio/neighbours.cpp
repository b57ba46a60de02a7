#include "firmware/radio/neighbours.h"

#include <algorithm>

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
    const std::uint32_t count = mask.count();
    for (std::uint32_t i = 0; i < bad.size(); ++i) bad[i] = i < count ? mask.nth(i) : kNoChannel;
}

ChannelMask Neighbour::bad_channels() const {
    ChannelMask mask;
    for (const std::uint8_t channel : bad) {
        if (channel < ChannelMask::kChannels) mask.set(channel);
    }
    return mask;
}

const Neighbour* NeighbourTable::find(const Eui64& eui) const {
    const auto used = places_.first(used_);
    const auto found = std::ranges::find(used, eui, &Neighbour::eui);
    return found == used.end() ? nullptr : &*found;
}

Neighbour* NeighbourTable::find(const Eui64& eui) {
    const auto used = places_.first(used_);
    const auto found = std::ranges::find(used, eui, &Neighbour::eui);
    return found == used.end() ? nullptr : &*found;
}

Neighbour& NeighbourTable::place_for(const Eui64& eui) {
    if (Neighbour* known = find(eui)) return *known;
    Neighbour& place = used_ < places_.size()
                           ? places_[used_++]
                           : *std::ranges::min_element(places_, {}, &Neighbour::heard);
    place = Neighbour{};
    place.eui = eui;
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
