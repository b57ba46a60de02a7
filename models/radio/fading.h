#pragma once

// A Rician channel as a pure function of (key, frequency, time): no state, any order of questions.
//
// 96 plane waves of equal power, six groups of sixteen. Clarke's Doppler spectrum and the
// exponential power delay profile are both sampled in 96 strata and paired at random, so that
// delays do not repeat over the band as a grid of taps would. The line of sight is one more wave
// without delay. Phases are integers, turns x 2^64, which wrap exactly; cosines come from a table
// of 4096: no libm at all. A link asks in both directions with the same key: reciprocal.

#include <array>
#include <cstdint>

#include "models/chance/chance.h"
#include "models/radio/config.h"
#include "models/time/time.h"

namespace bench::radio {

class Fading {
public:
    static constexpr std::size_t kWaves = 96;

    struct Response {
        double re = 0;
        double im = 0;
    };

    // Throws std::invalid_argument: Doppler in [0, 400] Hz, delay spread in [0, 10000] ns.
    Fading(const FadingConfig& config, const chance::Key& key);

    // H(f, t); its mean power is 1. Constant within a millisecond: a frame and its acknowledgement
    // see much the same channel, and far below 400 Hz nothing is lost.
    [[nodiscard]] Response response(std::uint32_t frequency_khz, Time time) const;
    [[nodiscard]] double power(std::uint32_t frequency_khz, Time time) const {
        const Response h = response(frequency_khz, time);
        return h.re * h.re + h.im * h.im;
    }
    // One of many channels that share Doppler shifts and delays but no phase: the phases come from
    // `seed` by a hash, so that a channel costs no memory. Channels of two seeds are independent.
    [[nodiscard]] Response response(std::uint32_t frequency_khz, Time time,
                                    std::uint64_t seed) const;
    [[nodiscard]] double power(std::uint32_t frequency_khz, Time time, std::uint64_t seed) const {
        const Response h = response(frequency_khz, time, seed);
        return h.re * h.re + h.im * h.im;
    }

private:
    // phase(wave number) is added to the wave's own.
    template <typename Phase>
    [[nodiscard]] Response sum(std::uint32_t frequency_khz, Time time, const Phase& phase) const;

    struct Wave {
        std::uint64_t phase;
        std::uint64_t per_ms;
        std::uint64_t per_khz;
    };
    std::array<Wave, kWaves> waves_{};
    Wave sight_{};
    double scattered_ = 0;  // Amplitude of one wave, over the table's scale.
    double direct_ = 0;     // Amplitude of the line of sight, likewise.
};

}  // namespace bench::radio
