#pragma once

// Where and when one try of an exchange goes on the air: in which slot of the receiver, on which
// channel, and how much back-off still lets the whole exchange (carrier sense, frame, turnaround,
// acknowledgement) end within that slot. A slot whose channel the budget refuses is passed over.

#include <cstdint>
#include <optional>

#include "firmware/radio/airtime.h"
#include "firmware/radio/hopping.h"
#include "firmware/radio/schedule.h"
#include "firmware/units/time.h"

namespace meter::radio {

// SUN FSK mode 3. Turnaround 1 ms; a symbol is 1/150 ms. The back-off unit is turnaround plus a
// carrier sense of 8 symbols. Sensing lasts as long, so that the gap before an acknowledgement is
// not taken for an idle channel.
inline constexpr Duration kTurnaround = milliseconds(1);
inline constexpr Duration kBackoffUnit{1053};
inline constexpr Duration kSense{1054};
// From the end of sensing to the preamble: what a radio of this kind takes, and a margin.
inline constexpr Duration kSenseToSend{250};
// macAckWaitDuration: a unit, the turnaround, and 20 octets (synchronisation header and six more).
inline constexpr Duration kAckWait = kBackoffUnit + kTurnaround + Duration{1067};
inline constexpr Duration kDialogueLimit = seconds(4);

struct Receiver {
    Schedule schedule{};
    HopKey key{};
    Duration guard{};  // How far its slot may be from where we think.
};

struct Need {
    Duration airtime{};
    Duration reply{};  // Turnaround and acknowledgement.
    bool urgent = false;
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
