#include "models/mains/wave_file.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/mains/loop_maker.h"
#include "models/mains/wave_spans.h"
#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

constexpr std::size_t kBefore = 2;  // What a stencil needs beyond the ends of the loop.
constexpr std::size_t kAfter = 3;

// The first sample of a cycle of the loop.
std::size_t first_of(std::size_t cycle, std::size_t cycles, std::size_t points) {
    return cycle * points / cycles;
}

CycleValues values_of(const std::array<std::vector<double>, kWaves>& loop, std::size_t from,
                      std::size_t to) {
    CycleValues values;
    const auto count = static_cast<double>(to - from);
    for (std::size_t phase = 0; phase < 3; ++phase) {
        double voltage = 0;
        double current = 0;
        for (std::size_t n = from; n < to; ++n) {
            voltage += loop[phase][n] * loop[phase][n];
            current += loop[phase + 3][n] * loop[phase + 3][n];
            values.active_w[phase] += loop[phase][n] * loop[phase + 3][n] / count;
        }
        values.voltage_v[phase] = numeric::square_root(voltage / count);
        values.current_a[phase] = numeric::square_root(current / count);
    }
    return values;
}

double watts_at(const std::array<std::vector<double>, kWaves>& loop, std::size_t n) {
    return loop[0][n] * loop[3][n] + loop[1][n] * loop[4][n] + loop[2][n] * loop[5][n];
}

// Which half cycles belong to a cycle that exports, for cycles that begin with half cycle `first`
// (0 or 1).
std::vector<bool> exporting(const std::array<std::vector<double>, kWaves>& loop,
                            std::size_t half_cycles, std::size_t first) {
    const std::size_t points = loop[0].size();
    std::vector<double> work(half_cycles);
    for (std::size_t half = 0; half < half_cycles; ++half) {
        const std::size_t end = first_of(half + 1, half_cycles, points);
        for (std::size_t n = first_of(half, half_cycles, points); n < end; ++n)
            work[half] += watts_at(loop, n);
    }
    std::vector<bool> exports(half_cycles);
    for (std::size_t half = first; half < half_cycles + first; half += 2) {
        const std::size_t one = half % half_cycles;
        const std::size_t other = (half + 1) % half_cycles;
        exports[one] = exports[other] = work[one] + work[other] < 0;
    }
    return exports;
}

WaveEnergy gross_of(const CycleValues& values) {
    WaveEnergy energy;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        const double apparent = values.voltage_v[phase] * values.current_a[phase];
        const double active = std::abs(values.active_w[phase]);
        energy.gross_j += active;
        energy.gross_vars +=
            numeric::square_root(std::max(0.0, apparent * apparent - active * active));
    }
    return energy;
}

// Running sums at each sample; a cycle's work goes where its sum goes.
std::vector<WaveEnergy> energies_of(const std::array<std::vector<double>, kWaves>& loop,
                                    const std::vector<CycleValues>& of_cycles, double step_s) {
    std::vector<WaveEnergy> sums{{}};
    const std::size_t points = loop[0].size();
    const std::size_t half_cycles = 2 * of_cycles.size();
    const std::vector<bool> one_way = exporting(loop, half_cycles, 0);
    const std::vector<bool> other_way = exporting(loop, half_cycles, 1);
    for (std::size_t half = 0; half < half_cycles; ++half) {
        const WaveEnergy gross = gross_of(of_cycles[half / 2]);
        const double import_share = (one_way[half] ? 0 : 0.5) + (other_way[half] ? 0 : 0.5);
        const double apart_share = (one_way[half] ? 0 : 0.5) - (other_way[half] ? 0 : 0.5);
        const std::size_t end = first_of(half + 1, half_cycles, points);
        for (std::size_t n = first_of(half, half_cycles, points); n < end; ++n) {
            const double joules = watts_at(loop, n) * step_s;
            WaveEnergy next = sums.back();
            next.import_j += import_share * joules;
            next.export_j -= (1 - import_share) * joules;
            next.apart_j += apart_share * joules;
            next.gross_j += gross.gross_j * step_s;
            next.gross_vars += gross.gross_vars * step_s;
            sums.push_back(next);
        }
    }
    return sums;
}

void check(const std::array<std::vector<double>, kWaves>& loop, int cycles, double length_s) {
    const std::size_t points = loop[0].size();
    const bool alike = std::ranges::all_of(
        loop, [points](const std::vector<double>& wave) { return wave.size() == points; });
    if (!alike) throw std::invalid_argument{"the waves of a loop must have one length"};
    if (points < 6) throw std::invalid_argument{"a loop needs six samples or more"};
    if (cycles < 1 || !(length_s > 0)) {
        throw std::invalid_argument{"a loop needs a cycle and a length above 0 s"};
    }
}

}  // namespace

WaveFile::WaveFile(std::array<std::vector<double>, kWaves> loop, int cycles, double length_s)
    : cycles_{cycles}, length_s_{length_s} {
    check(loop, cycles, length_s);
    parts_ = WaveParts{loop, static_cast<std::size_t>(cycles), cycles / length_s};
    truth_ = parts_.truth(0, static_cast<std::int64_t>(parts_.count()));
    const std::size_t points = loop[0].size();
    const auto count = std::min(static_cast<std::size_t>(cycles), points / 2);
    for (std::size_t cycle = 0; cycle < count; ++cycle) {
        of_cycles_.push_back(
            values_of(loop, first_of(cycle, count, points), first_of(cycle + 1, count, points)));
    }
    energy_before_ = energies_of(loop, of_cycles_, length_s / static_cast<double>(points));
    for (std::size_t phase = 0; phase < 3; ++phase) {
        square_before_[phase].push_back(0);
        for (const double volts : loop[phase]) {
            square_before_[phase].push_back(square_before_[phase].back() +
                                            volts * volts * length_s / static_cast<double>(points));
        }
    }
    for (std::size_t wave = 0; wave < kWaves; ++wave) {
        const std::vector<double>& values = loop[wave];
        loop_[wave].assign(values.end() - kBefore, values.end());
        loop_[wave].insert(loop_[wave].end(), values.begin(), values.end());
        loop_[wave].insert(loop_[wave].end(), values.begin(), values.begin() + kAfter);
    }
}

Truth WaveFile::truth_over(Time from, Time to) const {
    const auto place = [this](Time time) {
        const double loops = static_cast<double>(ns(time)) * 1e-9 / length_s_;
        return std::llround(loops * static_cast<double>(parts_.count()));
    };
    const std::int64_t last = std::max<std::int64_t>(place(to), 1);
    return parts_.truth(std::clamp<std::int64_t>(place(from), 0, last - 1), last);
}

double WaveFile::looped(const std::vector<double>& sums, Time time) const {
    const double loops = static_cast<double>(ns(time)) * 1e-9 / length_s_;
    const double whole = std::floor(loops);
    const double place = (loops - whole) * static_cast<double>(sums.size() - 1);
    const auto at = std::min(static_cast<std::size_t>(place), sums.size() - 2);
    const double part = place - static_cast<double>(at);
    return whole * sums.back() + sums[at] + part * (sums[at + 1] - sums[at]);
}

double WaveFile::square_seconds(std::size_t phase, Time time) const {
    return looped(square_before_[phase], time);
}

std::vector<double> WaveFile::faint_j(double faint_w) const {
    std::vector<double> sums{0};
    const double cycle_s = length_s_ / static_cast<double>(of_cycles_.size());
    for (const CycleValues& values : of_cycles_) {
        sums.push_back(sums.back());
        for (const double active : values.active_w)
            if (std::abs(active) < faint_w) sums.back() += std::abs(active) * cycle_s;
    }
    return sums;
}

std::size_t WaveFile::cycle_at(Time time) const {
    const double loops = static_cast<double>(ns(time)) * 1e-9 / length_s_;
    const double within = loops - std::floor(loops);
    const auto cycle = static_cast<std::size_t>(within * static_cast<double>(of_cycles_.size()));
    return std::min(cycle, of_cycles_.size() - 1);
}

EnergyTruth WaveFile::energy_at(Time time) const {
    const double loops = static_cast<double>(ns(time)) * 1e-9 / length_s_;
    const double whole = std::floor(loops);
    const auto points = static_cast<double>(energy_before_.size() - 1);
    const double place = (loops - whole) * points;
    const auto at = std::min(static_cast<std::size_t>(place), energy_before_.size() - 2);
    const double part = place - static_cast<double>(at);
    const auto up_to = [&](double WaveEnergy::*direction) {
        const double before = energy_before_[at].*direction;
        const double joules = whole * energy_before_.back().*direction + before +
                              part * (energy_before_[at + 1].*direction - before);
        return static_cast<Int128>(joules * 1e12);
    };
    EnergyTruth energy;
    energy.import_pj = up_to(&WaveEnergy::import_j);
    energy.export_pj = up_to(&WaveEnergy::export_j);
    energy.apart_pj = up_to(&WaveEnergy::apart_j);
    energy.gross_pj = up_to(&WaveEnergy::gross_j);
    energy.gross_pvars = up_to(&WaveEnergy::gross_vars);
    return energy;
}

void WaveFile::fill(double start_s, double step_s,
                    const std::array<std::span<double>, kWaves>& out) const {
    const std::size_t length = length_of(out);
    const std::size_t stored = loop_[0].size();
    const auto points = static_cast<double>(stored - kBefore - kAfter);
    for (std::size_t n = 0; n < length; ++n) {
        const double loops = (start_s + static_cast<double>(n) * step_s) / length_s_;
        const double within = loops - std::floor(loops);
        const Stencil stencil{stored, within * points + kBefore};
        for (std::size_t wave = 0; wave < kWaves; ++wave) {
            if (!out[wave].empty()) out[wave][n] = stencil.of(loop_[wave]);
        }
    }
}

}  // namespace bench::mains
