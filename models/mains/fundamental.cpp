#include "models/mains/fundamental.h"

#include <algorithm>
#include <cmath>

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

constexpr double kTwoPi = 0x1.921fb54442d18p+2;

}  // namespace

Fundamental::Fundamental(const GridConfig& config)
    : frequency_{config.frequency_hz},
      amplitude_{config.drift.amplitude_hz},
      period_{config.drift.period_s} {}

double Fundamental::cycles(double at_s) const {
    if (steady()) return frequency_ * at_s;
    const double swing = amplitude_ * period_ / kTwoPi;
    return frequency_ * at_s + swing * (1.0 - numeric::cos_turns(at_s / period_));
}

double Fundamental::frequency(double at_s) const {
    if (steady()) return frequency_;
    return frequency_ + amplitude_ * numeric::sin_turns(at_s / period_);
}

double Fundamental::time_of(double cycles) const {
    double at_s = cycles / frequency_;
    if (steady()) return at_s;
    // Frequency changes slowly: each step leaves far less than a thousandth of the error before.
    for (int step = 0; step < 6; ++step) at_s += (cycles - this->cycles(at_s)) / frequency(at_s);
    return at_s;
}

Fundamental::Chirp Fundamental::chirp(double at_s) const {
    const double w = kTwoPi / period_;
    const double sine = amplitude_ * numeric::sin_turns(at_s / period_);
    const double cosine = amplitude_ * numeric::cos_turns(at_s / period_);
    return {w * cosine / 2, -w * w * sine / 6, -w * w * w * cosine / 24,
            w * w * w * w * sine / 120};
}

Modulation::Modulation(const Flicker& flicker) {
    if (flicker.depth == 0) return;
    high_ = 1 + flicker.depth / 2;
    low_ = 1 - flicker.depth / 2;
    step_ns_ = std::llround(60e9 / flicker.changes_per_minute);
}

double Modulation::at(std::int64_t time_ns) const {
    if (step_ns_ == 0 || time_ns < 0) return high_;
    return (time_ns / step_ns_) % 2 == 0 ? high_ : low_;
}

std::int64_t Modulation::next_step(std::int64_t time_ns) const {
    if (step_ns_ == 0) return INT64_MAX;
    return time_ns < 0 ? step_ns_ : (time_ns / step_ns_ + 1) * step_ns_;
}

std::int64_t Modulation::high_ns(std::int64_t time_ns) const {
    if (step_ns_ == 0) return time_ns;
    const std::int64_t pairs = time_ns / (2 * step_ns_);
    return pairs * step_ns_ + std::min(time_ns % (2 * step_ns_), step_ns_);
}

}  // namespace bench::mains
