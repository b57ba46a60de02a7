// Adaptive hopping: looking for energy, deciding over which channels we hop, and saying which ones
// we find bad. Coding and power of a try.

#include <algorithm>
#include <array>

#include "firmware/radio/mac.h"

namespace meter::radio {
namespace {

constexpr Duration kDetectFor{200};
// A collector looks at each of 29 channels every seven seconds and is deaf for a thousandth of the
// time. A meter sleeps more.
constexpr Duration kCollectorDetects = milliseconds(250);
constexpr Duration kMeterDetects = seconds(2);
constexpr Duration kDecideEvery = seconds(10);
constexpr Duration kVoiceLasts = seconds(300);

}  // namespace

Duration Mac::detect_every() const { return config_.collector ? kCollectorDetects : kMeterDetects; }

// The channels in turn, when the radio has nothing else to do.
void Mac::detect(Instant now) {
    detect_at_ = now + detect_every();
    port::RadioJob job;
    job.access = port::Access::cca;
    job.modulation = plain_.modulation;
    job.channel = enabled_.nth(detections_++ % enabled_.count());
    job.sense = kDetectFor;
    job.not_before = now;
    job.frame = Bytes{control_frame_}.first(0);
    if (!radio_.transmit(job).ok()) return;
    detection_.task = Task::detect;
    on_air_ = &detection_;
    job_channel_ = job.channel;
}

// What at least half of those call bad whom we heard lately.
ChannelMask Mac::voted_bad(Instant now) const {
    std::array<std::uint16_t, ChannelMask::kChannels> votes{};
    std::uint32_t voters = 0;
    for (const Neighbour& neighbour : neighbours_.all()) {
        if (now - neighbour.heard > kVoiceLasts) continue;
        ++voters;
        for (const std::uint8_t channel : neighbour.bad) {
            if (channel < votes.size()) ++votes[channel];
        }
    }
    ChannelMask mask;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        if (votes[i] > 0 && votes[i] * 2U >= voters) mask.set(static_cast<std::uint8_t>(i));
    }
    return mask;
}

void Mac::adapt(Instant now) {
    if (!agrees() || !config_.collector) return;
    if (announced_pending_ && !agreed_.pending(now)) {
        announced_pending_ = false;
        listener_.announce(now);
    }
    if (now < decide_at_) return;
    decide_at_ = now + kDecideEvery;
    const ChannelMask wanted = assessment_.without(assessment_.kept(), voted_bad(now));
    if (wanted == agreed_.newest()) return;
    agreed_.decide(wanted, listener_.schedule(), now);
    announced_pending_ = true;
    listener_.announce(now);
    listener_.hasten(now);
}

Instant Mac::adapt_at() const {
    const Instant settle = announced_pending_ ? agreed_.settled_at() : kNever;
    return std::min({detect_at_, decide_at_, settle});
}

ChannelMask Mac::disliked() const { return enabled_ - assessment_.kept(); }

bool Mac::opinion_changed() const { return adapts() && disliked() != told_; }

ChannelElement Mac::opinion() const {
    ChannelElement element;
    element.kind = ChannelElement::Kind::opinion;
    element.octets = mask_octets(enabled_);
    element.mask = opinion_;
    return element;
}

// What we pass over when we send to a neighbour: what we find bad, and what it said to be bad.
ChannelMask Mac::avoided(const Neighbour& neighbour, Instant now) const {
    const ChannelMask usable =
        assessment_.without(assessment_.usable(now), neighbour.bad_channels());
    return enabled_ - usable;
}

bool Mac::wants_coding(const Exchange& exchange) const {
    // Who is far away is not heard without; who is near need not wait for it.
    if (exchange.task == Task::solicit && config_.coding == Coding::adaptive) {
        return sweep_.rounds % 2 != 0;
    }
    const Neighbour* neighbour = neighbours_.find(exchange.destination);
    if (neighbour == nullptr) return config_.coding == Coding::always;
    return neighbour->link.coded(config_.coding, exchange.tries);
}

PowerLevel Mac::power_of(const Exchange& exchange) const {
    const Neighbour* neighbour = neighbours_.find(exchange.destination);
    if (!config_.power_control || neighbour == nullptr) return config_.power;
    return config_.power - neighbour->link.reduction(exchange.tries);
}

Receiver Mac::receiver_of(const Exchange& exchange, const Neighbour& neighbour, Instant now) const {
    Receiver receiver{neighbour.schedule(), hop_key(exchange.destination), enabled_,
                      neighbour.uncertainty(now)};
    if (!adapts()) return receiver;
    receiver.avoided = avoided(neighbour, now);
    if (!agrees() || config_.collector) return receiver;
    receiver.agreed = &agreed_;
    // It may hop otherwise by now: then it is met in a common slot.
    receiver.common_only = exchange.tries > 0 && !agreed_.is_certain(now);
    return receiver;
}

}  // namespace meter::radio
