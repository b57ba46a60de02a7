#pragma once

// One frame on the air, and how it stands with each node that may receive it.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

#include "models/radio/mac_header.h"
#include "models/radio/phy_facts.h"
#include "models/time/time.h"
#include "models/trace/events.h"

namespace bench::radio {

class Transceiver;

enum class Interest : std::uint8_t { none, broadcast, addressed };  // Of a node in a frame.

struct Hearing {
    Transceiver* receiver = nullptr;
    trace::Entity node = 0;
    std::uint32_t link = 0;
    double power_mw = 0;  // At the frame's start.
    int rssi_cdbm = 0;
    Interest interest = Interest::none;
    std::optional<trace::LossCause> missed{};  // Not even begun to receive, and why.
};

// What else is in a channel at a receiver for a while.
struct Interference {
    Time start;
    Time end;
    double power_mw = 0;  // Received, as far as it counts in the channel.
};

struct Transmission {
    std::uint32_t number = 0;  // In the run, from 1.
    std::uint32_t ticket = 0;
    trace::Entity from = 0;
    std::uint8_t channel = 0;
    const PhyFacts* facts = nullptr;
    bool acknowledgement = false;
    bool on_air = false;
    double power_mw = 0;  // EIRP
    Time start;           // Of the preamble.
    Time end;
    Time planned_end;                         // The same, unless it was cut off.
    std::uint32_t ended_before = UINT32_MAX;  // The last frame that had begun when it ended.
    std::uint32_t period = 0;                 // First frame of its busy period (recent.h).
    Transceiver* sender = nullptr;
    std::optional<MacHeader> header{};
    std::vector<std::uint8_t> frame;
    std::vector<Hearing> hearings;
};

// What is, or was lately, on each channel.
using OnChannel = std::vector<std::unique_ptr<Transmission>>;  // By start.
struct Channels {
    std::array<OnChannel, 256> lists;
    Nanoseconds longest{};  // Of all frames so far.

    OnChannel& operator[](std::uint8_t channel) { return lists[channel]; }
};

// How much of a signal so many channels away a receiver sees. Engineering defaults within the usual
// span (10 to 35 and 30 to 50 dB); 802.15.4 asks for 10 and 30.
inline constexpr int kAdjacentReach = 2;
inline constexpr std::array<double, 3> kAdjacentGain{1.0, 1e-2, 1e-4};

// visit(const Transmission&, gain) for what a receiver on this channel may notice from then on.
template <typename Visit>
void for_each_near(const Channels& channels, std::uint8_t channel, Time from_time, Visit&& visit) {
    const int from = std::max(0, channel - kAdjacentReach);
    const int to = std::min(255, channel + kAdjacentReach);
    for (int other = from; other <= to; ++other) {
        const auto distance = static_cast<std::size_t>(std::abs(other - channel));
        const OnChannel& list = channels.lists[static_cast<std::size_t>(other)];
        std::size_t at = list.size();  // What began long ago has ended.
        while (at > 0 && list[at - 1]->start + channels.longest > from_time) --at;
        for (; at < list.size(); ++at) visit(*list[at], kAdjacentGain[distance]);
    }
}

}  // namespace bench::radio
