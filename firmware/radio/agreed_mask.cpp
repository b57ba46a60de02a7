#include "firmware/radio/agreed_mask.h"

namespace meter::radio {

const ChannelMask* AgreedMask::at(std::int64_t slot, Instant start) const {
    if (is_common(slot)) return &whole_;
    const ChannelMask& mask = start >= switch_at_ ? next_ : held_;
    return mask.empty() ? nullptr : &mask;
}

void AgreedMask::decide(const ChannelMask& mask, const Schedule& own, Instant now) {
    std::int64_t slot = own.slot_at(now + kMaskLead) + 1;
    if (is_common(slot)) ++slot;
    held_ = next_;
    next_ = mask;
    version_ = version_ == 255 ? std::uint8_t{1} : static_cast<std::uint8_t>(version_ + 1);
    from_slot_ = Schedule::hop_slot(slot);
    switch_at_ = own.start_of(slot) - own.dwell() / 2;
    settled_at_ = own.start_of(slot) + own.dwell() / 2;
}

// The slot is told only while it lies ahead: later its number would mean another one.
ChannelElement AgreedMask::announcement(Instant now) const {
    ChannelElement element;
    element.kind = pending(now) ? ChannelElement::Kind::pending : ChannelElement::Kind::held;
    element.version = version_;
    element.from_slot = from_slot_;
    element.mask = next_;
    element.octets = mask_octets(whole_);
    return element;
}

void AgreedMask::hear(const ChannelElement& element, const Schedule& receiver, Instant at) {
    const ChannelMask mask = element.mask & whole_;
    const bool is_lawful = mask.count() >= floor_;
    if (element.kind == ChannelElement::Kind::opinion || !is_lawful) return;
    heard_ = at;
    const bool is_news = version_ != element.version || next_ != mask;
    const std::int64_t slot = receiver.slot_at(at);
    const auto ahead = static_cast<std::int16_t>(element.from_slot - Schedule::hop_slot(slot));
    if (element.kind == ChannelElement::Kind::held || ahead <= 0) {
        held_ = next_ = mask;
        switch_at_ = kPast;
    } else if (is_news) {
        const bool follows = element.version == (version_ == 255 ? 1 : version_ + 1);
        held_ = follows ? next_ : ChannelMask{};
        next_ = mask;
        from_slot_ = element.from_slot;
        switch_at_ = receiver.start_of(slot + ahead) - receiver.dwell() / 2;
    }
    version_ = element.version;
}

}  // namespace meter::radio
