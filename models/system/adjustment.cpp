#include "models/system/adjustment.h"

#include <algorithm>
#include <cmath>

#include <boost/crc.hpp>

#include "models/numeric/numeric.h"

namespace bench::system {
namespace {

constexpr double kGainScale = 16'777'216;  // 2^24
constexpr double kVoltageUnits = 1e4;      // 100 uV a volt.
constexpr double kCurrentUnits = 1e6;      // 1 uA an ampere.
constexpr double kFarHz = 2'000;           // Where the corner shows.

double draw(const chance::Key& key, const char* what, std::size_t channel, double limit) {
    return limit * (2 * key.of(what).uniform(channel) - 1);
}

// Of a one-pole filter, from its gains at the nominal frequency and far above:
// |H(f)|^2 = 1 / (1 + (f / corner)^2).
double corner_of(const afe::FrontEnd& unit, std::size_t channel, double near_hz) {
    const double ratio = unit.true_gain(channel, near_hz) / unit.true_gain(channel, kFarHz);
    const double square = ratio * ratio;
    const double top = kFarHz * kFarHz - square * near_hz * near_hz;
    return square > 1 ? numeric::square_root(top / (square - 1)) : 0;
}

std::uint32_t sum_of(const hal_metrology& record) {
    boost::crc_32_type crc;
    crc.process_bytes(record.channel, sizeof record.channel);
    return crc.checksum();
}

// Nothing on the terminals.
class Silence final : public mains::WaveSource {
public:
    void fill(double, double,
              const std::array<std::span<double>, mains::kWaves>& out) const override {
        for (const std::span<double> wave : out) std::ranges::fill(wave, 0.0);
    }
};

// Without the tolerances of its parts.
afe::FrontEndConfig design_of(afe::FrontEndConfig config) {
    for (afe::VoltageInput& input : config.voltage) input.gain_spread_ppm = 0;
    for (afe::CurrentInput& input : config.current)
        input.gain_spread_ppm = input.phase_spread_deg = 0;
    config.converter.corner_spread_percent = 0;
    config.converter.offset_spread_v = 0;
    config.converter.reference_spread_ppm = 0;
    config.temperature_c = 25;
    return config;
}

hal_metrology measured(const ThreePhaseConfig& config, const AdjustmentConfig& errors,
                       const afe::FrontEnd& unit, const chance::Key& key) {
    const double hz = config.wave ? config.wave->frequency_hz() : config.grid.frequency_hz;
    hal_metrology record{};
    double latest = 0;
    for (std::size_t c = 0; c < afe::kChannels; ++c)
        latest = std::max(latest, unit.true_phase_delay(c, hz));
    for (std::size_t c = 0; c < afe::kChannels; ++c) {
        hal_channel_calibration& channel = record.channel[c];
        const double units = c < afe::kVoltageChannels ? kVoltageUnits : kCurrentUnits;
        const double gain_error = draw(key, "gain", c, errors.gain_ppm * 1e-6);
        const double delay_error = draw(key, "phase", c, errors.phase_mdeg / 360e3 / hz);
        channel.gain = static_cast<std::int32_t>(
            std::lround(units / unit.true_gain(c, hz) * kGainScale * (1 + gain_error)));
        channel.offset = static_cast<std::int32_t>(std::lround(unit.true_offset(c)));
        channel.delay_ns = static_cast<std::int32_t>(
            std::lround((latest - unit.true_phase_delay(c, hz) + delay_error) * 1e9));
        channel.corner_hz = static_cast<std::int32_t>(std::lround(
            corner_of(unit, c, hz) * (1 + draw(key, "corner", c, errors.corner_percent / 100))));
    }
    record.crc = sum_of(record);
    record.nominal_hz = hz > 55 ? 60 : 50;
    record.nominal_mv = static_cast<std::int32_t>(std::lround(config.grid.nominal_v * 1e3));
    const afe::CurrentInput& input = config.front_end.current.front();
    record.nominal_ma = static_cast<std::int32_t>(std::lround(input.rated_a * 1e3));
    record.max_ma = static_cast<std::int32_t>(std::lround(input.maximum_a * 1e3));
    record.start_ppm = static_cast<std::uint32_t>(std::lround(config.start_share * 1e6));
    record.interruption_ppm =
        static_cast<std::uint32_t>(std::lround(config.interruption_share * 1e6));
    record.rejection = config.rejection ? 1 : 0;
    return record;
}

}  // namespace

hal_metrology adjust(const ThreePhaseConfig& config, const afe::FrontEnd& unit,
                     const chance::Key& key) {
    if (config.adjustment.adjusted) return measured(config, config.adjustment, unit, key);
    const Silence nothing;
    const afe::FrontEnd design{design_of(config.front_end), nothing, nullptr, key};
    const AdjustmentConfig exactly{.gain_ppm = 0, .phase_mdeg = 0, .corner_percent = 0};
    return measured(config, exactly, design, key);
}

}  // namespace bench::system
