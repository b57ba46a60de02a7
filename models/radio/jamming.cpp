#include "models/radio/jamming.h"

#include <utility>

#include "models/radio/phy.h"

namespace bench::radio {
namespace {

void tell(FaultObserver*& observer, std::uint32_t id) {
    if (FaultObserver* const once = std::exchange(observer, nullptr)) once->took_effect(id);
}

}  // namespace

void Jamming::start(const Jam& jam) {
    std::erase_if(jams_, [&](const Jam& old) {
        return old.end != kEndOfTime && old.end + kLongerThanAnyFrame < jam.start;
    });
    jams_.push_back(jam);
}

void Jamming::stop(std::uint32_t id, Time now) {
    for (Jam& jam : jams_) {
        if (jam.id == id && jam.end == kEndOfTime) jam.end = now;
    }
}

void Jamming::mattered(trace::Entity node, std::uint8_t channel, Time from, Time to) {
    for (Jam& jam : jams_) {
        if (jam.hits(node, channel, from, to)) tell(jam.observer, jam.id);
    }
}

void Cuts::set(std::uint32_t link, bool cut, std::uint32_t id, FaultObserver* observer) {
    auto& holds = links_[link].holds;
    if (!holds.empty()) --held_;
    std::erase_if(holds, [&](const Hold& hold) { return hold.id == id; });
    if (cut) holds.push_back({id, observer});
    if (!holds.empty()) ++held_;
}

void Cuts::mattered(std::uint32_t link) {
    for (Hold& hold : links_[link].holds) tell(hold.observer, hold.id);
}

}  // namespace bench::radio
