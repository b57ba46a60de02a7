#pragma once

// The true voltages at a meter's terminals for the reference of power quality: of a grid in closed
// form, or of a recorded wave by summation.

#include <vector>

#include "models/mains/gated_wave.h"
#include "models/mains/grid.h"
#include "models/quality/voltages.h"

namespace bench::system {

class GridVoltages final : public quality::Voltages {
public:
    // `grid` outlives this, and makes `events` of `config`.
    GridVoltages(const mains::Grid& grid, const mains::GridConfig& config,
                 const std::vector<mains::GridEvent>& events);

    [[nodiscard]] double one_cycle(std::size_t phase, Time end) const override;
    [[nodiscard]] double level(std::size_t phase, Time time) const override;
    [[nodiscard]] Time crossing_after(std::size_t phase, Time time) const override;
    [[nodiscard]] Time next_change(Time time) const override;
    [[nodiscard]] bool jumps(Time time) const override;
    [[nodiscard]] Nanoseconds cycle(Time time) const override;

private:
    const mains::Grid& grid_;
    double nominal_v_;
    bool flickers_;  // So much that its steps may be events.
    std::vector<Time> steps_;
    std::vector<Time> jumps_;  // In order.
};

class WaveVoltages final : public quality::Voltages {
public:
    // `wave` and `gated` outlive this; `off`: when it is cut off.
    WaveVoltages(const mains::WaveFile& wave, const mains::GatedWave& gated, double nominal_v,
                 std::vector<Time> steps);

    [[nodiscard]] double one_cycle(std::size_t phase, Time end) const override;
    [[nodiscard]] double level(std::size_t phase, Time time) const override;
    [[nodiscard]] Time crossing_after(std::size_t phase, Time time) const override;
    // Where the recording itself may hold events, each of its cycles is a step.
    [[nodiscard]] Time next_change(Time time) const override;
    // It only stops and goes on, at levels that are never harmless.
    [[nodiscard]] bool jumps(Time) const override { return false; }
    [[nodiscard]] Nanoseconds cycle(Time time) const override;

private:
    const mains::WaveFile& wave_;
    const mains::GatedWave& gated_;
    double nominal_v_;
    bool restless_;
    std::vector<Time> steps_;
};

}  // namespace bench::system
