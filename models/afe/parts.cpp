#include "models/afe/parts.h"

#include <stdexcept>
#include <string>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr double kPpm = 1e-6;

// What of a part is drawn; the number is the index of the draw.
enum Draw : std::uint64_t { gain, drift, corner, offset, phase };

// Uniform in +-1.
double spread(chance::Key key, std::uint64_t what) { return 2 * key.uniform(what) - 1; }

void want(bool right, const std::string& what) {
    if (!right) throw std::invalid_argument{"front end: " + what};
}

void check_current(const CurrentInput& input, const std::string& name) {
    want(input.turns > 0 && input.burden_ohm > 0, name + ": turns and burden must be above 0");
    want(input.shunt_ohm > 0 && input.amplification > 0,
         name + ": shunt and amplification must be above 0");
    want(input.phase_spread_deg >= 0 && input.phase_error_deg - input.phase_spread_deg > 0 &&
             input.phase_error_deg + input.phase_spread_deg <= 6,
         name + ": phase error with its spread must lie within 0 (not 0 itself) and 6 degrees");
    want(input.knee_a_rms > 0, name + ": the knee must be a current above 0 A");
    want(input.rated_a > 0 && input.maximum_a >= input.rated_a,
         name + ": rated current must be above 0 A and not above the maximum");
    want(input.gain_spread_ppm >= 0 && input.gain_spread_ppm < 1e6 &&
             input.temperature_spread_ppm_per_k >= 0,
         name + ": spreads are half-widths, 0 or above, gain below 1 000 000 ppm");
}

void check_converter(const ConverterConfig& c) {
    want(c.corner_hz >= 1000 && c.corner_hz <= 100'000, "the corner must lie in 1 .. 100 kHz");
    want(c.corner_spread_percent >= 0 && c.corner_spread_percent <= 20,
         "the corner's spread must lie in 0 .. 20 %");
    want(c.full_scale_v > 0, "full scale must be above 0 V");
    want(c.snr_db >= 20 && c.snr_db <= 200, "signal to noise must lie in 20 .. 200 dB");
    want(c.offset_spread_v >= 0 && c.reference_spread_ppm >= 0 && c.reference_spread_ppm < 1e6 &&
             c.reference_spread_ppm_per_k >= 0,
         "spreads are half-widths, 0 or above");
}

void check_taps(const std::vector<double>& taps) {
    double sum = 0;
    for (std::size_t i = 0; i < taps.size(); ++i) {
        want(taps[i] == taps[taps.size() - 1 - i], "the low-pass taps must be symmetric");
        sum += taps[i];
    }
    want(taps.empty() || sum != 0, "the low-pass taps must not add up to 0");
    want(taps.size() <= 256, "at most 256 low-pass taps");
}

ChannelPart draw_common(const ConverterConfig& config, chance::Key key) {
    ChannelPart part;
    part.corner_hz =
        config.corner_hz * (1 + 0.01 * config.corner_spread_percent * spread(key, Draw::corner));
    part.offset_v = config.offset_spread_v * spread(key, Draw::offset);
    return part;
}

void draw_voltage(ChannelPart& part, const VoltageInput& input, chance::Key key) {
    part.gain = (1 + kPpm * input.gain_spread_ppm * spread(key, Draw::gain)) / input.ratio;
    part.drift_per_k = kPpm * input.temperature_spread_ppm_per_k * spread(key, Draw::drift);
}

void draw_current(ChannelPart& part, const CurrentInput& input, chance::Key key) {
    const bool transformer = input.sensor == CurrentSensor::current_transformer;
    const double nominal =
        transformer ? input.burden_ohm / input.turns : input.shunt_ohm * input.amplification;
    part.gain = nominal * (1 + kPpm * input.gain_spread_ppm * spread(key, Draw::gain));
    part.drift_per_k = kPpm * input.temperature_spread_ppm_per_k * spread(key, Draw::drift);
    if (!transformer) return;
    const double degrees =
        input.phase_error_deg + input.phase_spread_deg * spread(key, Draw::phase);
    part.phase_tangent = numeric::sin_turns(degrees / 360) / numeric::cos_turns(degrees / 360);
    part.knee_a_rms = input.knee_a_rms;
}

}  // namespace

void check(const FrontEndConfig& config) {
    for (std::size_t i = 0; i < config.voltage.size(); ++i) {
        const VoltageInput& input = config.voltage[i];
        want(input.ratio > 0 && input.gain_spread_ppm >= 0 && input.gain_spread_ppm < 1e6 &&
                 input.temperature_spread_ppm_per_k >= 0,
             "u" + std::to_string(i + 1) + ": ratio must be above 0, spreads 0 or above");
    }
    for (std::size_t i = 0; i < config.current.size(); ++i) {
        check_current(config.current[i], i == 3 ? "in" : "i" + std::to_string(i + 1));
    }
    check_converter(config.converter);
    check_taps(config.low_pass_taps);
    for (const InputFault& fault : config.faults) {
        want(fault.channel < kChannels, "a fault's channel must lie in 0 .. 6");
        want(fault.from_s <= fault.to_s, "a fault must not end before it begins");
    }
}

Parts draw_parts(const FrontEndConfig& config, chance::Key key) {
    Parts parts;
    for (std::size_t i = 0; i < kChannels; ++i) {
        const chance::Key own = key.of("channel").of(i);
        parts.channels[i] = draw_common(config.converter, own);
        if (i < kVoltageChannels) {
            draw_voltage(parts.channels[i], config.voltage[i], own);
        } else {
            draw_current(parts.channels[i], config.current[i - kVoltageChannels], own);
        }
    }
    const chance::Key reference = key.of("reference");
    parts.reference =
        1 + kPpm * config.converter.reference_spread_ppm * spread(reference, Draw::gain);
    parts.reference_drift_per_k =
        kPpm * config.converter.reference_spread_ppm_per_k * spread(reference, Draw::drift);
    return parts;
}

}  // namespace bench::afe
