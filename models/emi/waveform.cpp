#include "models/emi/waveform.h"

#include <algorithm>
#include <utility>

#include "models/numeric/numeric.h"

namespace bench::emi {
namespace {

constexpr double kGridStep = 1.01;   // Of the geometric search for peak and crossings.
constexpr double kGridStart = 1e-5;  // Of the pulse's end.
constexpr int kBisections = 60;
constexpr int kAreaSteps = 8000;

double power(double x, double n) { return numeric::exp(n * numeric::log(x)); }

// exp(-(t1/t2) (n t2/t1)^(1/n)): what the product of rise and decay takes from the peak.
double correction(double t1_s, double t2_s, double n) {
    return numeric::exp(-(t1_s / t2_s) * power(n * t2_s / t1_s, 1 / n));
}

HeidlerTerm term(double height, double t1_s, double t2_s, double n) {
    return {height / correction(t1_s, t2_s, n), t1_s, t2_s, n};
}

}  // namespace

Waveform::Waveform(std::vector<HeidlerTerm> terms, double end_s)
    : terms_{std::move(terms)}, end_s_{end_s} {
    measure();
}

double Waveform::value(double at_s) const {
    if (at_s <= 0 || at_s >= end_s_) return 0;
    double sum = 0;
    for (const HeidlerTerm& each : terms_) {
        const double rise = power(at_s / each.t1_s, each.n);
        sum += each.k * rise / (1 + rise) * numeric::exp(-at_s / each.t2_s);
    }
    return sum;
}

double Waveform::area_s(double from_s, double to_s, double ceiling, int steps) const {
    const double begin = std::max(from_s, 0.0);
    const double width = (std::min(to_s, end_s_) - begin) / steps;
    if (width <= 0) return 0;
    double sum = 0;
    double left = std::min(value(begin), ceiling);
    for (int i = 0; i < steps; ++i) {
        const double at = begin + i * width;
        const double right = std::min(value(at + width), ceiling);
        sum += left + 4 * std::min(value(at + width / 2), ceiling) + right;
        left = right;
    }
    return sum * width / 6;
}

// Where the value crosses `level` between an instant below it and one above.
double Waveform::crossing(double level, double below_s, double above_s) const {
    for (int i = 0; i < kBisections; ++i) {
        const double middle = (below_s + above_s) / 2;
        (value(middle) < level ? below_s : above_s) = middle;
    }
    return (below_s + above_s) / 2;
}

Span Waveform::above(double level) const {
    if (level >= shape_.peak) return {};
    double last = shape_.peak_at_s;
    for (double t = shape_.peak_at_s; t < end_s_; t *= kGridStep) {
        if (value(t) >= level) last = t;
    }
    const double next = std::min(last * kGridStep, end_s_);
    return {crossing(level, 0, shape_.peak_at_s), crossing(level, next, last)};
}

void Waveform::measure() {
    double best = kGridStart * end_s_;
    for (double t = best; t < end_s_; t *= kGridStep) {
        if (value(t) > value(best)) best = t;
    }
    double low = best / kGridStep;
    double high = best * kGridStep;
    for (int i = 0; i < kBisections; ++i) {
        const double third = (high - low) / 3;
        (value(low + third) < value(high - third) ? low : high) +=
            value(low + third) < value(high - third) ? third : -third;
    }
    shape_.peak_at_s = (low + high) / 2;
    shape_.peak = value(shape_.peak_at_s);
    const double t10 = above(0.1 * shape_.peak).from_s;
    const double t30 = above(0.3 * shape_.peak).from_s;
    const double t90 = above(0.9 * shape_.peak).from_s;
    const Span half = above(0.5 * shape_.peak);
    shape_.rise_s = t90 - t10;
    shape_.front_s = 1.67 * (t90 - t30);
    shape_.width_s = half.to_s - half.from_s;
    shape_.tail_s = half.to_s - (t30 - 0.5 * (t90 - t30));  // IEC 60060-1: the line through both.
    shape_.area_s = area_s(0, end_s_, shape_.peak, kAreaSteps);
}

// Ends are 20 decay times for the short pulses and 10 for the surge: 2e-9 and 5e-5 of the peak.
const Waveform& eft_pulse() {
    static const Waveform wave{{term(0.92, 3.5e-9, 51e-9, 1.8)}, 1.02e-6};
    return wave;
}

const Waveform& surge_voltage() {
    static const Waveform wave{{term(0.94, 0.356e-6, 65.845e-6, 1.852)}, 658.45e-6};
    return wave;
}

const Waveform& surge_current() {
    static const Waveform wave = [] {
        const HeidlerTerm raw{1, 47.52e-6, 4.296e-6, 2.741};
        const Waveform unscaled{{raw}, 120e-6};
        return Waveform{{{1 / unscaled.shape().peak, raw.t1_s, raw.t2_s, raw.n}}, 120e-6};
    }();
    return wave;
}

const Waveform& esd_current() {
    static const Waveform wave{{term(16.6, 1.1e-9, 2e-9, 1.8), term(9.3, 12e-9, 37e-9, 1.8)},
                               740e-9};
    return wave;
}

}  // namespace bench::emi
