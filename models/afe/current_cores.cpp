#include "models/afe/current_cores.h"

#include <algorithm>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr double kRadians50 = 314.15926535897931;
constexpr double kStraight = 0.25;  // Share of the knee's flux; the bend is below 1e-9 of it there.
constexpr double kLongestStep = 126.25e-6;

constexpr double power14(double x) {
    const double x2 = x * x;
    const double x4 = x2 * x2;
    return x4 * x4 * x4 * x2;
}

// 1.1 (1 + b 1.1^14) = 1.5 (1 + b)
constexpr double kBend = 0.4 / (1.1 * power14(1.1) - 1.5);

// The explicit step is stable while the curve's slope times the step stays below 1.
double stable_limit(double rate_times_magnetise) {
    double limit = 3;
    while (limit > 1 && rate_times_magnetise * kLongestStep * (1 + 15 * kBend * power14(limit)) > 1)
        limit -= 0.01;
    return limit;
}

}  // namespace

CurrentCores::CurrentCores(const Parts& parts) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const ChannelPart& part = parts.channels[kVoltageChannels + lane];
        const double knee_peak = numeric::square_root(2) * part.knee_a_rms;
        rate_[lane] = part.phase_tangent > 0 ? kRadians50 / knee_peak : 0;
        magnetise_[lane] = part.phase_tangent * knee_peak;
        limit_[lane] = stable_limit(rate_[lane] * magnetise_[lane]);
    }
}

void CurrentCores::restart() { point_ = {}; }

void CurrentCores::run(double step_s, const std::array<std::span<double>, kLanes>& current,
                       std::span<const double> bias) {
    // Copies, which the samples written cannot be thought to overlap.
    Point point = point_;
    const Lanes magnetise = magnetise_;
    Lanes half;
    for (std::size_t lane = 0; lane < kLanes; ++lane) half[lane] = 0.5 * step_s * rate_[lane];
    const std::size_t count = current[0].size();
    for (std::size_t n = 0; n < count; ++n) {
        const Lanes primary{current[0][n], current[1][n], current[2][n], current[3][n]};
        double most = 0;
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double ahead =
                point.flux[lane] + half[lane] * (point.secondary[lane] + primary[lane]);
            most = std::max(most, std::max(ahead, -ahead));
        }
        const double rest = bias.empty() ? 0 : bias[n];
        if (rest == 0 && most < kStraight) {
            step_straight(point, half, magnetise, primary);
        } else {
            step_bent(point, half, primary, rest);
        }
        for (std::size_t lane = 0; lane < kLanes; ++lane) current[lane][n] = point.secondary[lane];
    }
    point_ = point;
}

// By trapezoids; the magnetising current is that of the flux as it would be without this step's.
inline void CurrentCores::step_straight(Point& point, const Lanes& half, const Lanes& magnetise,
                                        const Lanes& primary) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const double ahead =
            point.flux[lane] + half[lane] * (point.secondary[lane] + primary[lane]);
        const double secondary = primary[lane] - magnetise[lane] * ahead;
        point.flux[lane] += half[lane] * (point.secondary[lane] + secondary);
        point.secondary[lane] = secondary;
    }
}

void CurrentCores::step_bent(Point& point, const Lanes& half, const Lanes& primary,
                             double bias) const {
    const auto curve = [&](std::size_t lane, double flux) {
        return magnetise_[lane] * flux * (1 + kBend * power14(flux));
    };
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const double limit = limit_[lane];
        const double before = point.flux[lane];
        const double rest = std::clamp(bias, -limit, limit);
        const double ahead = std::clamp(
            before + half[lane] * (point.secondary[lane] + primary[lane]) + rest, -limit, limit);
        double secondary = primary[lane] - curve(lane, ahead) + curve(lane, rest);
        const double next = before + half[lane] * (point.secondary[lane] + secondary);
        const double held = std::clamp(next, -limit - rest, limit - rest);
        // A full core takes all of the current: what the coil sees is what its flux still moved.
        if (held != next) secondary = (held - before) / (2 * half[lane]);
        point.flux[lane] = held;
        point.secondary[lane] = secondary;
    }
}

}  // namespace bench::afe
