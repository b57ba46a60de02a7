#include "firmware/radio/airtime.h"

#include <algorithm>

namespace meter::radio {
namespace {

constexpr Duration kBucket = seconds(300);
constexpr Duration kPoliteLimit = seconds(100);
constexpr Duration kPoliteSingle = seconds(1);
constexpr Duration kPause = milliseconds(101);  // 100 ms, and a margin for our crystal.

// Percent of the limit that each kind may fill up to.
constexpr std::int64_t kOrdinaryPercent = 85;
constexpr std::int64_t kUrgentPercent = 95;
constexpr std::int64_t kListenPercent = 97;

struct Band {
    std::uint32_t from_khz;
    std::uint32_t to_khz;
    Duration limit;  // Per hour.
};
constexpr std::array<Band, 6> kBands{{{863000, 865000, milliseconds(3600)},
                                      {865000, 868000, seconds(36)},
                                      {868000, 868600, seconds(36)},
                                      {868700, 869200, milliseconds(3600)},
                                      {869400, 869650, seconds(360)},
                                      {869700, 870000, seconds(36)}}};

std::int64_t bucket_of(Instant at) { return at.time_since_epoch() / kBucket; }

}  // namespace

std::size_t RegulatoryBudget::group_of(std::uint8_t channel) const {
    if (mode_ == AccessMode::polite) return channel;
    const std::uint32_t centre = eu33_kilohertz(channel);
    for (std::size_t i = 0; i < kBands.size(); ++i) {
        if (centre > kBands[i].from_khz && centre < kBands[i].to_khz) return i;
    }
    return kBands.size();  // No band: nothing may be sent there.
}

Duration RegulatoryBudget::limit(std::uint8_t channel) const {
    if (channel >= kEu33Count) return Duration{0};
    if (mode_ == AccessMode::polite) return kPoliteLimit;
    const std::size_t group = group_of(channel);
    return group < kBands.size() ? kBands[group].limit : Duration{0};
}

Duration RegulatoryBudget::used(std::uint8_t channel, Instant now) const {
    if (channel >= kEu33Count) return Duration{0};
    const auto& spent = spent_us_[group_of(channel)];
    const std::int64_t oldest = std::max(bucket_of(now), newest_) - (kBuckets - 1);
    std::int64_t sum = 0;
    for (std::int64_t bucket = std::max<std::int64_t>(oldest, 0); bucket <= newest_; ++bucket) {
        sum += spent[static_cast<std::size_t>(bucket % kBuckets)];
    }
    return Duration{sum};
}

Instant RegulatoryBudget::rested(std::uint8_t channel, Instant now) const {
    const LastUse& last = last_[channel];
    if (mode_ != AccessMode::polite || !last.used || last.dialogue == dialogue_) return now;
    return std::max(now, last.end + kPause);
}

Instant RegulatoryBudget::earliest(std::uint8_t channel, Duration airtime, Instant now,
                                   bool urgent) const {
    if (channel >= kEu33Count) return kNever;
    if (mode_ == AccessMode::polite && airtime > kPoliteSingle) return kNever;
    const std::int64_t percent = urgent ? kUrgentPercent : kOrdinaryPercent;
    const Duration allowance = limit(channel) * percent / 100;
    Instant when = rested(channel, now);
    for (std::int64_t i = 0; i <= kBuckets; ++i) {
        if (used(channel, when) + airtime <= allowance) return when;
        when = Instant{kBucket * (bucket_of(when) + 1)};
    }
    return kNever;
}

void RegulatoryBudget::advance_to(std::int64_t bucket) {
    const std::int64_t steps = std::min(bucket - newest_, kBuckets);
    for (std::int64_t i = 0; i < steps; ++i) {
        const auto place = static_cast<std::size_t>((bucket - i) % kBuckets);
        for (auto& spent : spent_us_) spent[place] = 0;
    }
    newest_ = std::max(newest_, bucket);
}

void RegulatoryBudget::charge_ack(std::uint8_t channel, Instant start, Duration airtime) {
    if (channel >= kEu33Count) return;
    advance_to(bucket_of(start + airtime));
    // Counted in the newest bucket: later than it was, never earlier.
    auto& spent = spent_us_[group_of(channel)][static_cast<std::size_t>(newest_ % kBuckets)];
    spent += static_cast<std::uint32_t>(airtime.count());
}

void RegulatoryBudget::charge(std::uint8_t channel, Instant start, Duration airtime) {
    if (channel >= kEu33Count) return;
    charge_ack(channel, start, airtime);
    last_[channel] = {start + airtime, dialogue_, true};
}

bool RegulatoryBudget::may_acknowledge(std::uint8_t channel, Instant now) const {
    return used(channel, now) <= limit(channel) * kListenPercent / 100;
}

}  // namespace meter::radio
