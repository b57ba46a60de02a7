#pragma once

// One thing that happened to the mains and that a meter of their quality tells.

#include <cstddef>

#include "firmware/core/alarm.h"
#include "models/time/time.h"

namespace bench::quality {

enum class Kind : std::uint8_t {
    dip,
    swell,
    interruption,
    phase_loss,
    under_voltage,
    over_voltage,
    thd,
    unbalance,
    frequency,
    phase_order
};

struct Happening {
    Kind kind{};
    bool ended = false;     // Else it started.
    std::size_t phase = 0;  // 0 .. 2; 0 where it concerns no phase.
    Time onset;             // When the mains changed.
    Time began;             // When the event of several phases began that this is part of.
    Time decided;           // When the value stood that made it an event.
    bool alarm = false;     // Goes as an alarm; else as an event.
};

// The standard event code, and 0 where none is told: the end of a dip or swell.
[[nodiscard]] unsigned code_of(const Happening& happening);

}  // namespace bench::quality
