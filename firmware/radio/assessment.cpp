#include "firmware/radio/assessment.h"

#include <algorithm>
#include <optional>

namespace meter::radio {
namespace {

constexpr std::uint16_t kBadBelow = Quality::kOne / 2;
constexpr std::uint16_t kGoodFrom = Quality::kOne * 3 / 5;
// Occupied bandwidth of 250 kHz and more: 300 kb/s, and 200 kb/s at a modulation index of 1.
constexpr std::uint8_t kSunFsk4b = 0x07;
constexpr std::uint8_t kSunFsk5 = 0x08;

std::uint32_t milliseconds_of(Instant at) {
    return static_cast<std::uint32_t>(at.time_since_epoch().count() / 1000);
}

std::uint32_t wanted_floor(const Plan& plan, const Phy& phy) {
    const std::uint8_t mode = phy.modulation & static_cast<std::uint8_t>(~kCodedBit);
    switch (plan.region) {
        case Region::north_america_902:
            return mode == kSunFsk4b || mode == kSunFsk5 ? 25 : 50;
        case Region::world_2450:
            return 4;
        case Region::europe_863:
            break;
    }
    return 15;
}

}  // namespace

std::uint32_t channel_floor(const Plan& plan, const Phy& phy) {
    return std::min(wanted_floor(plan, phy), plan.enabled().count());
}

std::uint16_t Assessment::Channel::worst() const {
    return std::min(delivery.share(), idle.share());
}

void Assessment::judge(std::uint8_t channel) {
    const std::uint16_t worst = channels_[channel].worst();
    if (worst < kBadBelow) bad_.set(channel);
    if (worst >= kGoodFrom) bad_.clear(channel);
}

void Assessment::attempt(std::uint8_t channel, bool delivered, Instant now) {
    if (!whole_.test(channel)) return;
    ++attempts_;
    Channel& state = channels_[channel];
    if (!delivered) {
        state.failed_at_ms = milliseconds_of(now);
        if (bad_.test(channel)) {
            probed_at_ = attempts_;
            probed_ = true;
        }
    }
    state.delivery.note(delivered);
    judge(channel);
}

void Assessment::sense(std::uint8_t channel, bool idle) {
    if (!whole_.test(channel)) return;
    channels_[channel].idle.note(idle);
    judge(channel);
}

// Found occupied by energy detection, a channel is not worth a probe.
bool Assessment::probe_due(std::uint8_t channel, Instant now) const {
    const Channel& state = channels_[channel];
    if (state.idle.share() < kBadBelow) return false;
    if (probed_ && attempts_ - probed_at_ < kProbePause) return false;
    const auto pause = static_cast<std::uint32_t>(kProbeAfter / milliseconds(1));
    return milliseconds_of(now) - state.failed_at_ms >= pause;
}

ChannelMask Assessment::kept() const { return without(whole_, bad_); }

ChannelMask Assessment::usable(Instant now) const {
    ChannelMask mask = kept();
    bad_.for_each([&](std::uint8_t channel) {
        if (probe_due(channel, now)) mask.set(channel);
    });
    return mask;
}

ChannelMask Assessment::without(ChannelMask set, const ChannelMask& unwanted) const {
    if ((set & unwanted).empty()) return set;
    for (std::uint32_t left = set.count(); left > floor_; --left) {
        std::optional<std::uint8_t> worst;
        (set & unwanted).for_each([&](std::uint8_t channel) {
            if (!worst || channels_[channel].worst() < channels_[*worst].worst()) worst = channel;
        });
        if (!worst) break;
        set.clear(*worst);
    }
    return set;
}

}  // namespace meter::radio
