#include "firmware/app/metrology_config.h"

#include "firmware/core/crc.h"

namespace meter::app {
namespace {

constexpr std::int32_t kMostVoltage = 6;                    // Fifths of the nominal one.
constexpr std::int32_t kMostMillivolts = INT32_MAX / 1000;  // Whose microvolts fit 32 bits.

bool intact(const hal_metrology& record) {
    const auto* octets = reinterpret_cast<const std::uint8_t*>(record.channel);
    return crc32(Bytes{octets, sizeof record.channel}) == record.crc;
}

}  // namespace

waveform::EngineConfig engine_config(const hal_metrology& record) {
    waveform::EngineConfig config;
    for (std::size_t c = 0; c < waveform::kChannels; ++c) {
        const hal_channel_calibration& from = record.channel[c];
        config.calibration.channel[c] = {from.gain, from.offset, from.delay_ns, from.corner_hz};
    }
    if (intact(record)) config.calibration.seal();
    config.nominal_hz = record.nominal_hz;
    config.nominal_voltage = Millivolts{record.nominal_mv};
    config.max_voltage = Millivolts{record.nominal_mv / 5 * kMostVoltage};
    config.nominal_current = Milliamperes{record.nominal_ma};
    config.max_current = Milliamperes{record.max_ma};
    config.start = PartsPerMillion{static_cast<std::int32_t>(record.start_ppm)};
    return config;
}

power_quality::Config quality_config(const hal_metrology& record) {
    power_quality::Config config;
    if (record.nominal_mv < 0 || record.nominal_mv > kMostMillivolts) return config;
    config.declared = Microvolts{record.nominal_mv * 1000};
    config.nominal_hz = static_cast<std::int32_t>(record.nominal_hz);
    config.interruption = PartsPerMillion{static_cast<std::int32_t>(record.interruption_ppm)};
    if (check(config) != power_quality::ConfigFault::none) return {};
    return config;
}

}  // namespace meter::app
