#include "models/afe/decimator_response.h"

#include <numeric>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr std::size_t kFirstRatio = 32;
constexpr std::size_t kWholeRatio = 128;
constexpr double kCutoffHz = 4000;
constexpr double kStopDb = 68;  // What the window is designed for.

// Modified Bessel function of order 0, its power series.
double bessel_i0(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; k < 40; ++k) {
        term *= (x / 2 / k) * (x / 2 / k);
        sum += term;
    }
    return sum;
}

// Kaiser, "Nonrecursive digital filter design using the I0-sinh window function" (1974).
double kaiser(double beta, double from_centre) {
    return bessel_i0(beta * numeric::square_root(1 - from_centre * from_centre)) / bessel_i0(beta);
}

std::vector<double> convolved(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> out(a.size() + b.size() - 1, 0.0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] == 0) continue;
        for (std::size_t j = 0; j < b.size(); ++j) out[i + j] += a[i] * b[j];
    }
    return out;
}

}  // namespace

double sinc3_amplitude(std::size_t ratio, double hz) {
    if (hz == 0) return 1;
    const double turns = hz / DecimatorResponse::kClockHz / 2;
    const auto r = static_cast<double>(ratio);
    const double one = numeric::sin_turns(turns * r) / (r * numeric::sin_turns(turns));
    return one * one * one;
}

std::array<double, kCompensatorTaps> compensator() {
    constexpr double kRate = DecimatorResponse::kClockHz / kFirstRatio;
    constexpr double kCentre = (kCompensatorTaps - 1) / 2.0;
    constexpr std::size_t kSteps = 512;
    const double beta = 0.1102 * (kStopDb - 8.7);
    std::array<double, kCompensatorTaps> taps{};
    for (std::size_t n = 0; n < kCompensatorTaps; ++n) {
        const double at = static_cast<double>(n) - kCentre;
        double sum = 0;  // The inverse transform of 1 / sinc3 up to the cut-off, by midpoints.
        for (std::size_t k = 0; k < kSteps; ++k) {
            const double hz = (static_cast<double>(k) + 0.5) * kCutoffHz / kSteps;
            sum += numeric::cos_turns(hz * at / kRate) / sinc3_amplitude(kFirstRatio, hz);
        }
        taps[n] = sum * kaiser(beta, at / kCentre);
    }
    const double whole = std::accumulate(taps.begin(), taps.end(), 0.0);
    for (double& tap : taps) tap /= whole;
    return taps;
}

DecimatorResponse::DecimatorResponse(std::size_t ratio, std::span<const double> taps)
    : ratio_{ratio}, taps_{taps.begin(), taps.end()} {
    const double whole = std::accumulate(taps_.begin(), taps_.end(), 0.0);
    for (double& tap : taps_) tap /= whole;
    const std::vector<double> box(ratio, 1.0 / static_cast<double>(ratio));
    std::vector<double> spread((taps_.size() - 1) * ratio + 1, 0.0);
    for (std::size_t i = 0; i < taps_.size(); ++i) spread[i * ratio] = taps_[i];
    clocks_ = convolved(convolved(convolved(spread, box), box), box);
}

const DecimatorResponse& DecimatorResponse::of(Decimator decimator) {
    static constexpr std::array<double, 1> kNone{1.0};
    static const DecimatorResponse two_stage{kFirstRatio, compensator()};
    static const DecimatorResponse single{kWholeRatio, kNone};
    return decimator == Decimator::two_stage ? two_stage : single;
}

DecimatorResponse DecimatorResponse::of(const FrontEndConfig& config) {
    const bool given = config.decimator == Decimator::two_stage && !config.low_pass_taps.empty();
    return given ? DecimatorResponse{kFirstRatio, config.low_pass_taps} : of(config.decimator);
}

double DecimatorResponse::amplitude(double hz) const {
    const double centre = static_cast<double>(taps_.size() - 1) / 2;
    const double turns = hz * static_cast<double>(ratio_) / kClockHz;
    double sum = 0;
    for (std::size_t n = 0; n < taps_.size(); ++n) {
        sum += taps_[n] * numeric::cos_turns(turns * (static_cast<double>(n) - centre));
    }
    return sum * sinc3_amplitude(ratio_, hz);
}

// Half of the response, each value of which is held for a clock.
double DecimatorResponse::delay_s() const {
    return static_cast<double>(clocks_.size()) / 2 / kClockHz;
}

}  // namespace bench::afe
