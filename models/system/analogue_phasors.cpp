#include <algorithm>
#include <cmath>

#include "models/system/analogue.h"

namespace bench::system {
namespace {

constexpr Nanoseconds kTwoCycles = std::chrono::milliseconds{40};

std::int32_t rounded(double value) { return static_cast<std::int32_t>(std::lround(value)); }

}  // namespace

trace::PhasorValues Analogue::phasors_at(Time time) const {
    const mains::Truth truth =
        grid_ ? truth_at(time) : recorded_->truth_over(std::max(kStart, time - kTwoCycles), time);
    trace::PhasorValues values;
    values.frequency_mhz = rounded(truth.frequency_hz * 1e3);
    for (std::size_t p = 0; p < std::size(values.phase); ++p) {
        const mains::PhaseTruth& phase = truth.phase[p];
        values.phase[p] = {
            rounded(phase.voltage_harmonic_v[1] * 1e6), rounded(phase.current_harmonic_a[1] * 1e6),
            rounded(phase.voltage_angle_deg * 1e3), rounded(phase.current_angle_deg * 1e3)};
    }
    return values;
}

}  // namespace bench::system
