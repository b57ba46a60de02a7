// Between which values a capture must lie (README, "Tolerances of captures").

#include <algorithm>
#include <cmath>

#include "models/numeric/numeric.h"
#include "models/system/analogue.h"

namespace bench::system {
namespace {

// Class 0.5 S (IEC 62053-22): 0.5 % of what is active, and so much of what is reactive as makes its
// limit at a power factor of 0.25 (1 %). Beside a disturbance, or of a unit that was never
// adjusted, 2 % of the former.
constexpr double kClass = 0.005;
constexpr double kOfReactive = 0.0013;
constexpr double kDisturbed = 0.02;
// Windows of ten cycles come up to 80 ms after their end, and a reading may be as old as two.
constexpr Nanoseconds kOldest = std::chrono::milliseconds{700};
// Registers are counted each cycle, out of a FIFO of 10 ms. A phase whose load begins is counted
// after the ten cycles that decide that it counts.
constexpr Nanoseconds kRegisterAge = std::chrono::milliseconds{60};
constexpr Nanoseconds kStartAge = std::chrono::milliseconds{300};
// The core of a transformer discharges after its current is gone: so much of it for so long.
constexpr double kCoreShare = 0.002;
constexpr Nanoseconds kCoreTime = std::chrono::seconds{5};
constexpr Int128 kPicojoulesPerCentiwattHour = Int128{36} * 1'000'000'000'000;
constexpr std::int64_t kDigits = 2;  // Of a register: both ends are truncated.

double seconds_of(Time time) { return static_cast<double>(ns(time)) * 1e-9; }
std::int64_t milli(double value) { return std::llround(value * 1e3); }

Time before(Time time, Nanoseconds length) { return std::max(kStart, time - length); }

std::int64_t centiwatt_hours(Int128 picojoules) {
    return static_cast<std::int64_t>(picojoules / kPicojoulesPerCentiwattHour);
}

Int128 share_of(Int128 value, double share) {
    return static_cast<Int128>(static_cast<double>(value) * share);
}

// Power, mean voltage and sum of currents as a capture says them, and what its class leaves open.
struct Said {
    double power_w = 0;
    double voltage_v = 0;
    double current_a = 0;
    double open_w = 0;
    double open_v = 0;
    double open_a = 0;

    Said(const mains::Truth& truth, double share) {
        for (const mains::PhaseTruth& phase : truth.phase) {
            power_w += phase.active_w;
            voltage_v += phase.voltage_v / 3;
            current_a += phase.current_a;
            open_w +=
                std::fabs(phase.active_w) * share + std::fabs(phase.reactive_var) * kOfReactive;
        }
        open_v = voltage_v * share;
        open_a = current_a * share;
    }
};

void widen(trace::MintedValues& low, trace::MintedValues& high, const Said& said) {
    low.power_mw = std::min(low.power_mw, milli(said.power_w - said.open_w));
    high.power_mw = std::max(high.power_mw, milli(said.power_w + said.open_w));
    const auto narrow = [](double value) { return static_cast<std::int32_t>(milli(value)); };
    low.voltage_mv = std::min(low.voltage_mv, narrow(said.voltage_v - said.open_v));
    high.voltage_mv = std::max(high.voltage_mv, narrow(said.voltage_v + said.open_v));
    low.current_ma = std::min(low.current_ma, narrow(said.current_a - said.open_a));
    high.current_ma = std::max(high.current_ma, narrow(said.current_a + said.open_a));
}

// `floor` on both sides.
template <typename Number>
void slacken(Number& low, Number& high, double floor) {
    low -= static_cast<Number>(floor);
    high += static_cast<Number>(floor);
}

// Of one cycle. What is not active counts as reactive.
mains::Truth truth_of(const mains::CycleValues& values) {
    mains::Truth truth;
    for (std::size_t p = 0; p < 3; ++p) {
        mains::PhaseTruth& phase = truth.phase[p];
        phase.active_w = values.active_w[p];
        phase.voltage_v = values.voltage_v[p];
        phase.current_a = values.current_a[p];
        phase.apparent_va = phase.voltage_v * phase.current_a;
        phase.reactive_var = numeric::square_root(
            std::max(0.0, phase.apparent_va * phase.apparent_va - phase.active_w * phase.active_w));
    }
    return truth;
}

// The least and the most that a register may show.
void bound(const trace::RegisterFlow& flow, std::int64_t& low, std::int64_t& high) {
    const std::int64_t open = flow.slack + std::abs(flow.apart) + kDigits;
    low = flow.shown - flow.unmeasured - open;
    high = flow.flowed + open;
}

}  // namespace

bool Analogue::disturbed(Time from, Time to) const {
    if (!config_.adjustment.adjusted) return true;
    return !disturbances_.none() && disturbances_.active(seconds_of(from), seconds_of(to));
}

template <typename See>
void Analogue::each_state(Time from, Time to, See see) const {
    if (recorded_) {
        recorded_->each_cycle(from, to,
                              [&](const mains::CycleValues& values) { see(truth_of(values)); });
        return;
    }
    see(grid_->truth_at(from));
    for (Time time = grid_->next_change(from); time <= to; time = grid_->next_change(time))
        see(grid_->truth_at(time));
}

Nanoseconds Analogue::register_age(Time time) const {
    return grid_ && steady(before(time, kStartAge), time) ? kRegisterAge : kStartAge;
}

Int128 Analogue::slack_pj(Time time, const mains::EnergyTruth& energy, Int128 direction_pj) const {
    const double share = config_.adjustment.adjusted ? kClass : kDisturbed;
    // Of the direction itself, and of what one phase took while another gave.
    const Int128 held = energy.gross_pj - energy.import_pj - energy.export_pj;
    Int128 slack = share_of(direction_pj + held, share) +
                   share_of(energy.gross_pvars, kOfReactive) + energy.faint_pj;
    const auto later = std::ranges::upper_bound(injected_, time, {}, &TimeSpan::first);
    if (later == injected_.begin()) return slack;
    const auto index = static_cast<std::size_t>(later - injected_.begin() - 1);
    Int128 gross = injected_gross_pj_[index];
    if (time < injected_[index].second)
        gross -= energy_at(injected_[index].second).gross_pj - energy.gross_pj;
    return slack + share_of(gross, kDisturbed - kClass);
}

trace::MintedRegisters Analogue::registers(Time time, Int128 unmeasured_import_pj,
                                           Int128 unmeasured_export_pj) const {
    const mains::EnergyTruth now = energy_at(time);
    const mains::EnergyTruth then = energy_at(before(time, register_age(time)));
    const auto flow = [&](Int128 flowed, Int128 shown, Int128 unmeasured) {
        return trace::RegisterFlow{
            centiwatt_hours(flowed), centiwatt_hours(shown), centiwatt_hours(unmeasured),
            centiwatt_hours(slack_pj(time, now, flowed)), centiwatt_hours(now.apart_pj)};
    };
    return {flow(now.import_pj, then.import_pj, unmeasured_import_pj),
            flow(now.export_pj, then.export_pj, unmeasured_export_pj)};
}

std::array<trace::MintedValues, 2> Analogue::bounds(Time time,
                                                    const trace::MintedRegisters& registers) const {
    constexpr std::int64_t kFar = INT64_MAX;
    constexpr std::int32_t kNear = INT32_MAX;
    trace::MintedValues low{0, 0, kFar, kNear, kNear};
    trace::MintedValues high{0, 0, -kFar, -kNear, -kNear};
    const double share = disturbed(before(time, kOldest), time) ? kDisturbed : kClass;
    each_state(before(time, kOldest), time, [&](const mains::Truth& truth) {
        widen(low, high, Said{truth, share});
    });
    double core_a = 0;
    each_state(before(time, kCoreTime), time, [&](const mains::Truth& truth) {
        core_a = std::max(core_a, Said{truth, 0}.current_a);
    });
    const double starting_a = config_.start_share * config_.front_end.current.front().rated_a;
    slacken(low.power_mw, high.power_mw, 1000 + 3e3 * config_.grid.nominal_v * starting_a);
    slacken(low.voltage_mv, high.voltage_mv, 100);
    slacken(low.current_ma, high.current_ma, 3e3 * starting_a + 1e3 * kCoreShare * core_a);
    bound(registers.import, low.import_cwh, high.import_cwh);
    bound(registers.export_, low.export_cwh, high.export_cwh);
    return {low, high};
}

}  // namespace bench::system
