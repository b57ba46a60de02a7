#include "firmware/radio/listener.h"

#include <array>

#include "firmware/radio/frame.h"

namespace meter::radio {
namespace {

constexpr std::int64_t kSpareSlots = 64;  // Left in the list when it is renewed.
constexpr Duration kTryAgain = milliseconds(100);

}  // namespace

Listener::Listener(port::Radio& radio, const MacConfig& config, const AgreedMask* own)
    : radio_{radio},
      config_{config},
      own_{own},
      enabled_{plan_of(config.plan).enabled()},
      key_{hop_key(config.self)} {}

void Listener::start(Instant now, const AirtimeBudget& budget) {
    schedule_ = Schedule{now, config_.dwell};
    configure(now);
    renew_at_ = now;
    renew(now, budget, false);
}

void Listener::write_again(Instant now, const AirtimeBudget& budget) {
    configure(now);
    renew_at_ = now;
    renew(now, budget, false);
}

void Listener::configure(Instant now) {
    // A radio that refuses its identity receives nothing: the link is then lost, which shows.
    static_cast<void>(radio_.configure(config_.self, config_.pan_id, schedule_.origin(),
                                       schedule_.timing_multiplier(), config_.plan,
                                       config_.modulation));
    set_ack(now);
}

void Listener::set_ack(Instant now) {
    port::AckTemplate ack;
    FrameHead head;
    head.type = FrameType::ack;
    head.source = config_.self;
    if (own_ != nullptr) head.channels = own_->announcement(now);
    const Result<BuiltFrame> built = write_ack(ack.bytes, head);
    if (!built) return;
    ack.length = built.value().length;
    ack.timing_at = built.value().timing_at;
    ack.sequence_at = kAckSequenceAt;
    ack.destination_at = kAckDestinationAt;
    ack.power = config_.power;
    static_cast<void>(radio_.set_ack(ack));
}

void Listener::renew(Instant now, const AirtimeBudget& budget, bool idle) {
    if (now < renew_at_) return;
    if (idle && now - schedule_.origin() >= schedule_.sequence()) {
        schedule_.rebase(now);
        configure(now);
    }
    if (!listen(now, budget)) renew_at_ = now + kTryAgain;
}

bool Listener::listen(Instant now, const AirtimeBudget& budget) {
    if (config_.hopping != Hopping::none) return listen_hopping(now, budget);
    const std::array<std::uint8_t, 1> channel{config_.fixed_channel};
    renew_at_ = now + schedule_.sequence();
    return radio_.listen(schedule_.origin(), config_.dwell, channel, config_.modulation).ok();
}

const ChannelMask& Listener::mask_of(std::int64_t slot) const {
    const ChannelMask* mask = own_ == nullptr ? nullptr : own_->at(slot, schedule_.start_of(slot));
    return mask == nullptr ? enabled_ : *mask;
}

bool Listener::listen_hopping(Instant now, const AirtimeBudget& budget) {
    ChannelMask open;
    enabled_.for_each([&](std::uint8_t channel) {
        if (budget.may_acknowledge(channel, now)) open.set(channel);
    });
    const bool all_open = open == enabled_;
    // Common slots go over one set and the others over another: few changes, thousands of slots.
    struct {
        const ChannelMask* mask = nullptr;
        ChannelList list{};
    } sets[2];
    const auto channel_of = [&](std::int64_t slot) {
        const ChannelMask& mask = mask_of(slot);
        auto& set = sets[AgreedMask::is_common(slot) ? 1 : 0];
        if (set.mask != &mask) set = {&mask, ChannelList{mask}};
        return set.list[unicast_index(key_, Schedule::hop_slot(slot), set.list.size())];
    };
    std::array<std::uint8_t, HAL_RADIO_SLOTS_MAX> channels;
    const std::int64_t first = schedule_.slot_at(now);
    std::uint8_t last = 0;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const std::uint8_t channel = channel_of(first + static_cast<std::int64_t>(i));
        // Where no acknowledgement may be sent we are deaf: the sender finds us in a later slot.
        if (i == 0 || all_open || open.test(channel)) last = channel;
        channels[i] = last;
    }
    renew_at_ = schedule_.start_of(first + HAL_RADIO_SLOTS_MAX - kSpareSlots);
    return radio_.listen(schedule_.start_of(first), config_.dwell, channels, config_.modulation)
        .ok();
}

}  // namespace meter::radio
