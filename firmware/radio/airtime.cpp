#include "firmware/radio/airtime.h"

#include <algorithm>

namespace meter::radio {
namespace {

constexpr Duration kBucket = seconds(300);
constexpr Duration kShortBucket = seconds(1);
constexpr Duration kDwellLimit = milliseconds(400);
constexpr Duration kNoLimit = seconds(3600);
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
constexpr std::array<Band, 7> kBands{{{863000, 865000, milliseconds(3600)},
                                      {865000, 868000, seconds(36)},
                                      {868000, 868600, seconds(36)},
                                      {868700, 869200, milliseconds(3600)},
                                      {869400, 869650, seconds(360)},
                                      {869700, 870000, seconds(36)},
                                      {870000, 875800, seconds(36)}}};

}  // namespace

RegulatoryBudget::RegulatoryBudget(AccessMode mode, const Plan& plan)
    : mode_{mode},
      plan_{plan},
      bucket_{plan.region == Region::europe_863 ? kBucket : kShortBucket},
      buckets_{plan.region == Region::europe_863 ? 13 : 21} {}

std::size_t RegulatoryBudget::group_of(std::uint8_t channel) const {
    const std::size_t own = static_cast<std::size_t>(channel - plan_.first);
    if (plan_.region != Region::europe_863 || mode_ == AccessMode::polite) return own;
    const std::uint32_t centre = plan_.kilohertz(channel);
    for (std::size_t i = 0; i < kBands.size(); ++i) {
        if (centre > kBands[i].from_khz && centre < kBands[i].to_khz) return i;
    }
    return kBands.size();  // No band: nothing may be sent there.
}

Duration RegulatoryBudget::limit(std::uint8_t channel) const {
    if (!knows(channel)) return Duration{0};
    if (plan_.region == Region::world_2450) return kNoLimit;
    if (plan_.region == Region::north_america_902) return kDwellLimit;
    if (mode_ == AccessMode::polite) return kPoliteLimit;
    const std::size_t group = group_of(channel);
    return group < kBands.size() ? kBands[group].limit : Duration{0};
}

Duration RegulatoryBudget::used(std::uint8_t channel, Instant now) const {
    if (!knows(channel)) return Duration{0};
    const std::size_t group = group_of(channel);
    const std::int64_t oldest = std::max(bucket_of(now), newest_) - (buckets_ - 1);
    std::int64_t sum = 0;
    for (std::int64_t bucket = std::max<std::int64_t>(oldest, 0); bucket <= newest_; ++bucket) {
        sum += cell(group, bucket);
    }
    return Duration{sum};
}

Instant RegulatoryBudget::rested(std::uint8_t channel, Instant now) const {
    const LastUse& last = last_[static_cast<std::size_t>(channel - plan_.first)];
    if (!pauses() || !last.used || last.dialogue == dialogue_) return now;
    return std::max(now, last.end + kPause);
}

Instant RegulatoryBudget::earliest(std::uint8_t channel, Duration airtime, Instant now,
                                   bool urgent) const {
    if (!knows(channel)) return kNever;
    if (plan_.region == Region::world_2450) return now;
    if (pauses() && airtime > kPoliteSingle) return kNever;
    const std::int64_t percent = urgent ? kUrgentPercent : kOrdinaryPercent;
    const Duration allowance = limit(channel) * percent / 100;
    Instant when = rested(channel, now);
    for (std::int64_t i = 0; i <= buckets_; ++i) {
        if (used(channel, when) + airtime <= allowance) return when;
        when = Instant{bucket_ * (bucket_of(when) + 1)};
    }
    return kNever;
}

void RegulatoryBudget::advance_to(std::int64_t bucket) {
    const std::int64_t steps = std::min(bucket - newest_, buckets_);
    for (std::int64_t i = 0; i < steps; ++i) {
        for (std::size_t group = 0; group < plan_.count; ++group) cell(group, bucket - i) = 0;
    }
    newest_ = std::max(newest_, bucket);
}

void RegulatoryBudget::charge_ack(std::uint8_t channel, Instant start, Duration airtime) {
    if (!knows(channel) || plan_.region == Region::world_2450) return;
    advance_to(bucket_of(start + airtime));
    // Counted in the newest bucket: later than it was, never earlier.
    cell(group_of(channel), newest_) += static_cast<std::uint32_t>(airtime.count());
}

void RegulatoryBudget::charge(std::uint8_t channel, Instant start, Duration airtime) {
    if (!knows(channel)) return;
    charge_ack(channel, start, airtime);
    last_[static_cast<std::size_t>(channel - plan_.first)] = {start + airtime, dialogue_, true};
}

bool RegulatoryBudget::may_acknowledge(std::uint8_t channel, Instant now) const {
    if (plan_.region == Region::world_2450) return knows(channel);
    return used(channel, now) <= limit(channel) * kListenPercent / 100;
}

}  // namespace meter::radio
