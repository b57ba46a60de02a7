#pragma once

// The mains at a meter's terminals with its loads, as waves and as truth, at any instant.
//
// Between two breakpoints (an event or a load begins or ends, a step of an inrush) everything is a
// set of phasors. fill() turns them into samples with powers of the fundamental's phasor, started
// anew every few samples, so no error accumulates and no call remembers the last one. Energies are
// prefix sums over the breakpoints.

#include <memory>
#include <vector>

#include "models/mains/grid_config.h"
#include "models/mains/truth.h"
#include "models/mains/wave_source.h"

namespace bench::mains {

class Timeline;

class Grid final : public WaveSource {
public:
    // Throws std::invalid_argument with the complaint of grid_check.h.
    Grid(const GridConfig& config, const std::vector<LoadItem>& loads,
         const std::vector<GridEvent>& events);
    ~Grid() override;

    // Instants are rounded to the nanosecond to find the state, not to find the phase. What lies
    // before the start of the run is as the start. An empty span is a wave nobody wants. Throws
    // std::invalid_argument for spans of different lengths.
    void fill(double start_s, double step_s,
              const std::array<std::span<double>, kWaves>& out) const override;

    [[nodiscard]] Truth truth_at(Time time) const;
    [[nodiscard]] EnergyTruth energy_at(Time time) const;  // `time` >= kStart.

    // RMS voltage of `phase` (0 .. 2) over one cycle of the frequency at `time`, ending there: the
    // exact integral, across breakpoints. Drift within the one cycle is left aside.
    [[nodiscard]] double half_cycle_rms(std::size_t phase, Time time) const;

    // RMS voltage of `phase` of the steady state of the instant.
    [[nodiscard]] double rms_at(std::size_t phase, Time time) const;
    // Mean of its square over [from, to], from the states that held.
    [[nodiscard]] double mean_square(std::size_t phase, Time from, Time to) const;
    // The first instant after `time` at which voltages or loads step; kEndOfTime if there is none.
    [[nodiscard]] Time next_change(Time time) const;

    [[nodiscard]] double frequency_hz(Time time) const;
    // Cycles of the fundamental since the start of the run; sin and cos of the nominal wave of L1
    // are those of this: u1 is at its positive peak at whole numbers.
    [[nodiscard]] double cycles_at(Time time) const;

private:
    std::unique_ptr<const Timeline> timeline_;
};

}  // namespace bench::mains
