#pragma once

// What a radio chip suffers from outside, apart from what its antenna hears. Asked about stretches
// of time when somebody needs to know; whoever answers is a function of time.

#include "models/time/time.h"

namespace bench::radio {

class ChipUpsets {
public:
    // The oscillator lost its lock in [from, to): what was sent or received meanwhile is spoilt.
    // It locks again by itself.
    [[nodiscard]] virtual bool lock_lost(Time from, Time to) const = 0;
    // The registers lost their contents in [from, to): until it is configured again the chip
    // neither sends nor hears.
    [[nodiscard]] virtual bool registers_lost(Time from, Time to) const = 0;

protected:
    ~ChipUpsets() = default;
};

}  // namespace bench::radio
