#pragma once

// Our own end of the schedule: tells the radio who we are and where to listen, some forty seconds
// of slots at a time, so that hopping costs no wake-up of the firmware.

#include "firmware/port/radio.h"
#include "firmware/radio/agreed_mask.h"
#include "firmware/radio/airtime.h"
#include "firmware/radio/config.h"
#include "firmware/radio/hopping.h"
#include "firmware/radio/schedule.h"

namespace meter::radio {

class Listener {
public:
    // `own`: what we hop over, announced in our acknowledgements; nullptr: the whole plan.
    Listener(port::Radio& radio, const MacConfig& config, const AgreedMask* own);

    // The schedule begins here.
    void start(Instant now, const AirtimeBudget& budget);
    // Renews the list of slots when it is due. `idle`: no job is with the radio, whose identity may
    // be set anew.
    void renew(Instant now, const AirtimeBudget& budget, bool idle);
    // Writes everything to a radio that has lost it. The schedule goes on.
    void write_again(Instant now, const AirtimeBudget& budget);
    // A channel has become one on which we may not acknowledge: the list changes at the next
    // renew().
    void hasten(Instant now) { renew_at_ = now; }
    // What we hop over has changed, or its announcement.
    void announce(Instant now) { set_ack(now); }
    [[nodiscard]] Instant renew_at() const { return renew_at_; }
    [[nodiscard]] const Schedule& schedule() const { return schedule_; }

private:
    void configure(Instant now);
    void set_ack(Instant now);
    [[nodiscard]] bool listen(Instant now, const AirtimeBudget& budget);
    // What we hop over in a slot.
    [[nodiscard]] const ChannelMask& mask_of(std::int64_t slot) const;
    [[nodiscard]] bool listen_hopping(Instant now, const AirtimeBudget& budget);

    port::Radio& radio_;
    const MacConfig& config_;
    const AgreedMask* own_;
    const ChannelMask enabled_;
    HopKey key_;
    Schedule schedule_{};
    Instant renew_at_ = kNever;
};

}  // namespace meter::radio
