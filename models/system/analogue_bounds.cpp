// Between which values a capture must lie (README, "Tolerances of captures").

#include <algorithm>
#include <cmath>

#include "models/system/analogue.h"

namespace bench::system {
namespace {

// Class 0.5 S; and what MET-4 allows beside a disturbance, or a unit that was never adjusted.
constexpr double kClass = 0.005;
constexpr double kDisturbed = 0.02;
// Windows of ten cycles come up to 80 ms after their end, and a reading may be as old as two.
constexpr Nanoseconds kOldest = std::chrono::milliseconds{700};
// Registers are counted each cycle, out of a FIFO of 10 ms.
constexpr Nanoseconds kRegisterAge = std::chrono::milliseconds{60};
// The core of a transformer discharges after its current is gone: so much of it for so long.
constexpr double kCoreShare = 0.002;
constexpr Nanoseconds kCoreTime = std::chrono::seconds{5};
constexpr Int128 kPicojoulesPerCentiwattHour = Int128{36} * 1'000'000'000'000;

double seconds_of(Time time) { return static_cast<double>(ns(time)) * 1e-9; }
std::int64_t milli(double value) { return std::llround(value * 1e3); }

// Power, mean voltage and sum of currents as a capture says them.
trace::MintedValues values_of(const mains::Truth& truth) {
    double power = 0;
    double voltage = 0;
    double current = 0;
    for (const mains::PhaseTruth& phase : truth.phase) {
        power += phase.active_w;
        voltage += phase.voltage_v / 3;
        current += phase.current_a;
    }
    return {0, 0, milli(power), static_cast<std::int32_t>(milli(voltage)),
            static_cast<std::int32_t>(milli(current))};
}

void widen(trace::MintedValues& low, trace::MintedValues& high, const trace::MintedValues& value) {
    low.power_mw = std::min(low.power_mw, value.power_mw);
    high.power_mw = std::max(high.power_mw, value.power_mw);
    low.voltage_mv = std::min(low.voltage_mv, value.voltage_mv);
    high.voltage_mv = std::max(high.voltage_mv, value.voltage_mv);
    low.current_ma = std::min(low.current_ma, value.current_ma);
    high.current_ma = std::max(high.current_ma, value.current_ma);
}

// `share` of the value and `floor` on both sides.
template <typename Number>
void slacken(Number& low, Number& high, double share, double floor) {
    low -= static_cast<Number>(std::fabs(static_cast<double>(low)) * share + floor);
    high += static_cast<Number>(std::fabs(static_cast<double>(high)) * share + floor);
}

mains::Truth nothing_but(const mains::CycleValues& values) {
    mains::Truth truth;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        truth.phase[phase].active_w = values.active_w[phase];
        truth.phase[phase].voltage_v = values.voltage_v[phase];
        truth.phase[phase].current_a = values.current_a[phase];
    }
    return truth;
}

}  // namespace

bool Analogue::disturbed(Time from, Time to) const {
    if (!config_.adjustment.adjusted) return true;
    return !disturbances_.none() && disturbances_.active(seconds_of(from), seconds_of(to));
}

void Analogue::widen_over(Time from, Time to, trace::MintedValues& low,
                          trace::MintedValues& high) const {
    if (recorded_) {
        recorded_->each_cycle(from, to, [&](const mains::CycleValues& values) {
            widen(low, high, values_of(nothing_but(values)));
        });
        return;
    }
    for (Time time = grid_->next_change(from); time <= to; time = grid_->next_change(time))
        widen(low, high, values_of(grid_->truth_at(time)));
    widen(low, high, values_of(grid_->truth_at(from)));
}

std::array<trace::MintedValues, 2> Analogue::bounds(Time time, Int128 unmeasured_import_pj,
                                                    Int128 unmeasured_export_pj) const {
    const auto before = [&](Nanoseconds length) { return std::max(kStart, time - length); };
    trace::MintedValues low = values_of(truth_at(time));
    trace::MintedValues high = low;
    widen_over(before(kOldest), time, low, high);
    trace::MintedValues core = high;
    widen_over(before(kCoreTime), time, core, core);
    const double share = disturbed(before(kOldest), time) ? kDisturbed : kClass;
    const double starting_a = config_.start_share * config_.front_end.current.front().rated_a;
    slacken(low.power_mw, high.power_mw, share, 1000 + 3e3 * config_.grid.nominal_v * starting_a);
    slacken(low.voltage_mv, high.voltage_mv, share, 100);
    slacken(low.current_ma, high.current_ma, share,
            3e3 * starting_a + kCoreShare * core.current_ma);
    const double of_energy = disturbed(kStart, time) ? kDisturbed : kClass;
    const auto registers = [&](Int128 most, Int128 least, std::int64_t& from, std::int64_t& to) {
        from = static_cast<std::int64_t>(least / kPicojoulesPerCentiwattHour);
        to = static_cast<std::int64_t>(most / kPicojoulesPerCentiwattHour);
        slacken(from, to, of_energy, 2);
    };
    const Time counted = before(kRegisterAge);
    registers(import_pj(time), import_pj(counted) - unmeasured_import_pj, low.import_cwh,
              high.import_cwh);
    registers(export_pj(time), export_pj(counted) - unmeasured_export_pj, low.export_cwh,
              high.export_cwh);
    return {low, high};
}

}  // namespace bench::system
