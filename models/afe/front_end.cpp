#include "models/afe/front_end.h"

#include <algorithm>
#include <stdexcept>

#include "models/afe/modulator_input.h"
#include "models/afe/parts.h"
#include "models/afe/sample_path.h"
#include "models/afe/sensor_stage.h"
#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr double kFarthestStep = 0.01;  // Of the nominal one.

// arctan x for 0 <= x < 10, by halving the angle and its series: error below 1e-12.
double arctangent(double x) {
    double factor = 1;
    while (x > 0.05) {
        x /= 1 + numeric::square_root(1 + x * x);
        factor *= 2;
    }
    const double square = x * x;
    return factor * x * (1 - square * (1.0 / 3 - square * (0.2 - square * (1.0 / 7 - square / 9))));
}

}  // namespace

struct FrontEnd::State {
    State(const FrontEndConfig& given, const mains::WaveSource& wave,
          const emi::FrontEndDisturbance* disturbance, chance::Key key, SampleConverter* other)
        : config{given},
          parts{draw_parts(given, key)},
          decimator{DecimatorResponse::of(given)},
          sensors{config, parts, wave, disturbance},
          samples{config, parts, decimator, disturbance, key},
          modulator_input{config, parts, sensors, disturbance, key},
          converter{other} {
        set_temperature(config.temperature_c);
    }
    State(const State&) = delete;  // Its members refer to each other.
    State& operator=(const State&) = delete;

    void set_temperature(double celsius) {
        reference = parts.reference * (1 + parts.reference_drift_per_k * (celsius - 25));
        sensors.set_temperature(celsius);
        samples.set_scale(counts_per_volt());
        modulator_input.set_reference(reference);
    }
    void restart() {
        sensors.restart();
        samples.restart();
        modulator_input.restart();
        if (converter != nullptr) converter->restart();
    }
    [[nodiscard]] double counts_per_volt() const {
        return kFullScaleCounts / (config.converter.full_scale_v * reference);
    }
    void stick(double start_s, double step_s, std::span<Frame> out) const;

    FrontEndConfig config;
    Parts parts;
    DecimatorResponse decimator;
    SensorStage sensors;
    SamplePath samples;
    ModulatorInput modulator_input;
    SampleConverter* converter;
    double reference = 1;
    std::uint64_t next_index = 0;
};

void FrontEnd::State::stick(double start_s, double step_s, std::span<Frame> out) const {
    for (const InputFault& fault : config.faults) {
        if (fault.kind != InputFaultKind::stuck) continue;
        const SampleRange range =
            samples_within(fault.from_s, fault.to_s, start_s, step_s, out.size());
        for (std::size_t n = range.from; n < range.to; ++n) {
            out[n].counts[fault.channel] = fault.stuck_count;
            out[n].saturated = static_cast<std::uint8_t>(out[n].saturated & ~(1U << fault.channel));
        }
    }
}

FrontEnd::FrontEnd(const FrontEndConfig& config, const mains::WaveSource& wave,
                   const emi::FrontEndDisturbance* disturbance, chance::Key key,
                   SampleConverter* converter) {
    check(config);
    state_ = std::make_unique<State>(config, wave, disturbance, key, converter);
    state_->restart();
}

FrontEnd::~FrontEnd() = default;
FrontEnd::FrontEnd(FrontEnd&&) noexcept = default;

void FrontEnd::restart() {
    state_->restart();
    state_->next_index = 0;
}

void FrontEnd::set_temperature(double celsius) { state_->set_temperature(celsius); }

void FrontEnd::produce(std::uint64_t first_index, double start_s, double step_s,
                       std::span<Frame> out) {
    const double off = step_s / kNominalStep - 1;
    if (!(off >= -kFarthestStep && off <= kFarthestStep)) {
        throw std::invalid_argument{"front end: the step must lie within 1 % of 125 us"};
    }
    if (first_index != state_->next_index) state_->restart();
    state_->next_index = first_index + out.size();
    for (std::size_t done = 0; done < out.size(); done += kBlockFrames) {
        const std::size_t count = std::min(kBlockFrames, out.size() - done);
        const double block_s = start_s + static_cast<double>(done) * step_s;
        const std::span<Frame> block = out.subspan(done, count);
        if (state_->converter != nullptr) {
            state_->converter->convert(state_->modulator_input, first_index + done, block_s, step_s,
                                       block);
        } else {
            state_->samples.produce(state_->sensors, first_index + done, block_s, step_s, block);
        }
        state_->stick(block_s, step_s, block);
    }
}

// The core passes j w t / (1 + j w t) with w50 t = 1 / tangent of its error; a pole 1 / (1 + j r).
double FrontEnd::true_gain(std::size_t channel, double hz) const {
    const ChannelPart& part = state_->parts.channels[channel];
    const double lead = part.phase_tangent * 50 / hz;
    const double ratio = hz / part.corner_hz;
    const double core_and_pole = 1 / numeric::square_root((1 + lead * lead) * (1 + ratio * ratio));
    return state_->sensors.gain(channel) * state_->counts_per_volt() * core_and_pole *
           state_->decimator.amplitude(hz);
}

double FrontEnd::true_phase_delay(std::size_t channel, double hz) const {
    const ChannelPart& part = state_->parts.channels[channel];
    const double lag = arctangent(hz / part.corner_hz) - arctangent(part.phase_tangent * 50 / hz);
    const double constant =
        state_->converter != nullptr ? state_->converter->delay_s() : state_->decimator.delay_s();
    return constant + lag / (kTwoPi * hz);
}

double FrontEnd::true_offset(std::size_t channel) const {
    return state_->parts.channels[channel].offset_v * state_->counts_per_volt();
}

double FrontEnd::true_noise() const {
    return noise_volts(state_->config.converter) * state_->counts_per_volt();
}

}  // namespace bench::afe
