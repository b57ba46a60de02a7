#pragma once

// Over which channels one receiver hops, agreed with its senders: a version, its set, and the slot
// from which it holds. Whoever hops announces it in every acknowledgement; before a change takes
// effect it has been announced for kMaskLead.
//
// In every eighth slot (common slots) the receiver hops over the whole plan, whatever the version:
// there a sender meets it that knows nothing, or something outdated.

#include <cstdint>
#include <optional>

#include "firmware/radio/frame.h"
#include "firmware/radio/schedule.h"

namespace meter::radio {

inline constexpr Duration kMaskLead = seconds(5);

class AgreedMask {
public:
    // Version 0 is the whole plan.
    AgreedMask(const ChannelMask& whole, std::uint32_t floor)
        : whole_{whole}, held_{whole}, next_{whole}, floor_{floor} {}

    static constexpr bool is_common(std::int64_t slot) { return (slot & 7) == 0; }

    // What the receiver hops over in a slot that begins at `start`; nullptr when that is not known.
    [[nodiscard]] const ChannelMask* at(std::int64_t slot, Instant start) const;
    [[nodiscard]] std::uint8_t version() const { return version_; }
    // The newest, whether it holds yet or not.
    [[nodiscard]] const ChannelMask& newest() const { return next_; }

    // The receiver's side. decide() is for when nothing is pending.
    void decide(const ChannelMask& mask, const Schedule& own, Instant now);
    [[nodiscard]] bool pending(Instant now) const { return now < settled_at_; }
    [[nodiscard]] Instant settled_at() const { return settled_at_; }
    [[nodiscard]] ChannelElement announcement(Instant now) const;

    // The sender's side: an announcement heard at an instant from a receiver with that schedule.
    void hear(const ChannelElement& element, const Schedule& receiver, Instant at);
    // True as long as the receiver cannot have changed since we heard of it.
    [[nodiscard]] bool is_certain(Instant now) const { return heard_ && now - *heard_ < kMaskLead; }
    // Of a receiver that is not known to hop otherwise.
    void forget() { *this = AgreedMask{whole_, floor_}; }

private:
    static constexpr Instant kPast{Duration{INT64_MIN / 2}};

    ChannelMask whole_;
    ChannelMask held_;  // Before the switch; empty: not known.
    ChannelMask next_;  // From the switch on.
    std::uint32_t floor_;
    Instant switch_at_ = kPast;   // Half a slot before the first slot of next_.
    Instant settled_at_ = kPast;  // Within it.
    std::optional<Instant> heard_{};
    std::uint16_t from_slot_ = 0;
    std::uint8_t version_ = 0;
};

}  // namespace meter::radio
