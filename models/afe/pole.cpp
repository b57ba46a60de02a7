#include "models/afe/pole.h"

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr double kSilent = 1e-12;  // Volts. A modulator's step of a whole number is above it.

}  // namespace

void Pole::restart() {
    before_.fill(0);
    value_ = 0;
}

// The weight of a point is r times the integral of exp(-r (1 - u)) times its Lagrange polynomial
// over the step u = 0 .. 1, r being the step in time constants; moment[k] is that of u^k, by parts.
void Pole::set_step(double step_s) {
    step_s_ = step_s;
    const double r = kTwoPi * corner_hz_ * step_s;
    kept_ = numeric::exp(-r);
    std::array<double, 4> moment{1 - kept_};
    for (std::size_t k = 1; k < moment.size(); ++k) {
        moment[k] = 1 - static_cast<double>(k) / r * moment[k - 1];
    }
    const auto& m = moment;
    weights_ = {(m[3] + 3 * m[2] + 2 * m[1]) / 6, -(m[3] + 2 * m[2] - m[1] - 2 * m[0]) / 2,
                (m[3] + m[2] - 2 * m[1]) / 2, -(m[3] - m[1]) / 6};
}

void Pole::run(double step_s, std::span<double> values) {
    if (step_s != step_s_) set_step(step_s);
    auto [one, two, three] = before_;
    double value = value_;
    for (double& out : values) {
        const double input = out;
        const double more =
            weights_[0] * input + weights_[1] * one + weights_[2] * two + weights_[3] * three;
        value = value * kept_ + more;
        three = two;
        two = one;
        one = input;
        out = value;
    }
    before_ = {one, two, three};
    value_ = value;
}

void PulseTail::run(std::span<const emi::Impulse> impulses, double start_s, double step_s,
                    double factor, std::span<double> out) {
    const double rate = kTwoPi * corner_hz_;
    const double kept = numeric::exp(-rate * step_s);
    const double mean = (1 - kept) / (rate * step_s);
    std::size_t next = 0;
    for (std::size_t n = 0; n < out.size(); ++n) {
        const double at = start_s + static_cast<double>(n) * step_s;
        double sum = value_ * mean;
        value_ *= kept;
        for (; next < impulses.size() && impulses[next].at_s < at; ++next) {
            const double left = numeric::exp(-rate * (at - impulses[next].at_s));
            sum += impulses[next].area_vs * (1 - left) / step_s;
            value_ += impulses[next].area_vs * rate * left;
        }
        out[n] += factor * sum;
        if (value_ < kSilent && value_ > -kSilent) {
            value_ = 0;
            if (next == impulses.size()) return;
        }
    }
}

}  // namespace bench::afe
