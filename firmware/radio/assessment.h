#pragma once

// What one node thinks of the channels: how often its tries there are answered, and how often it
// finds them idle by energy detection. Bad channels are left out, as long as enough remain, and
// tried again after a while. Adaptive blacklisting by packet delivery ratio with a threshold, timed
// probes and a least set of channels; compared with others in Du and Roussos, 2012.

#include <array>
#include <cstdint>

#include "firmware/radio/phy.h"
#include "firmware/radio/plan.h"
#include "firmware/radio/quality.h"
#include "firmware/units/time.h"

namespace meter::radio {

// Fewest channels to hop over. North America: FCC 15.247(a)(1)(i), 50 when the 20 dB bandwidth is
// below 250 kHz, else 25. Europe: 15, ours. 2450 MHz: 4, ours. Never more than the plan has.
[[nodiscard]] std::uint32_t channel_floor(const Plan& plan, const Phy& phy);

class Assessment {
public:
    // A bad channel is probed this long after its last failure at the soonest, and one failed probe
    // comes on kProbePause other tries at the most, so that probes cost a slow sender 1.5 % too.
    static constexpr Duration kProbeAfter = seconds(40);  // 2000 slots of 20 ms.
    static constexpr std::uint32_t kProbePause = 64;

    Assessment(const ChannelMask& whole, std::uint32_t floor) : whole_{whole}, floor_{floor} {}

    // The outcome of a try on a channel.
    void attempt(std::uint8_t channel, bool delivered, Instant now);
    // The outcome of an energy detection.
    void sense(std::uint8_t channel, bool idle);

    [[nodiscard]] const ChannelMask& bad() const { return bad_; }
    // What is not bad, and of the bad ones the least bad, up to the floor.
    [[nodiscard]] ChannelMask kept() const;
    // The same and what is due for a probe.
    [[nodiscard]] ChannelMask usable(Instant now) const;
    // Takes `unwanted` out of a set as long as the floor allows, the worst by our own measure
    // first.
    [[nodiscard]] ChannelMask without(ChannelMask set, const ChannelMask& unwanted) const;

private:
    struct Channel {
        Quality delivery{};
        Quality idle{};
        std::uint32_t failed_at_ms = 0;
        [[nodiscard]] std::uint16_t worst() const;
    };

    void judge(std::uint8_t channel);
    [[nodiscard]] bool probe_due(std::uint8_t channel, Instant now) const;

    ChannelMask whole_;
    ChannelMask bad_{};
    std::uint32_t floor_;
    std::uint32_t attempts_ = 0;
    std::uint32_t probed_at_ = 0;  // The attempt that was the last failed probe.
    bool probed_ = false;
    std::array<Channel, ChannelMask::kChannels> channels_{};
};

}  // namespace meter::radio
