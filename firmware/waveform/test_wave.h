#pragma once

// A front end without faults, for tests: sums of sines in volts and amperes, rounded to counts.

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <numbers>
#include <vector>

#include "firmware/waveform/engine.h"

namespace meter::waveform {

inline constexpr double kFullVolts = 750;
inline constexpr double kFullAmperes = 150;

struct TestComponent {
    double order = 1;  // Of the fundamental.
    double rms = 0;    // Volts or amperes.
    double degrees = 0;
};

struct TestWave {
    double hertz = 50;
    std::array<std::vector<TestComponent>, kChannels> channel{};
    double noise_counts = 0;  // Half width of a rectangular distribution.
    // Added, in counts: by channel and sample.
    std::function<double(std::size_t, std::uint64_t)> disturbance{};
    std::array<std::array<double, 160>, kChannels> cycle{};
    bool frozen = false;

    // Three voltages in positive sequence, three currents that lag by `lag` degrees.
    static TestWave balanced(double volts, double amperes, double lag, double hertz = 50);
    // For waves of whole orders at 50 Hz, which repeat after 160 samples: keeps one cycle.
    void freeze();
    [[nodiscard]] double counts(std::size_t c, std::uint64_t sample) const;
    [[nodiscard]] double pure(std::size_t c, std::uint64_t sample) const;
};

// A draw that depends on what it is for only; 0 <= x < 1.
double test_draw(std::uint64_t purpose, std::uint64_t index);

EngineConfig test_config();

class TestMeter final : public HalfCycleSink, public WindowSink {
public:
    explicit TestMeter(const EngineConfig& config = test_config())
        : engine{std::make_unique<Engine>(config, *this, *this)} {}
    void half_cycle(const HalfCycle& value) override { halves.push_back(value); }
    void window(const Window& value) override { windows.push_back(value); }

    void run(const TestWave& wave, std::uint64_t samples, std::size_t per_block = kBlockSamples);
    // Registers with their fractions, in Wh, varh, VAh.
    [[nodiscard]] std::array<double, kRegisters> energy() const;
    void forget() {
        halves.clear();
        windows.clear();
    }

    std::unique_ptr<Engine> engine;
    std::vector<HalfCycle> halves{};
    std::vector<Window> windows{};
    std::uint64_t next = 0;
};

SampleBlock test_block(const TestWave& wave, std::uint64_t first, std::size_t count);

}  // namespace meter::waveform
