#pragma once

// Where and when one try of an exchange goes on the air: in which slot of the receiver, on which
// channel, and how much back-off still lets the whole exchange (carrier sense, frame, turnaround,
// acknowledgement) end within that slot. A slot whose channel the budget refuses is passed over.

#include <cstdint>
#include <optional>

#include "firmware/radio/agreed_mask.h"
#include "firmware/radio/airtime.h"
#include "firmware/radio/hopping.h"
#include "firmware/radio/schedule.h"
#include "firmware/units/time.h"

namespace meter::radio {

// From the end of sensing to the preamble: what a radio of this kind takes, and a margin.
inline constexpr Duration kSenseToSend{250};
inline constexpr Duration kDialogueLimit = seconds(4);
inline constexpr int kMostAvoided = 8;

struct Receiver {
    Schedule schedule{};
    HopKey key{};
    ChannelMask mask{};
    Duration guard{};                    // How far its slot may be from where we think.
    const AgreedMask* agreed = nullptr;  // What it hops over; without it: over `mask`.
    bool common_only = false;            // Only slots in which it hops over the whole plan.
    ChannelMask avoided{};               // Passed over, in kMostAvoided slots at most.
};

struct Need {
    Duration airtime{};
    Duration reply{};                      // Turnaround and acknowledgement.
    Duration access{};                     // Carrier sense, and from there to the preamble.
    Duration unit{};                       // Of back-off.
    Duration detection = milliseconds(1);  // Of a frame: preamble, delimiter and length.
    bool urgent = false;     // Priority channel access: no back-off before the first try.
    std::uint8_t tries = 0;  // Already made.
    Instant from{};
    Instant until = kNever;  // Nothing starts later.
};

struct Attempt {
    std::uint8_t channel = 0;
    std::uint8_t min_exponent = 0;
    std::uint8_t max_exponent = 0;
    Instant not_before{};
    Instant latest_start{};
};

[[nodiscard]] std::optional<Attempt> plan_hopping(const Receiver& receiver, const Need& need,
                                                  const AirtimeBudget& budget);
[[nodiscard]] std::optional<Attempt> plan_fixed(std::uint8_t channel, const Need& need,
                                                const AirtimeBudget& budget);

}  // namespace meter::radio
