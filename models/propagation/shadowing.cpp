#include "models/propagation/shadowing.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/numeric/numeric.h"

namespace bench::propagation {
namespace {

constexpr double kTwoPi = 6.283185307179586;

void refuse_bad(const ShadowingConfig& config) {
    if (!(config.sigma_db >= 0 && config.slow_sigma_db >= 0)) {
        throw std::invalid_argument("shadowing: standard deviations must be 0 dB or more");
    }
    if (!(config.correlation_m > 0 && config.slow_time_s > 0)) {
        throw std::invalid_argument("shadowing: correlation distance and time must be above 0");
    }
}

// One draw from each of `count` equal parts of (0, 1], in a random order: every one of them is
// uniform, and together they leave no gap.
template <std::size_t Count>
std::array<double, Count> spread(const chance::Key& key) {
    const chance::Key order = key.of("order");
    std::array<double, Count> shares{};
    for (std::size_t i = 0; i < Count; ++i) {
        shares[i] = (static_cast<double>(i) + 1.0 - key.uniform(i)) / Count;
        std::swap(shares[i], shares[order.below(i, i + 1)]);  // Fisher and Yates.
    }
    return shares;
}

// A wave vector whose characteristic function in the plane is exp(-r): the Cauchy density
// (1 + k^2)^(-3/2) / 2 pi, of which the share 1 / sqrt(1 + k^2) lies beyond k.
Point wave_vector(double share_beyond, double direction_turns) {
    const double squared = 1.0 / (share_beyond * share_beyond) - 1.0;
    const double size = numeric::square_root(std::max(squared, 0.0)) / kTwoPi;
    return {size * numeric::cos_turns(direction_turns), size * numeric::sin_turns(direction_turns)};
}

Point scaled(const Position& at, double unit) { return {at.x / unit, at.y / unit}; }

// The sum of both directions has the variance 1 + exp(-2 d) for two parts of variance 1/2: less
// far apart, more close together. This evens it out.
double evening(const Point& a, const Point& b) {
    const double x = a.x - b.x;
    const double y = a.y - b.y;
    const double distance = numeric::square_root(x * x + y * y);
    return 1.0 / numeric::square_root(1.0 + numeric::exp(-2.0 * distance));
}

}  // namespace

template <std::size_t Count>
std::array<ShadowingField::Wave, Count> ShadowingField::draw(const chance::Key& key) {
    const auto first = spread<Count>(key.of("first length"));
    const auto second = spread<Count>(key.of("second length"));
    const chance::Key directions = key.of("direction");
    const chance::Key phases = key.of("phase");
    std::array<Wave, Count> waves{};
    for (std::size_t i = 0; i < Count; ++i) {
        waves[i].first = wave_vector(first[i], directions.uniform(2 * i));
        waves[i].second = wave_vector(second[i], directions.uniform(2 * i + 1));
        waves[i].phase = phases.uniform(i);
    }
    return waves;
}

ShadowingField::ShadowingField(const chance::Key& key)
    : waves_{draw<kWaves>(key.of("still"))}, slow_waves_{draw<Drift::kWaves>(key.of("slow"))} {
    // Frequencies of a Lorentzian line, whose characteristic function is exp(-t): tan(pi u / 2),
    // u uniform. The bound keeps phases exact; one draw in 600 000 meets it.
    constexpr double kFastest = 1e6;
    const auto shares = spread<Drift::kWaves>(key.of("slow").of("rate"));
    for (std::size_t i = 0; i < Drift::kWaves; ++i) {
        const double quarter = shares[i] / 4.0;
        const double sine = numeric::sin_turns(quarter);
        const double cosine = std::max(numeric::cos_turns(quarter), sine / kFastest);
        slow_rates_[i] = sine / cosine / kTwoPi;
    }
}

double ShadowingField::turns(const Wave& wave, const Point& a, const Point& b) {
    return (wave.first.x * a.x + wave.first.y * a.y) + (wave.second.x * b.x + wave.second.y * b.y) +
           wave.phase;
}

double ShadowingField::db(const ShadowingConfig& config, const Position& a,
                          const Position& b) const {
    refuse_bad(config);
    if (!(config.sigma_db > 0)) return 0;
    const Point here = scaled(a, config.correlation_m);
    const Point there = scaled(b, config.correlation_m);
    double forth = 0;
    double back = 0;
    for (const Wave& wave : waves_) {
        forth += numeric::cos_turns(turns(wave, here, there));
        back += numeric::cos_turns(turns(wave, there, here));
    }
    const double unit = evening(here, there) / numeric::square_root(kWaves);
    return config.sigma_db * unit * (forth + back);
}

Drift ShadowingField::drift(const ShadowingConfig& config, const Position& a,
                            const Position& b) const {
    refuse_bad(config);
    const Point here = scaled(a, config.correlation_m);
    const Point there = scaled(b, config.correlation_m);
    const double unit =
        config.slow_sigma_db * evening(here, there) / numeric::square_root(Drift::kWaves);
    Drift drift;
    for (std::size_t i = 0; i < Drift::kWaves; ++i) {
        const double forth = turns(slow_waves_[i], here, there);
        const double back = turns(slow_waves_[i], there, here);
        // cos(p + w) + cos(q + w) = 2 cos((p - q) / 2) cos((p + q) / 2 + w): both ways one wave.
        const double apart = std::max(forth, back) - std::min(forth, back);
        drift.waves_[i] = {2.0 * unit * numeric::cos_turns(apart / 2.0), (forth + back) / 2.0,
                           slow_rates_[i] / config.slow_time_s};
    }
    return drift;
}

double Drift::db(Time time) const {
    const double seconds = static_cast<double>(ns(time)) * 1e-9;
    double sum = 0;
    for (const Wave& wave : waves_) {
        sum += wave.amplitude_db * numeric::cos_turns(wave.phase + wave.frequency * seconds);
    }
    return sum;
}

}  // namespace bench::propagation
