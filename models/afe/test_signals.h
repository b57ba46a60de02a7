#pragma once

// Waves, disturbances and measurements for the tests of this room.

#include <array>
#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "models/afe/front_end.h"
#include "models/mains/wave_source.h"
#include "models/numeric/numeric.h"

namespace bench::afe {

// Peak, frequency and phase (turns) of a sine on each channel.
struct Tone {
    double peak = 0;
    double hz = 50;
    double turns = 0;
};

struct Tones : mains::WaveSource {
    std::array<Tone, kChannels> channel;
    void fill(double start_s, double step_s,
              const std::array<std::span<double>, kChannels>& out) const override {
        for (std::size_t i = 0; i < kChannels; ++i) {
            for (std::size_t n = 0; n < out[i].size(); ++n) {
                const double at = start_s + static_cast<double>(n) * step_s;
                out[i][n] =
                    channel[i].peak * numeric::sin_turns(channel[i].hz * at + channel[i].turns);
            }
        }
    }
};

// Impulses on one channel, a voltage on another, flux in the cores, from one instant on.
struct Trouble : emi::FrontEndDisturbance {
    std::vector<emi::Impulse> pulses;
    std::size_t pulse_channel = 0;
    double volts = 0;
    std::size_t volts_channel = 1;
    double flux = 0;
    double from_s = 0;
    mutable int asked = 0;

    void impulses(std::size_t channel, double from, double to,
                  std::vector<emi::Impulse>& out) const override {
        ++asked;
        for (const emi::Impulse& pulse : pulses) {
            const bool within = pulse.at_s >= from && pulse.at_s < to;
            if (channel == pulse_channel && within) out.push_back(pulse);
        }
    }
    [[nodiscard]] double voltage(std::size_t channel, double at_s) const override {
        ++asked;
        return channel == volts_channel && at_s >= from_s ? volts : 0;
    }
    [[nodiscard]] double core_bias(double at_s) const override {
        ++asked;
        return at_s >= from_s ? flux : 0;
    }
    [[nodiscard]] bool active(double from, double to) const override {
        if ((volts != 0 || flux != 0) && to > from_s) return true;
        for (const emi::Impulse& pulse : pulses) {
            if (pulse.at_s >= from && pulse.at_s < to) return true;
        }
        return false;
    }
};

// A part without tolerance, noise or core.
inline FrontEndConfig ideal() {
    FrontEndConfig config;
    for (VoltageInput& input : config.voltage) {
        input.gain_spread_ppm = input.temperature_spread_ppm_per_k = 0;
    }
    for (CurrentInput& input : config.current) {
        input.sensor = CurrentSensor::shunt;
        input.shunt_ohm = 0.004;  // Full scale at 18.75 A.
        input.gain_spread_ppm = input.temperature_spread_ppm_per_k = 0;
    }
    config.converter.corner_spread_percent = config.converter.offset_spread_v = 0;
    config.converter.reference_spread_ppm = config.converter.reference_spread_ppm_per_k = 0;
    config.converter.snr_db = 200;
    return config;
}

// Frames from the start of the run on; frame n is emitted at (n + 1) * 125 us.
inline std::vector<Frame> frames_of(FrontEnd& front_end, std::size_t count) {
    std::vector<Frame> frames(count);
    front_end.produce(0, kNominalStep, kNominalStep, frames);
    return frames;
}

// Peak and phase of a frequency in frames from..to of a channel: a sine of peak A and phase zero at
// the start of the run gives A.
inline std::complex<double> phasor(std::span<const Frame> frames, std::size_t channel, double hz,
                                   std::size_t from) {
    double sine = 0;
    double cosine = 0;
    for (std::size_t n = from; n < frames.size(); ++n) {
        const double turns = hz * static_cast<double>(n + 1) * kNominalStep;
        sine += frames[n].counts[channel] * numeric::sin_turns(turns);
        cosine += frames[n].counts[channel] * numeric::cos_turns(turns);
    }
    const double half = static_cast<double>(frames.size() - from) / 2;
    return {sine / half, cosine / half};
}

}  // namespace bench::afe
