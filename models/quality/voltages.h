#pragma once

// The true voltages of three phases, as functions of time, for whoever judges them.

#include <cstddef>

#include "models/time/time.h"

namespace bench::quality {

class Voltages {
public:
    virtual ~Voltages() = default;
    // RMS of `phase` (0 .. 2) over the one cycle that ends at `end`, as a share of the declared
    // voltage.
    [[nodiscard]] virtual double one_cycle(std::size_t phase, Time end) const = 0;
    // What a steady voltage like that of the instant would have.
    [[nodiscard]] virtual double level(std::size_t phase, Time time) const = 0;
    // The first zero crossing of `phase` after `time`; of a dead phase, of where its wave would be.
    [[nodiscard]] virtual Time crossing_after(std::size_t phase, Time time) const = 0;
    // The first step of a voltage after `time`; kEndOfTime if there is none.
    [[nodiscard]] virtual Time next_change(Time time) const = 0;
    // Whether the wave of some phase goes on at another angle from the step at `time` on. A cycle
    // of two angles may have any value, whatever the levels before and after.
    [[nodiscard]] virtual bool jumps(Time time) const = 0;
    [[nodiscard]] virtual Nanoseconds cycle(Time time) const = 0;
};

}  // namespace bench::quality
