#pragma once

// Recorded waveforms of a CSV file as a wave source.
//
// Loop rule: the fundamental's frequency f is measured in the first voltage that is mapped; the
// loop is the largest whole number of cycles that fits, resampled to exactly that length, so the
// phase has no jump. What is not periodic in it (noise, inter-harmonics) may have a step there.
// Interpolation is by the polynomial through six samples; its amplitude error is below
// 0.005 (2 pi f / rate)^6: 5e-6 at 2.5 kHz from 50 kS/s.

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "models/mains/config.h"
#include "models/mains/truth.h"
#include "models/mains/wave_parts.h"
#include "models/mains/wave_source.h"

namespace bench::mains {

struct WaveColumn {
    std::string name;      // As in the header line.
    std::size_t wave = 0;  // Index of WaveSource: 0 u1 .. 3 i1 .. 6 in.
    double scale = 1;      // Volts or amperes of the file's unit.
};

struct WaveFileConfig {
    std::string path;                 // Absolute, or relative to the working folder.
    std::vector<WaveColumn> columns;  // At least one voltage. Waves without one are 0; without one
                                      // for the neutral it is the sum of the phases.
    double nominal_hz = 50;           // 42.5 .. 69: the fundamental is within 5 % of it.
    double rate_hz = 0;               // 0: from the time column. Given with one: they must agree.
    std::string time_column;          // Seconds, or "YYYY-MM-DD HH:MM:SS.fraction"; empty: none.
};

// Over one cycle: active power and RMS values of each phase.
struct CycleValues {
    std::array<double, 3> active_w{};
    std::array<double, 3> voltage_v{};
    std::array<double, 3> current_a{};
};

// In joules since the start of the loop: as EnergyTruth. What is not active counts as reactive.
struct WaveEnergy {
    double import_j = 0;
    double export_j = 0;
    double apart_j = 0;
    double gross_j = 0;
    double gross_vars = 0;
};

class WaveFile final : public WaveSource {
public:
    // As read by read_wave_file(): one period of the loop, evenly spaced from its start.
    WaveFile(std::array<std::vector<double>, kWaves> loop, int cycles, double length_s);

    void fill(double start_s, double step_s,
              const std::array<std::span<double>, kWaves>& out) const override;

    // By summation over the whole loop.
    [[nodiscard]] const Truth& truth() const { return truth_; }
    // Likewise over the cycles of [from, to]; at least one. Of a long loop (more than kMostParts
    // cycles) to the nearest few cycles.
    [[nodiscard]] Truth truth_over(Time from, Time to) const;
    // Of each cycle of the loop, in order: what a meter shows that looks at some of them lies
    // between the least and the most of those.
    [[nodiscard]] const std::vector<CycleValues>& cycle_values() const { return of_cycles_; }
    // Which of them holds at `time` (>= kStart).
    [[nodiscard]] std::size_t cycle_at(Time time) const;
    // From the start of the run, by summation. Cycles are counted from the start of the loop, and
    // from half a cycle later. No reactive or apparent energy but gross_pvars, nothing faint.
    [[nodiscard]] EnergyTruth energy_at(Time time) const;
    // Of gross_pj: of phases that have less than `faint_w` over their cycle, joules up to each
    // cycle of the loop and its end; and what such a list comes to since the start of the run.
    [[nodiscard]] std::vector<double> faint_j(double faint_w) const;
    [[nodiscard]] double looped(const std::vector<double>& sums, Time time) const;
    // Integral of the square of voltage `phase` (0 .. 2) since the start of the run, V^2 s.
    [[nodiscard]] double square_seconds(std::size_t phase, Time time) const;
    [[nodiscard]] int cycles() const { return cycles_; }
    [[nodiscard]] double length_s() const { return length_s_; }
    [[nodiscard]] double frequency_hz() const { return cycles_ / length_s_; }

private:
    std::array<std::vector<double>, kWaves> loop_;  // With what lies beyond both ends.
    int cycles_;
    double length_s_;
    WaveParts parts_;
    Truth truth_;
    std::vector<CycleValues> of_cycles_;
    // Of each sample of the loop, and of the whole.
    std::vector<WaveEnergy> energy_before_;
    std::array<std::vector<double>, 3> square_before_;
};

[[nodiscard]] std::variant<WaveFile, RecordingError> read_wave_file(const WaveFileConfig& config);

}  // namespace bench::mains
