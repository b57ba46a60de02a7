#include "models/mains/grid.h"

#include <algorithm>
#include <cmath>

#include "models/mains/timeline.h"
#include "models/mains/wave_kernel.h"
#include "models/mains/wave_spans.h"

namespace bench::mains {
namespace {

constexpr double kLongestRun_s = 5e-3;  // For which a chirp's Taylor polynomial is good.
constexpr double kFurthest_s = 9e9;     // Beyond it a nanosecond count has no room.

double seconds(Time time) { return static_cast<double>(ns(time)) * 1e-9; }

std::int64_t nanoseconds(double at_s) {
    return std::llround(std::clamp(at_s, -kFurthest_s, kFurthest_s) * 1e9);
}

// One call of fill(): the samples, run by run of what lies in one state.
class Filling {
public:
    using Out = std::array<std::span<double>, kWaves>;
    Filling(const Timeline& timeline, double start_s, double step_s, const Out& out)
        : timeline_{timeline}, start_s_{start_s}, step_s_{step_s}, out_{out} {
        if (timeline.fundamental().steady()) {
            turning_ = turning(timeline.config().frequency_hz * step_s);
        }
        for (const InterHarmonic& inter : timeline.config().inter_harmonics) {
            inter_turning_.push_back(turning(inter.frequency_hz * step_s));
        }
    }

    // Fills from sample `first` on and answers how many.
    std::size_t run(std::size_t first, std::size_t last) {
        const std::size_t count = run_length(first, last);
        const double at_s = at(first);
        const std::int64_t at_ns = nanoseconds(at_s);
        const Piece& piece = timeline_.at(at_ns);
        SixWaves waves;
        add_lines(piece, fundamental_from(at_s), waves);
        add_inter_harmonics(piece, at_s, waves);
        const double factor = timeline_.modulation().at(at_ns);
        for (std::size_t phase = 0; phase < 3; ++phase) {
            const double conductance = piece.conductance[phase];
            if (conductance == 0) continue;
            add_scaled(waves.voltage[phase], factor * conductance, waves.current[phase]);
        }
        store(waves, factor, first, count);
        return count;
    }

private:
    [[nodiscard]] double at(std::size_t n) const {
        return start_s_ + static_cast<double>(n) * step_s_;
    }

    [[nodiscard]] std::size_t run_length(std::size_t first, std::size_t last) const {
        std::size_t count = std::min(kLanes, last - first);
        if (!timeline_.fundamental().steady() && step_s_ != 0) {
            const double most = kLongestRun_s / std::abs(step_s_) + 1;
            if (most < static_cast<double>(count)) count = static_cast<std::size_t>(most);
        }
        const std::int64_t change = timeline_.next_change(nanoseconds(at(first)));
        while (count > 1 && nanoseconds(at(first + count - 1)) >= change) --count;
        return count;
    }

    [[nodiscard]] PhasorLanes fundamental_from(double at_s) const {
        const Fundamental& fundamental = timeline_.fundamental();
        const Phasor begin = polar(1, fundamental.cycles(at_s));
        PhasorLanes lanes =
            fundamental.steady() ? turning_ : turning(fundamental.frequency(at_s) * step_s_);
        if (!fundamental.steady()) turn_by(lanes, fundamental.chirp(at_s), step_s_);
        multiply(lanes, begin);
        return lanes;
    }

    void add_inter_harmonics(const Piece& piece, double at_s, SixWaves& waves) const {
        const auto& list = timeline_.config().inter_harmonics;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Phasor begin = polar(list[i].share, list[i].frequency_hz * at_s);
            for (std::size_t phase = 0; phase < 3; ++phase) {
                add_real(begin * piece.lines.front().voltage[phase], inter_turning_[i],
                         waves.voltage[phase]);
            }
        }
    }

    void store(SixWaves& waves, double voltage_factor, std::size_t first, std::size_t count) const {
        for (std::size_t phase = 0; phase < 3; ++phase) {
            put(phase, first, count, waves.voltage[phase], voltage_factor);
            put(phase + 3, first, count, waves.current[phase], 1);
        }
        if (out_[6].empty()) return;
        Lanes& neutral = waves.current[0];
        add_scaled(waves.current[1], 1, neutral);
        add_scaled(waves.current[2], 1, neutral);
        put(6, first, count, neutral, 1);
    }

    void put(std::size_t wave, std::size_t first, std::size_t count, const Lanes& rms,
             double factor) const {
        if (!out_[wave].empty()) scaled(rms, kSqrt2 * factor, out_[wave].subspan(first, count));
    }

    const Timeline& timeline_;
    double start_s_;
    double step_s_;
    const Out& out_;
    PhasorLanes turning_{};
    std::vector<PhasorLanes> inter_turning_;
};

}  // namespace

Grid::Grid(const GridConfig& config, const std::vector<LoadItem>& loads,
           const std::vector<GridEvent>& events)
    : timeline_{std::make_unique<const Timeline>(config, loads, events)} {}

Grid::~Grid() = default;

void Grid::fill(double start_s, double step_s,
                const std::array<std::span<double>, kWaves>& out) const {
    const std::size_t length = length_of(out);
    Filling filling{*timeline_, start_s, step_s, out};
    for (std::size_t n = 0; n < length;) n += filling.run(n, length);
}

EnergyTruth Grid::energy_at(Time time) const { return timeline_->energy(ns(time)); }

double Grid::frequency_hz(Time time) const {
    return timeline_->fundamental().frequency(seconds(time));
}

double Grid::cycles_at(Time time) const { return timeline_->fundamental().cycles(seconds(time)); }

}  // namespace bench::mains
