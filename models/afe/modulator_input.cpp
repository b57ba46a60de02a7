#include "models/afe/modulator_input.h"

#include "models/afe/sample_path.h"
#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr double kNoiseRateHz = 8000;  // At which the noise's deviation is stated.

}  // namespace

ModulatorInput::ModulatorInput(const FrontEndConfig& config, const Parts& parts,
                               SensorStage& sensors, const emi::FrontEndDisturbance* disturbance,
                               chance::Key key)
    : sensors_{sensors},
      disturbance_{disturbance},
      noise_{key.of("modulator noise")},
      noise_v_{noise_volts(config.converter)} {
    for (std::size_t i = 0; i < kChannels; ++i) {
        poles_[i].corner_hz = parts.channels[i].corner_hz;
        offset_v_[i] = parts.channels[i].offset_v;
    }
}

void ModulatorInput::restart() {
    for (Pole& pole : poles_) pole.last_input = pole.value = 0;
}

void ModulatorInput::volts(std::uint64_t first_index, double start_s, double step_s,
                           const std::array<std::span<double>, kChannels>& out) {
    sensors_.fill(start_s, step_s, out);
    for (std::size_t i = 0; i < kChannels; ++i) follow_pole(i, start_s, step_s, out[i]);
    noise_.add(first_index, noise_v_ * numeric::square_root(1 / (step_s * kNoiseRateHz)), out);
    for (std::size_t i = 0; i < kChannels; ++i) {
        for (double& value : out[i]) value = (value + offset_v_[i]) / reference_;
    }
}

// The input runs straight between two samples' mean, exactly followed; a pulse kicks the pole by
// its area over the time constant.
void ModulatorInput::follow_pole(std::size_t channel, double start_s, double step_s,
                                 std::span<double> out) {
    Pole& pole = poles_[channel];
    const double rate = kTwoPi * pole.corner_hz;
    const double kept = numeric::exp(-rate * step_s);
    const double end_s = start_s + static_cast<double>(out.size() - 1) * step_s;
    impulses_.clear();
    if (disturbance_ != nullptr && disturbance_->active(start_s - step_s, end_s)) {
        disturbance_->impulses(channel, start_s - step_s, end_s, impulses_);
    }
    std::size_t next = 0;
    for (std::size_t n = 0; n < out.size(); ++n) {
        const double at = start_s + static_cast<double>(n) * step_s;
        const double towards = (out[n] + pole.last_input) / 2;
        pole.last_input = out[n];
        pole.value = towards + (pole.value - towards) * kept;
        for (; next < impulses_.size() && impulses_[next].at_s < at; ++next) {
            const double since = at - impulses_[next].at_s;
            pole.value += impulses_[next].area_vs * rate * numeric::exp(-rate * since);
        }
        out[n] = pole.value;
    }
}

}  // namespace bench::afe
