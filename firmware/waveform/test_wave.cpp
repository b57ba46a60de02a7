#include "firmware/waveform/test_wave.h"

#include <algorithm>

namespace meter::waveform {

TestWave TestWave::balanced(double volts, double amperes, double lag, double hertz) {
    TestWave wave;
    wave.hertz = hertz;
    for (std::size_t p = 0; p < kPhases; ++p) {
        const double angle = 40 - 120.0 * static_cast<double>(p);
        wave.channel[voltage_of(p)] = {{1, volts, angle}};
        wave.channel[current_of(p)] = {{1, amperes, angle - lag}};
    }
    return wave;
}

double test_draw(std::uint64_t purpose, std::uint64_t index) {
    std::uint64_t x = (purpose << 48U) + index + 0x9E3779B97F4A7C15U;  // splitmix64
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<double>((x ^ (x >> 31U)) >> 11U) * 0x1p-53;
}

void TestWave::freeze() {
    for (std::size_t c = 0; c < kChannels; ++c) {
        for (std::size_t n = 0; n < cycle[c].size(); ++n) cycle[c][n] = pure(c, n);
    }
    frozen = hertz == 50;
}

double TestWave::pure(std::size_t c, std::uint64_t sample) const {
    const double turns = hertz * static_cast<double>(sample) / kSampleRateHz;
    double value = 0;
    for (const TestComponent& part : channel[c]) {
        const double cycles = std::fmod(turns * part.order + part.degrees / 360, 1.0);
        value += part.rms * std::numbers::sqrt2 * std::sin(2 * std::numbers::pi * cycles);
    }
    return value * 0x1p23 / (c < kPhases ? kFullVolts : kFullAmperes);
}

double TestWave::counts(std::size_t c, std::uint64_t sample) const {
    double value = frozen ? cycle[c][sample % cycle[c].size()] : pure(c, sample);
    if (noise_counts != 0) value += noise_counts * (2 * test_draw(c, sample) - 1);
    if (disturbance) value += disturbance(c, sample);
    return value;
}

SampleBlock test_block(const TestWave& wave, std::uint64_t first, std::size_t count) {
    constexpr double kTop = 0x1p23 - 1;
    SampleBlock block;
    block.first = first;
    block.count = count;
    for (std::size_t c = 0; c < kChannels; ++c) {
        for (std::size_t n = 0; n < count; ++n) {
            const double value = std::clamp(wave.counts(c, first + n), -0x1p23, kTop);
            block.raw[c][n] = static_cast<std::int32_t>(std::lround(value));
            if (value == kTop || value == -0x1p23) {
                block.saturated = static_cast<std::uint8_t>(block.saturated | 1U << c);
            }
        }
    }
    return block;
}

EngineConfig test_config() {
    EngineConfig config;
    for (std::size_t c = 0; c < kChannels; ++c) {
        const double units = c < kPhases ? kFullVolts * 1e4 : kFullAmperes * 1e6;
        config.calibration.channel[c].gain =
            Calibration::gain_for(static_cast<std::int64_t>(units));
    }
    config.calibration.seal();
    return config;
}

void TestMeter::run(const TestWave& wave, std::uint64_t samples, std::size_t per_block) {
    const std::uint64_t end = next + samples;
    while (next < end) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(per_block, end - next));
        engine->process(test_block(wave, next, count));
        next += count;
    }
}

std::array<double, kRegisters> TestMeter::energy() const {
    EnergyBackup backup;
    engine->save(backup);
    const EnergyImage image = backup.newest().value();
    std::array<double, kRegisters> out{};
    for (std::size_t r = 0; r < kRegisters; ++r) {
        out[r] = (static_cast<double>(image.whole[r]) + image.fraction[r] * 0x1p-24) / 100;
    }
    return out;
}

}  // namespace meter::waveform
