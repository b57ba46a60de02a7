#include "models/system/quality_mint.h"

#include <algorithm>
#include <cmath>

#include "models/system/limit_rules.h"

namespace bench::system {
namespace {

using meter::EventCode;
using meter::Stream;
using quality::Kind;
using quality::Owed;

constexpr std::int64_t kTenMinutesUs = 600'000'000;
constexpr Nanoseconds kTenMinutes = std::chrono::minutes{10};
// An event of voltage is dated within a half cycle of the step; of steps within one cycle, any.
constexpr Nanoseconds kHalfCycle = std::chrono::milliseconds{12};
constexpr Nanoseconds kCycle = std::chrono::milliseconds{24};
// A share of In that flows for certain, a share of Un that is there, and inputs that break so far
// apart are told one by one.
constexpr double kFlowingShare = 0.05;
constexpr double kPresent = 0.8;
constexpr double kApartS = 3;

std::vector<Time> with_drift(std::vector<Time> changes, const mains::GridConfig& grid,
                             Nanoseconds duration) {
    const double nominal = grid.frequency_hz > 55 ? 60 : 50;
    const double most = std::fabs(grid.frequency_hz - nominal) + grid.drift.amplitude_hz;
    if (grid.drift.amplitude_hz == 0 || most < 0.4) return changes;
    for (Nanoseconds at{0}; at < duration; at += std::chrono::seconds{1})
        changes.push_back(kStart + at);
    std::ranges::sort(changes);
    return changes;
}

}  // namespace

QualityMint::QualityMint(const Analogue& analogue, const MeterConfig& config, const Owing& owing,
                         Agenda& agenda)
    : analogue_{analogue},
      owing_{owing},
      agenda_{agenda},
      nominal_v_{config.three_phase->grid.nominal_v},
      input_faults_{config.three_phase->front_end.faults},
      flowing_a_{kFlowingShare * config.three_phase->front_end.current.front().rated_a},
      limit_changes_{with_drift(analogue.steps(), config.three_phase->grid, analogue.duration())} {
    thresholds_.interruption = config.three_phase->interruption_share;
    for (const Time time : analogue.out_of_range())
        agenda_.at(time, *this, static_cast<std::uint32_t>(What::range), 0);
    for (std::size_t i = 0; i < input_faults_.size(); ++i) {
        const auto from = static_cast<std::int64_t>(input_faults_[i].from_s * 1e9);
        agenda_.at(kStart + Nanoseconds{from}, *this, static_cast<std::uint32_t>(What::input), i);
    }
}

void QualityMint::booted(Time now) {
    boot_ = now;
    ++generation_;
    voltage_.emplace(analogue_.voltages(), thresholds_, now);
    limits_.clear();
    beyond_ = {};
    const double nominal_hz = analogue_.nominal_hz();
    for (const LimitSource& source : limit_sources(thresholds_)) {
        const auto standing = [this, source, nominal_hz](Time time) {
            return source.standing(analogue_.truth_at(time), source.rule, thresholds_, nominal_v_,
                                   nominal_hz);
        };
        limits_.emplace_back(source.rule, standing, limit_changes_, now);
    }
    arm(What::voltage, now);
    arm(What::limits, now);
    arm(What::ten_minutes, next_tick(now) - kAhead);
}

void QualityMint::arm(What what, Time time) {
    if (time < kStart + analogue_.duration())
        agenda_.at(time, *this, static_cast<std::uint32_t>(what), generation_);
}

void QualityMint::wake(Time now, std::uint32_t what, std::uint64_t generation) {
    if (static_cast<What>(what) == What::range) {
        // Its inputs are beyond their range: the meter may say so.
        may_tell(now, Stream::alarms, static_cast<unsigned>(EventCode::measurement_system_error));
        return;
    }
    if (static_cast<What>(what) == What::input) return input_broke(now, input_faults_[generation]);
    if (generation != generation_ || !owing_.board().running()) return;
    switch (static_cast<What>(what)) {
        case What::voltage:
            return look_at_voltage(now);
        case What::limits:
            return look_at_limits(now);
        case What::ten_minutes:
            return look_at_ten_minutes(now);
        case What::range:
        case What::input:
            return;
    }
}

void QualityMint::may_tell(Time now, Stream stream, unsigned code) {
    if (!owing_.board().running()) return;
    owing_.owe(now, {stream, code, now, {now - kHalfCycle, now + std::chrono::seconds{2}}, false});
}

// No meter tells a wire that is off from a phase that is lost, but by the current that still flows.
void QualityMint::input_broke(Time now, const afe::InputFault& fault) {
    if (!owing_.board().running()) return;
    const auto error = static_cast<unsigned>(EventCode::measurement_system_error);
    const auto alone = std::ranges::count_if(input_faults_, [&](const afe::InputFault& other) {
        return std::fabs(other.from_s - fault.from_s) < kApartS;
    });
    const bool voltage = fault.channel < afe::kVoltageChannels;
    const mains::Truth truth = analogue_.truth_at(now);
    const bool flows = voltage && truth.phase[fault.channel].current_a > flowing_a_ &&
                       truth.phase[fault.channel].voltage_v > kPresent * nominal_v_;
    const bool known = boot_ + std::chrono::seconds{1} < now && alone == 1 &&
                       analogue_.voltages().next_change(now) > now + std::chrono::seconds{1} &&
                       !analogue_.disturbed(now - kAhead, now + kAhead);
    const Nanoseconds decided = std::chrono::seconds{1};
    owing_.owe(now,
               {Stream::alarms, error, now + decided, {now, now + 2 * decided}, flows && known});
    if (!voltage) return;
    const auto phase = static_cast<unsigned>(fault.channel);
    for (const Stream stream : {Stream::alarms, Stream::events}) {
        may_tell(now, stream, static_cast<unsigned>(EventCode::voltage_sag_l1) + phase);
        may_tell(now, stream, static_cast<unsigned>(EventCode::phase_outage_l1) + phase);
    }
}

void QualityMint::look_at_voltage(Time now) {
    for (const Owed& owed : voltage_->advance(now + kAhead)) owe(now, owed, Nanoseconds{0});
    arm(What::voltage, voltage_->next(now + Nanoseconds{1}));
}

void QualityMint::look_at_limits(Time now) {
    Time next = kEndOfTime;
    std::size_t index = 0;
    for (quality::LimitWatch& watch : limits_) {
        std::vector<Owed> decided;
        watch.advance(now + kAhead, decided);
        for (const Owed& owed : decided)
            owe(now, owed, limit_sources(thresholds_)[index].rule.slack);
        ++index;
        next = std::min(next, watch.next());
    }
    if (next != kEndOfTime) arm(What::limits, std::max(now + Nanoseconds{1}, next - kAhead / 2));
}

Time QualityMint::next_tick(Time after) const {
    const board::Board& board = owing_.board();
    const std::int64_t next_us = (board.calendar_us(after) / kTenMinutesUs + 1) * kTenMinutesUs;
    return board.clock().at(next_us - board.calendar_us(kStart));
}

void QualityMint::look_at_ten_minutes(Time now) {
    const Time tick = next_tick(now);
    const Time begin = tick - kTenMinutes;
    // An interval that the module did not see whole says nothing.
    const bool whole = begin >= boot_;
    const bool clearly = begin >= boot_ + std::chrono::seconds{2};
    for (std::size_t phase = 0; whole && phase < 3; ++phase) ten_minutes(phase, now, tick, clearly);
    arm(What::ten_minutes, next_tick(tick + std::chrono::seconds{1}) - kAhead);
}

void QualityMint::ten_minutes(std::size_t phase, Time now, Time tick, bool certain) {
    const double level =
        std::sqrt(analogue_.mean_square(phase, tick - kTenMinutes, tick)) / nominal_v_;
    const auto near = [&](double limit) {
        return std::fabs(level - limit) < quality::VoltageReference::kUncertainty;
    };
    const double back = thresholds_.voltage_hysteresis;
    int& beyond = beyond_[phase];
    const auto tell = [&](Kind kind, bool ended, bool sure) {
        Owed owed;
        owed.certain = sure && certain;
        owed.happening = {kind, ended, phase, tick - kTenMinutes, tick - kTenMinutes, tick, !ended};
        owe(now, owed, std::chrono::seconds{1});
    };
    const Kind left = beyond < 0 ? Kind::under_voltage : Kind::over_voltage;
    if (beyond != 0) {
        const double limit =
            beyond < 0 ? thresholds_.under_voltage + back : thresholds_.over_voltage - back;
        const bool inside = beyond < 0 ? level >= limit : level <= limit;
        if (inside || near(limit)) tell(left, true, !near(limit));
        if (inside) beyond = 0;
        return;
    }
    const bool under = level < thresholds_.under_voltage;
    const bool over = level > thresholds_.over_voltage;
    if (under || near(thresholds_.under_voltage))
        tell(Kind::under_voltage, false, !near(thresholds_.under_voltage));
    if (over || near(thresholds_.over_voltage))
        tell(Kind::over_voltage, false, !near(thresholds_.over_voltage));
    beyond = under ? -1 : over ? 1 : 0;
}

void QualityMint::owe(Time now, const Owed& owed, Nanoseconds date_slack) {
    const quality::Happening& what = owed.happening;
    const unsigned code = code_of(what);
    if (code == 0) return;
    // What stands at the boot is told; what changes just then may be.
    const bool standing = what.onset <= boot_ + std::chrono::milliseconds{60};
    const bool young = what.decided < boot_ + kTimeToMeasure;
    const bool stays = analogue_.voltages().next_change(boot_) > boot_ + kTimeToMeasure;
    Owing::Event event;
    event.stream = what.alarm ? Stream::alarms : Stream::events;
    event.code = code;
    event.qualified = what.decided;
    event.dates = {std::min(what.onset, what.began) - kHalfCycle - date_slack,
                   what.onset + kCycle + date_slack + (standing ? kTimeToMeasure : Nanoseconds{0})};
    event.certain = owed.certain && (!young || (standing && stays)) &&
                    !analogue_.disturbed(what.decided - kAhead, what.decided + kAhead);
    owing_.owe(now, event);
}

}  // namespace bench::system
