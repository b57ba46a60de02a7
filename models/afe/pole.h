#pragma once

// The one-pole anti-alias filter of a channel, followed in steps.

#include <array>
#include <span>

#include "models/emi/front_end.h"

namespace bench::afe {

// For an input that runs as a cubic through the last four samples: exact for such, and for a sine
// of w within 19/720 (w step)^4, as the Adams-Moulton rule of that order (E. Hairer, S. P. Norsett,
// G. Wanner, "Solving Ordinary Differential Equations I", III.1).
class Pole {
public:
    explicit Pole(double corner_hz = 1) : corner_hz_{corner_hz} {}

    void restart();
    // Replaces inputs, step_s apart, by outputs. Calls follow each other.
    void run(double step_s, std::span<double> values);

private:
    void set_step(double step_s);

    double corner_hz_;
    double step_s_ = 0;
    double kept_ = 0;                  // Of the output, over a step.
    std::array<double, 4> weights_{};  // Of the inputs, the newest first.
    std::array<double, 3> before_{};   // Inputs, the newest first.
    double value_ = 0;
};

// What pulses leave behind such a pole: a kick by area over the time constant, which decays. Means
// over the steps, so that the area is exact whatever the step.
class PulseTail {
public:
    explicit PulseTail(double corner_hz = 1) : corner_hz_{corner_hz} {}

    void restart() { value_ = 0; }
    [[nodiscard]] bool silent() const { return value_ == 0; }
    // Adds `factor` times the mean over the step_s before each start_s + n * step_s. `impulses`:
    // those that begin in one of these steps, by time.
    void run(std::span<const emi::Impulse> impulses, double start_s, double step_s, double factor,
             std::span<double> out);

private:
    double corner_hz_;
    double value_ = 0;  // Now, in volts.
};

}  // namespace bench::afe
