#include "models/mains/gated_wave.h"

#include <algorithm>
#include <cmath>

namespace bench::mains {

GatedWave::GatedWave(const WaveFile& wave, std::vector<std::pair<Time, Time>> off, double faint_w)
    : wave_{wave}, off_{std::move(off)}, faint_j_{wave.faint_j(faint_w)} {}

void GatedWave::fill(double start_s, double step_s,
                     const std::array<std::span<double>, kWaves>& out) const {
    wave_.fill(start_s, step_s, out);
    for (const auto& [from, to] : off_) {
        const double from_s = static_cast<double>(ns(from)) * 1e-9;
        const double to_s = static_cast<double>(ns(to)) * 1e-9;
        for (const std::span<double> wave : out) {
            const auto size = static_cast<double>(wave.size());
            const double first = std::clamp(std::ceil((from_s - start_s) / step_s), 0.0, size);
            const double last = std::clamp(std::ceil((to_s - start_s) / step_s), 0.0, size);
            std::fill(wave.begin() + static_cast<std::ptrdiff_t>(first),
                      wave.begin() + static_cast<std::ptrdiff_t>(std::max(first, last)), 0.0);
        }
    }
}

bool GatedWave::off(Time time) const {
    return std::ranges::any_of(
        off_, [&](const auto& gap) { return gap.first <= time && time < gap.second; });
}

Truth GatedWave::truth_over(Time from, Time to) const {
    if (!off(to)) return wave_.truth_over(from, to);
    Truth nothing;
    nothing.frequency_hz = wave_.frequency_hz();
    return nothing;
}

double GatedWave::mean_square(std::size_t phase, Time from, Time to) const {
    double sum = wave_.square_seconds(phase, to) - wave_.square_seconds(phase, from);
    for (const auto& gap : off_) {
        const Time begin = std::max(gap.first, from);
        const Time end = std::min(gap.second, to);
        if (begin < end)
            sum -= wave_.square_seconds(phase, end) - wave_.square_seconds(phase, begin);
    }
    return std::max(0.0, sum) / (static_cast<double>((to - from).count()) * 1e-9);
}

EnergyTruth GatedWave::uncut_at(Time time) const {
    EnergyTruth energy = wave_.energy_at(time);
    energy.faint_pj = static_cast<Int128>(wave_.looped(faint_j_, time) * 1e12);
    return energy;
}

EnergyTruth GatedWave::energy_at(Time time) const {
    EnergyTruth sum = uncut_at(time);
    for (const auto& [from, to] : off_) {
        if (from >= time) break;
        const EnergyTruth end = uncut_at(std::min(to, time));
        const EnergyTruth begin = uncut_at(from);
        for (Int128 EnergyTruth::*each :
             {&EnergyTruth::import_pj, &EnergyTruth::export_pj, &EnergyTruth::apart_pj,
              &EnergyTruth::gross_pj, &EnergyTruth::gross_pvars, &EnergyTruth::faint_pj})
            sum.*each -= end.*each - begin.*each;
    }
    return sum;
}

}  // namespace bench::mains
