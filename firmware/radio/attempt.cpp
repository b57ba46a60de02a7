#include "firmware/radio/attempt.h"

#include <algorithm>

namespace meter::radio {
namespace {

constexpr std::uint8_t kOrdinaryExponent = 3;
constexpr std::uint8_t kMaxExponent = 5;
constexpr std::int64_t kSlotsSearched = 256;
constexpr Duration kFixedWindow = milliseconds(100);

// Back-off before the n-th try. An alarm starts at once, then spreads: those that failed together
// would otherwise fail together again.
std::uint8_t wanted_exponent(const Need& need) {
    if (!need.urgent) return kOrdinaryExponent;
    return std::min<std::uint8_t>(need.tries, 2);
}

// With each busy channel the back-off doubles. That of an alarm stays short: it looks again soon
// and is the first to go when the channel falls silent (priority channel access).
std::uint8_t most_exponent(const Need& need, std::uint8_t exponent) {
    if (need.urgent) return std::max<std::uint8_t>(exponent, 1);
    return std::min(static_cast<std::uint8_t>(exponent + 2), kMaxExponent);
}

constexpr Duration longest_backoff(const Need& need, std::uint8_t exponent) {
    return need.unit * ((std::int64_t{1} << exponent) - 1);
}

// How a frame lies in a slot of the receiver, the same for each of its slots.
struct Shape {
    std::uint8_t exponent = 0;
    Duration first{};  // From the slot's start to the earliest begin of back-off.
    Duration last{};   // From the slot's start to the latest start of the frame.
};

Shape shape_of(const Receiver& receiver, const Need& need) {
    const Duration dwell = receiver.schedule.dwell();
    const Duration guard = std::min(receiver.guard, dwell / 2);
    const Duration whole = need.airtime + need.reply;
    // An alarm begins wherever the receiver can still find it: what it has begun it finishes, and
    // answers. Ordinary frames end within the slot, so that the next one is free for others.
    const bool overhangs = need.urgent || dwell - guard * 2 - need.access < whole;
    const Duration end = overhangs ? need.detection : whole;
    Shape shape;
    shape.first = guard;
    shape.last = std::max(guard + need.access, dwell - guard - end);
    const Duration spare = shape.last - guard - need.access;
    shape.exponent = need.urgent || !overhangs ? wanted_exponent(need) : std::uint8_t{0};
    while (shape.exponent > 0 && longest_backoff(need, shape.exponent) > spare) --shape.exponent;
    return shape;
}

// The receiver's channel in a slot; nothing when that is not known or not wanted.
std::optional<std::uint8_t> channel_in(const Receiver& receiver, std::int64_t slot, Instant start) {
    if (receiver.common_only && !AgreedMask::is_common(slot)) return std::nullopt;
    const ChannelMask* mask =
        receiver.agreed == nullptr ? &receiver.mask : receiver.agreed->at(slot, start);
    if (mask == nullptr) return std::nullopt;
    return unicast_channel(receiver.key, Schedule::hop_slot(slot), *mask);
}

}  // namespace

std::optional<Attempt> plan_hopping(const Receiver& receiver, const Need& need,
                                    const AirtimeBudget& budget) {
    const Shape shape = shape_of(receiver, need);
    const Duration before_frame = longest_backoff(need, shape.exponent) + need.access;
    int avoided = 0;
    const std::int64_t running = receiver.schedule.slot_at(need.from);
    for (std::int64_t slot = running; slot < running + kSlotsSearched; ++slot) {
        const Instant start = receiver.schedule.start_of(slot);
        const Instant not_before = std::max(need.from, start + shape.first);
        const Instant latest_start = std::min(start + shape.last, need.until);
        if (not_before > need.until) return std::nullopt;
        if (not_before + before_frame > latest_start) continue;
        const std::optional<std::uint8_t> channel = channel_in(receiver, slot, start);
        if (!channel) continue;
        if (budget.earliest(*channel, need.airtime, not_before, need.urgent) > not_before) continue;
        if (receiver.avoided.test(*channel) && avoided++ < kMostAvoided) continue;
        return Attempt{*channel, shape.exponent, most_exponent(need, shape.exponent), not_before,
                       latest_start};
    }
    return std::nullopt;
}

std::optional<Attempt> plan_fixed(std::uint8_t channel, const Need& need,
                                  const AirtimeBudget& budget) {
    const Instant not_before = budget.earliest(channel, need.airtime, need.from, need.urgent);
    if (not_before > need.until || not_before == kNever) return std::nullopt;
    const Instant latest_start = std::min(not_before + kFixedWindow, need.until);
    if (not_before + need.access > latest_start) return std::nullopt;
    const auto exponent = wanted_exponent(need);
    return Attempt{channel, exponent, most_exponent(need, exponent), not_before, latest_start};
}

}  // namespace meter::radio
