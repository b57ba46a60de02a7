#include "models/afe/modulator_input.h"

#include <algorithm>

#include "models/afe/sample_path.h"
#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

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
        poles_[i] = Pole{parts.channels[i].corner_hz};
        tails_[i] = PulseTail{parts.channels[i].corner_hz};
        offset_v_[i] = parts.channels[i].offset_v;
    }
}

void ModulatorInput::restart() {
    for (Pole& pole : poles_) pole.restart();
    for (PulseTail& tail : tails_) tail.restart();
}

void ModulatorInput::volts(std::uint64_t first_index, double start_s, double step_s,
                           const std::array<std::span<double>, kChannels>& out) {
    sensors_.fill(start_s, step_s, out);
    for (std::size_t i = 0; i < kChannels; ++i) poles_[i].run(step_s, out[i]);
    noise_.add(first_index, noise_v_ * numeric::square_root(1 / (step_s * kNoiseRateHz)), out);
    const double factor = 1 / reference_;
    for (std::size_t i = 0; i < kChannels; ++i) {
        const double offset = offset_v_[i] / reference_;
        for (double& value : out[i]) value = value * factor + offset;
    }
}

bool ModulatorInput::pulsed(double from_s, double to_s) const {
    if (disturbance_ == nullptr) return false;
    return disturbance_->active(from_s, to_s) ||
           !std::ranges::all_of(tails_, [](const PulseTail& tail) { return tail.silent(); });
}

void ModulatorInput::add_pulses(std::size_t channel, double start_s, double step_s, double factor,
                                std::span<double> out) {
    if (disturbance_ == nullptr || out.empty()) return;
    const double from_s = start_s - step_s;
    const double to_s = from_s + static_cast<double>(out.size()) * step_s;
    impulses_.clear();
    if (disturbance_->active(from_s, to_s)) {
        disturbance_->impulses(channel, from_s, to_s, impulses_);
    }
    if (impulses_.empty() && tails_[channel].silent()) return;
    tails_[channel].run(impulses_, start_s, step_s, factor / reference_, out);
}

}  // namespace bench::afe
