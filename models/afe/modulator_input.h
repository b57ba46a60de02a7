#pragma once

// Volts at the modulators at a modulator's own rate: for a converter in RTL.

#include <array>
#include <cstdint>
#include <vector>

#include "models/afe/noise.h"
#include "models/afe/pole.h"
#include "models/afe/sample_converter.h"
#include "models/afe/sensor_stage.h"

namespace bench::afe {

class ModulatorInput : public AnalogueInput {
public:
    // `sensors` and `disturbance` (may be null) must outlive this.
    ModulatorInput(const FrontEndConfig& config, const Parts& parts, SensorStage& sensors,
                   const emi::FrontEndDisturbance* disturbance, chance::Key key);

    void restart();
    // What volts are divided by: the part's full scale as a share of the nominal one.
    void set_reference(double reference) { reference_ = reference; }

    // step_s at most 16 us, so that the pole is followed to 2.5 kHz within 0.001 dB. The noise
    // keeps its density: more often sampled it is larger.
    void volts(std::uint64_t first_index, double start_s, double step_s,
               const std::array<std::span<double>, kChannels>& out) override;
    [[nodiscard]] bool pulsed(double from_s, double to_s) const override;
    void add_pulses(std::size_t channel, double start_s, double step_s, double factor,
                    std::span<double> out) override;

private:
    SensorStage& sensors_;
    const emi::FrontEndDisturbance* disturbance_;
    Noise noise_;
    double noise_v_;
    double reference_ = 1;
    std::array<double, kChannels> offset_v_{};
    std::array<Pole, kChannels> poles_;
    std::array<PulseTail, kChannels> tails_;
    std::vector<emi::Impulse> impulses_;
};

}  // namespace bench::afe
