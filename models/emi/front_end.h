#pragma once

// What electromagnetic disturbances do to the inputs of the analogue front end.

#include <cstddef>
#include <vector>

namespace bench::emi {

// A pulse too short for the converter to follow: only its area counts.
struct Impulse {
    double at_s = 0;  // From the start of the run.
    double area_vs =
        0;  // Volt seconds at the input of the modulator, before the anti-alias filter.
};

// One meter's front end as a victim. Pure functions of time; channels as mains::kWaves.
class FrontEndDisturbance {
public:
    virtual ~FrontEndDisturbance() = default;
    // Appends the impulses of [from_s, to_s) on a channel, by time.
    virtual void impulses(std::size_t channel, double from_s, double to_s,
                          std::vector<Impulse>& out) const = 0;
    // Anything slow enough to be sampled: rectified radio frequency, induced hum. Volts at the
    // modulator's input.
    [[nodiscard]] virtual double voltage(std::size_t channel, double at_s) const = 0;
    // Static flux in the current transformers as a share of their saturation flux, 0 .. 1 and
    // above.
    [[nodiscard]] virtual double core_bias(double at_s) const = 0;
    // Whether impulses() or voltage() or core_bias() can differ from nothing within [from_s, to_s).
    [[nodiscard]] virtual bool active(double from_s, double to_s) const = 0;
};

}  // namespace bench::emi
