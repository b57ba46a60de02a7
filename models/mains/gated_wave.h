#pragma once

// A wave that is cut off for a while: a fuse that is out. The recording goes on behind it.

#include <utility>
#include <vector>

#include "models/mains/wave_file.h"
#include "models/time/time.h"

namespace bench::mains {

class GatedWave final : public WaveSource {
public:
    // While off: from the first to the second of each pair; in order, apart from each other. `wave`
    // outlives this. `faint_w` as in GridConfig.
    GatedWave(const WaveFile& wave, std::vector<std::pair<Time, Time>> off, double faint_w = 0);

    // 0 on every wave while off.
    void fill(double start_s, double step_s,
              const std::array<std::span<double>, kWaves>& out) const override;

    [[nodiscard]] bool off(Time time) const;
    // All zero but the frequency while off; else over the cycle of that instant.
    [[nodiscard]] Truth truth_at(Time time) const { return truth_over(time, time); }
    // Over the cycles of [from, to]; all zero but the frequency if it is off at `to`. Gaps before
    // are left aside.
    [[nodiscard]] Truth truth_over(Time from, Time to) const;
    // What flowed while on, since the start of the run.
    [[nodiscard]] EnergyTruth energy_at(Time time) const;
    // Of voltage `phase` (0 .. 2) over [from, to], V^2.
    [[nodiscard]] double mean_square(std::size_t phase, Time from, Time to) const;
    // Calls `see` with the values of each cycle that touches [from, to], and with none for a gap.
    template <typename See>
    void each_cycle(Time from, Time to, See see) const;

private:
    [[nodiscard]] EnergyTruth uncut_at(Time time) const;

    const WaveFile& wave_;
    std::vector<std::pair<Time, Time>> off_;
    std::vector<double> faint_j_;  // WaveFile::faint_j()
};

template <typename See>
void GatedWave::each_cycle(Time from, Time to, See see) const {
    const auto cycle =
        Nanoseconds{static_cast<std::int64_t>(wave_.length_s() * 1e9 / wave_.cycles())};
    for (Time time = from; time <= to; time += cycle)
        see(off(time) ? CycleValues{} : wave_.cycle_values()[wave_.cycle_at(time)]);
    see(off(to) ? CycleValues{} : wave_.cycle_values()[wave_.cycle_at(to)]);
}

}  // namespace bench::mains
