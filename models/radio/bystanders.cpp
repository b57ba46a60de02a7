// Who is not meant by a frame may still be locked on it, and deaf for another. That is found out
// when somebody wants to know, from the frames in memory: a frame costs nothing for those who
// neither send, sense nor are addressed meanwhile.
//
// What was the case when the frame began must come out although later things are known by now:
// whoever changes what a radio hears settles it first, and time is compared by the order of frames.

#include <algorithm>
#include <cstring>

#include "models/radio/medium.h"
#include "models/radio/transceiver.h"

namespace bench::radio {
namespace {

// A busy period longer than this is settled for everybody and begun anew, so that the frames of
// one fit into memory.
constexpr Nanoseconds kLongPeriod = std::chrono::milliseconds{100};

std::uint64_t word_of(const AirEui64& eui) {
    std::uint64_t word = 0;
    std::memcpy(&word, eui.data(), sizeof word);
    return word;
}

}  // namespace

void Medium::named(trace::Entity node, const AirEui64& eui) {
    auto& nodes = by_eui_[word_of(eui)];
    const auto at = std::ranges::lower_bound(nodes, node);
    if (at == nodes.end() || *at != node) nodes.insert(at, node);
}

void Medium::offer_to_all(Transmission& frame) {
    for (const Neighbour& neighbour : air_.neighbours(frame.from)) offer(frame, neighbour);
}

// Faults tell their observers of whoever felt them, so while there are any all are asked at once.
bool Medium::all_matter() const { return cuts_.any() || jamming_.on() || interferers_.unsteady(); }

void Medium::offer_to_interested(Transmission& frame) {
    if (mode_ == MediumMode::naive || all_matter()) {
        offer_to_all(frame);
        return;
    }
    if (!frame.header) return;
    const MacAddress& to = frame.header->destination;
    const bool to_all = to.mode == AddressMode::none ||
                        (to.mode == AddressMode::short_16 && to.short_16 == kBroadcastShort) ||
                        (to.mode == AddressMode::extended && to.eui == kBroadcastEui);
    if (to_all) offer_to_all(frame);
    if (to_all || to.mode != AddressMode::extended) return;
    const auto found = by_eui_.find(word_of(to.eui));
    if (found == by_eui_.end()) return;
    for (const trace::Entity node : found->second) {
        const auto neighbour = air_.between(frame.from, node);
        if (neighbour) offer(frame, *neighbour);
    }
}

// Who waits for the end of its lock must know at once that it is on another frame now.
void Medium::offer_to_watchers(const Transmission& frame) {
    std::erase_if(watchers_, [this](trace::Entity node) {
        return !transceivers_[node - 1U]->waits_for_lock();
    });
    for (std::size_t i = 0; i < watchers_.size(); ++i) {
        const trace::Entity node = watchers_[i];
        const Transceiver& receiver = *transceivers_[node - 1U];
        settle_before(node, receiver.matters_since(), frame.number + 1);
        if (receiver.locked_on(frame.number)) watch(node, frame.number);
    }
}

void Medium::settle(trace::Entity node, Time since) {
    if (mode_ == MediumMode::interest) settle_before(node, since, frames_ + 1);
}

void Medium::settle_all() {
    if (mode_ == MediumMode::naive) return;
    for (std::size_t i = 0; i < transceivers_.size(); ++i) {
        if (transceivers_[i] != nullptr) transceivers_[i]->settle();
    }
}

void Medium::settle_long_period() {
    if (mode_ == MediumMode::naive || recent_.period_length(agenda_.now()) < kLongPeriod) return;
    if (on_air_.empty()) return;
    settle_all();
    recent_.split();
}

void Medium::settle_before(trace::Entity node, Time since, std::uint32_t before) {
    Transceiver& receiver = *transceivers_[node - 1U];
    std::uint32_t& next = unsettled_[node - 1U];
    if (next < before) {
        std::uint32_t number =
            std::max(next, recent_.matters_from(since, before, next, on_air_.empty()));
        for (; number < before; ++number) {
            release(receiver, number);
            overhear(*recent_.find(number), receiver, node);
        }
        next = before;
    }
    release(receiver, before);
}

// Its lock, if what it was on had ended when frame `before` began.
void Medium::release(Transceiver& receiver, std::uint32_t before) const {
    if (receiver.locked_frame() == 0) return;
    const Transmission* const frame = recent_.find(receiver.locked_frame());
    if (frame == nullptr || frame->ended_before < before) receiver.release();
}

void Medium::overhear(const Transmission& frame, Transceiver& receiver, trace::Entity node) {
    const Attention attention = receiver.attention(frame.channel, frame.facts->phy, frame.start);
    if (attention == Attention::away || attention == Attention::busy) return;
    const auto path = air_.between(node, frame.from);
    if (!path) return;
    Hearing hearing{.receiver = &receiver, .node = node, .link = path->link};
    hearing.power_mw = frame.power_mw * air_.gain(path->link, frame.channel, frame.start);
    if (attention == Attention::locked && !outdoes(hearing)) return;
    if (judge_.synchronise(frame, hearing).lost) return;
    receiver.lock(frame, hearing.power_mw);
}

void Medium::watch(trace::Entity node, std::uint32_t number) {
    Transmission* const frame = on_air(number);
    if (mode_ == MediumMode::naive || frame == nullptr) return;
    if (std::ranges::find(watchers_, node) == watchers_.end()) watchers_.push_back(node);
    const auto at = std::ranges::lower_bound(frame->hearings, node, {}, &Hearing::node);
    if (at != frame->hearings.end() && at->node == node) return;
    frame->hearings.insert(at, {.receiver = transceivers_[node - 1U], .node = node});
}

}  // namespace bench::radio
