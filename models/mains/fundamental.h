#pragma once

// The phase of the nominal wave in closed form, and the steps of a flicker.

#include <cstdint>

#include "models/mains/grid_config.h"

namespace bench::mains {

class Fundamental {
public:
    explicit Fundamental(const GridConfig& config);
    // Cycles since the start of the run; the integral of frequency().
    [[nodiscard]] double cycles(double at_s) const;
    [[nodiscard]] double frequency(double at_s) const;
    // When cycles() is this.
    [[nodiscard]] double time_of(double cycles) const;
    [[nodiscard]] bool steady() const { return amplitude_ == 0; }

    // cycles(at + d) = cycles(at) + frequency(at) * d + the Taylor polynomial of these in d, from
    // d^2 on. The next term, d^6, is below 1e-12 cycles for d <= 5 ms, 5 Hz and a period of 1 s.
    struct Chirp {
        double second = 0, third = 0, fourth = 0, fifth = 0;
        [[nodiscard]] double cycles(double d) const {
            return d * d * (second + d * (third + d * (fourth + d * fifth)));
        }
    };
    [[nodiscard]] Chirp chirp(double at_s) const;

private:
    double frequency_;
    double amplitude_;
    double period_;
};

class Modulation {
public:
    explicit Modulation(const Flicker& flicker);
    // What the voltage is multiplied with: high() or low(). Before the start of the run high().
    [[nodiscard]] double at(std::int64_t time_ns) const;
    // The first step after `time_ns`; INT64_MAX without flicker.
    [[nodiscard]] std::int64_t next_step(std::int64_t time_ns) const;
    // Nanoseconds that it was high between the start of the run and `time_ns` (>= 0).
    [[nodiscard]] std::int64_t high_ns(std::int64_t time_ns) const;
    [[nodiscard]] double high() const { return high_; }
    [[nodiscard]] double low() const { return low_; }

private:
    double high_ = 1;
    double low_ = 1;
    std::int64_t step_ns_ = 0;  // 0: no flicker.
};

}  // namespace bench::mains
