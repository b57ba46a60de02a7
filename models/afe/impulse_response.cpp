#include "models/afe/impulse_response.h"

#include <algorithm>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr std::size_t kClocksPerEntry = 4;  // 128 clocks a sample, 32 entries.
constexpr double kEntriesPerSecond = DecimatorResponse::kClockHz / kClocksPerEntry;
constexpr double kTails = 12;  // Time constants of the pole until nothing is left.

}  // namespace

// Between clocks the decimator's response is held and the pole follows it exactly.
ImpulseResponse::ImpulseResponse(const DecimatorResponse& decimator, double corner_hz) {
    const double per_clock = 6.283185307179586 * corner_hz / DecimatorResponse::kClockHz;
    const double kept = numeric::exp(-per_clock);
    const std::vector<double>& held = decimator.clocks();
    const std::size_t clocks = held.size() + static_cast<std::size_t>(kTails / per_clock);
    double value = 0;
    for (std::size_t k = 0; k < clocks; ++k) {
        if (k % kClocksPerEntry == 0) table_.push_back(value * DecimatorResponse::kClockHz);
        const double towards = k < held.size() ? held[k] : 0;
        value = towards + (value - towards) * kept;
    }
    table_.push_back(0);
}

double ImpulseResponse::length_s() const {
    return static_cast<double>(table_.size() - 1) / kEntriesPerSecond;
}

double ImpulseResponse::at(double after_s) const {
    const double place = after_s * kEntriesPerSecond;
    if (place <= 0 || place >= static_cast<double>(table_.size() - 1)) return 0;
    const auto entry = static_cast<std::size_t>(place);
    const double within = place - static_cast<double>(entry);
    return table_[entry] + within * (table_[entry + 1] - table_[entry]);
}

void ImpulseResponse::add(std::span<const emi::Impulse> impulses, double start_s, double step_s,
                          std::span<double> out) const {
    const double length = length_s();
    for (const emi::Impulse& impulse : impulses) {
        const double first = (impulse.at_s - start_s) / step_s;  // Sample at which it lies.
        const double last = (impulse.at_s + length - start_s) / step_s;
        const auto count = static_cast<double>(out.size());
        const auto from = static_cast<std::size_t>(std::clamp(first, 0.0, count));
        const auto to = static_cast<std::size_t>(std::clamp(last + 1, 0.0, count));
        for (std::size_t n = from; n < to; ++n) {
            const double at = start_s + static_cast<double>(n) * step_s;
            out[n] += impulse.area_vs * this->at(at - impulse.at_s);
        }
    }
}

}  // namespace bench::afe
