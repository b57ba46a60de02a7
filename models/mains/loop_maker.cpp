#include "models/mains/loop_maker.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/mains/phasor.h"

namespace bench::mains {
namespace {

constexpr double kFurthest = 0.05;  // Of the guess.
constexpr double kLeastCycles = 3;
constexpr double kFirstCycles = 8;
constexpr int kRefinements = 3;

// Phasor of the frequency in the samples from `first` on, its phase relative to sample 0.
Phasor windowed(std::span<const double> samples, std::size_t first, std::size_t count,
                double cycles_per_sample) {
    Phasor sum;
    for (std::size_t n = 0; n < count; ++n) {
        const double place = (static_cast<double>(n) + 0.5) / static_cast<double>(count);
        const double hann = 1 - polar(1, place).real();
        const auto index = static_cast<double>(first + n);
        sum += samples[first + n] * polar(hann, -cycles_per_sample * index);
    }
    return sum / static_cast<double>(count);
}

// How far the frequency is above `frequency_hz`; NaN for silence. Phases are known up to whole
// cycles, so it must be within half a cycle in half the samples.
double gained_hz(std::span<const double> samples, double rate_hz, double frequency_hz) {
    const std::size_t half = samples.size() / 2;
    const double step = frequency_hz / rate_hz;
    const Phasor early = windowed(samples, 0, half, step);
    const Phasor late = windowed(samples, samples.size() - half, half, step);
    if (std::norm(early) == 0 || std::norm(late) == 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double cycles = degrees_of(late * std::conj(early)) / 360.0;
    return cycles * rate_hz / static_cast<double>(samples.size() - half);
}

}  // namespace

Stencil::Stencil(std::size_t count, double position) : weight{} {
    // Truncation is floor for what is at least 2; what is less begins at 0 anyway.
    const auto whole = static_cast<std::size_t>(position < 2 ? 2 : position);
    first = std::min(whole - 2, count - weight.size());
    const double a = position - static_cast<double>(first);  // 2 .. 3 but near an end.
    const double b = a - 1;
    const double c = a - 2;
    const double d = a - 3;
    const double e = a - 4;
    const double f = a - 5;
    const double cdef = c * d * e * f;
    const double abef = a * b * e * f;
    const double abcd = a * b * c * d;
    weight = {-b * cdef / 120, a * cdef / 24,  -d * abef / 12,
              c * abef / 12,   -f * abcd / 24, e * abcd / 120};
}

double measured_frequency(std::span<const double> samples, double rate_hz, double guess_hz) {
    const double cycle = rate_hz / guess_hz;
    if (static_cast<double>(samples.size()) < kLeastCycles * cycle) return guess_hz;
    auto count = std::min(samples.size(), static_cast<std::size_t>(kFirstCycles * cycle));
    double frequency = guess_hz;
    while (true) {
        for (int i = 0; i < kRefinements; ++i) {
            const double gain = gained_hz(samples.first(count), rate_hz, frequency);
            frequency += gain;
            if (!(std::abs(frequency - guess_hz) <= kFurthest * guess_hz)) return 0;
        }
        if (count == samples.size()) return frequency;
        count = std::min(samples.size(), 2 * count);
    }
}

std::vector<double> resampled(std::span<const double> samples, double rate_hz, double length_s,
                              std::size_t points) {
    std::vector<double> values;
    values.reserve(points);
    const double step = length_s * rate_hz / static_cast<double>(points);
    for (std::size_t n = 0; n < points; ++n) {
        values.push_back(Stencil{samples.size(), static_cast<double>(n) * step}.of(samples));
    }
    return values;
}

}  // namespace bench::mains
