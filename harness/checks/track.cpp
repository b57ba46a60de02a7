#include "harness/checks/track.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "firmware/core/alarm.h"
#include "firmware/core/message.h"
#include "harness/checks/altered.h"
#include "harness/checks/text.h"

namespace bench::checks {
namespace {

// Date and time on the wire have hundredths of a second, truncated.
constexpr std::int64_t kWireStepUs = 10'000;

// How far the date of an event may lie beside the right ones, and it is the same event.
constexpr std::int64_t kSameEventUs = 2'000'000;

// FNV-1a over the content of an acceptance.
std::uint64_t digest(const trace::Acceptance& accepted) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const std::uint8_t octet : trace::bytes_of(accepted))
        hash = (hash ^ octet) * 0x100000001b3ULL;
    return hash;
}

bool between(std::int64_t value, std::int64_t a, std::int64_t b) {
    return value >= std::min(a, b) && value <= std::max(a, b);
}

// The three instantaneous values come from one instant; the wire truncates toward zero.
bool same_instant(const trace::Acceptance& accepted, const trace::MintedValues& minted) {
    return accepted.power_w == minted.power_mw / 1000 &&
           accepted.voltage_dv == minted.voltage_mv / 100 &&
           accepted.current_ma == minted.current_ma;
}

bool within(const trace::Acceptance& accepted, const trace::MintedValues& low,
            const trace::MintedValues& high) {
    return between(accepted.power_w, low.power_mw / 1000, high.power_mw / 1000) &&
           between(accepted.voltage_dv, low.voltage_mv / 100, high.voltage_mv / 100) &&
           between(accepted.current_ma, low.current_ma, high.current_ma);
}

bool true_capture(const trace::Acceptance& accepted, const Track::Expected& expected) {
    // Phasors say nothing of registers; their own values are for measurement_error to judge.
    if (static_cast<meter::Stream>(accepted.stream) == meter::Stream::phasors) return true;
    if (expected.measured && !within(accepted, expected.early, expected.late)) return false;
    return between(accepted.import_cwh, expected.early.import_cwh, expected.late.import_cwh) &&
           between(accepted.export_cwh, expected.early.export_cwh, expected.late.export_cwh) &&
           (expected.measured || same_instant(accepted, expected.early) ||
            same_instant(accepted, expected.late));
}

// The alarm bit that a code brings; a code for each of three phases has its bits side by side.
struct CauseBit {
    meter::EventCode code;
    int phases;
    std::uint32_t trace::Acceptance::*alarms;
    std::uint32_t bit;
};
constexpr std::array kCauseBits{
    CauseBit{meter::EventCode::power_returned, 1, &trace::Acceptance::alarm_register_1,
             meter::kAlarm1PowerUp},
    CauseBit{meter::EventCode::watchdog_error, 1, &trace::Acceptance::alarm_register_1,
             meter::kAlarm1Watchdog},
    CauseBit{meter::EventCode::measurement_system_error, 1, &trace::Acceptance::alarm_register_1,
             meter::kAlarm1MeasurementSystem},
    CauseBit{meter::EventCode::meter_cover_removed, 1, &trace::Acceptance::alarm_register_1,
             meter::kAlarm1FraudAttempt},
    CauseBit{meter::EventCode::strong_magnet, 1, &trace::Acceptance::alarm_register_1,
             meter::kAlarm1FraudAttempt},
    CauseBit{meter::EventCode::phase_outage_l1, 3, &trace::Acceptance::alarm_register_1,
             meter::kAlarm1PhaseOutage},
    CauseBit{meter::EventCode::voltage_sag_l1, 3, &trace::Acceptance::alarm_register_2,
             meter::kAlarm2Sag},
    CauseBit{meter::EventCode::voltage_swell_l1, 3, &trace::Acceptance::alarm_register_2,
             meter::kAlarm2Swell},
    CauseBit{meter::EventCode::thd_over_limit_l1, 3, &trace::Acceptance::alarm_register_2,
             meter::kAlarm2ThdOverLimit},
    CauseBit{meter::EventCode::last_gasp, 1, &trace::Acceptance::alarm_register_3,
             meter::kAlarm3LastGasp}};

// A message of an event carries the bit of its own cause; the other bits are the registers'
// history.
bool has_its_bit(const trace::Acceptance& accepted) {
    for (const CauseBit& cause : kCauseBits) {
        const int phase = int{accepted.event_code} - static_cast<int>(cause.code);
        if (phase < 0 || phase >= cause.phases) continue;
        return (accepted.*cause.alarms >> phase & cause.bit) != 0;
    }
    return true;
}

// Of an event: how far its date lies beside those that a right meter may give.
std::int64_t date_error_us(const trace::Acceptance& accepted, const Track::Expected& expected) {
    if (expected.code == 0 || !expected.dated) return 0;
    const std::int64_t before = expected.calendar_us - kWireStepUs - accepted.calendar_us;
    const std::int64_t after = accepted.calendar_us - expected.latest_us;
    return std::max<std::int64_t>({before, after, 0});
}

bool is_true(const trace::Acceptance& accepted, const Track::Expected& expected) {
    if (expected.code == 0) return true_capture(accepted, expected);
    return has_its_bit(accepted) && date_error_us(accepted, expected) == 0;
}

}  // namespace

void Track::expect(Expected expected) {
    expected.ordinal = ++minted_;
    longest_us_ = std::max(longest_us_, expected.latest_us - expected.calendar_us);
    pending_.emplace(expected.calendar_us, expected);
}

std::optional<Track::Expected> Track::give_up(bool all) {
    if (pending_.empty() || (!all && pending_.size() <= kPending)) return std::nullopt;
    const Expected oldest = pending_.begin()->second;
    horizon_us_ = std::max(horizon_us_.value_or(oldest.calendar_us), oldest.calendar_us);
    pending_.erase(pending_.begin());
    return oldest;
}

// A capture by its instant; an event by its code, nearest to its likeliest date.
Track::Pending::iterator Track::match(const trace::Acceptance& accepted, bool beyond) {
    const std::int64_t said = accepted.calendar_us;
    if (accepted.event_code == 0) {
        const auto found = pending_.find(said);
        return found != pending_.end() && found->second.code == 0 ? found : pending_.end();
    }
    auto best = pending_.end();
    std::int64_t least = INT64_MAX;
    const std::int64_t slack = beyond ? kSameEventUs : 0;
    const auto end = pending_.upper_bound(said + kWireStepUs + slack);
    for (auto it = pending_.lower_bound(said - longest_us_ - slack); it != end; ++it) {
        const Expected& expected = it->second;
        if (expected.code != accepted.event_code || (beyond && !expected.dated)) continue;
        if (said > expected.latest_us + slack) continue;
        const std::int64_t apart =
            beyond ? date_error_us(accepted, expected) : std::abs(said - expected.aim_us);
        if (apart >= least) continue;
        least = apart;
        best = it;
    }
    return best;
}

const Track::Settled* Track::match_settled(const trace::Acceptance& accepted, bool exactly) const {
    const std::int64_t said = accepted.calendar_us;
    const bool event = accepted.event_code != 0;
    const std::int64_t before = event ? longest_us_ : 0;
    const auto end = settled_by_key_.upper_bound(said + (event ? kWireStepUs : 0));
    for (auto it = settled_by_key_.lower_bound(said - before); it != end; ++it) {
        const Settled& settled = settled_.at(it->second);
        if (settled.code != accepted.event_code) continue;
        if (exactly ? settled.said_us == said : said <= settled.key_us + settled.window_us)
            return &settled;
    }
    return nullptr;
}

void Track::remember(const trace::Acceptance& accepted, const Settled& settled) {
    settled_.emplace(accepted.sequence, settled);
    settled_by_key_.emplace(settled.key_us, accepted.sequence);
    order_.push_back(accepted.sequence);
    if (order_.size() > kSettled) forget_oldest();
}

void Track::forget_oldest() {
    const std::uint32_t sequence = order_.front();
    order_.pop_front();
    const auto item = settled_.find(sequence);
    const std::int64_t key = item->second.key_us;
    auto [it, end] = settled_by_key_.equal_range(key);
    while (it != end && it->second != sequence) ++it;
    if (it != end) settled_by_key_.erase(it);
    settled_.erase(item);
    forgotten_.insert(sequence);
    horizon_us_ = std::max(horizon_us_.value_or(key), key);
}

bool Track::is_right(const trace::Acceptance& accepted, const Expected& expected) {
    if (!is_true(accepted, expected)) return false;
    const bool phasors = static_cast<meter::Stream>(accepted.stream) == meter::Stream::phasors;
    if (!expected.registers || phasors) return true;
    if (!advance_.right(accepted, *expected.registers)) return false;
    advance_.keep(accepted, *expected.registers);
    return true;
}

Outcome Track::delivered(const trace::Acceptance& accepted, Pending::iterator item) {
    const Expected expected = item->second;
    pending_.erase(item);
    Outcome outcome;
    outcome.kind = Outcome::Kind::delivered;
    outcome.ordinal = expected.ordinal;
    outcome.cause = expected.cause;
    outcome.altered = !is_right(accepted, expected);
    outcome.date_error = std::chrono::microseconds{date_error_us(accepted, expected)};
    if (outcome.date_error > Nanoseconds::zero()) {
        outcome.why = fmt::format("dated {} beside what is right", in_words(outcome.date_error));
    } else if (outcome.altered) {
        outcome.why = altered_words(accepted, expected);
    }
    outcome.reordered = highest_ && accepted.sequence < *highest_;
    highest_ = std::max(highest_.value_or(0), accepted.sequence);
    const std::int64_t window = expected.code == 0 ? 0 : expected.latest_us - expected.calendar_us;
    remember(accepted, Settled{expected.ordinal, expected.cause, expected.calendar_us,
                               accepted.calendar_us, window, expected.code, digest(accepted)});
    return outcome;
}

Outcome Track::again(const trace::Acceptance& accepted, const Settled& first) {
    Settled alias = first;
    alias.digest = digest(accepted);
    alias.said_us = accepted.calendar_us;
    Outcome outcome;
    outcome.kind = Outcome::Kind::accepted_twice;
    outcome.ordinal = first.ordinal;
    outcome.cause = first.cause;
    remember(accepted, alias);
    return outcome;
}

Outcome Track::accept(const trace::Acceptance& accepted, Time time) {
    Outcome outcome;
    outcome.cause = time;
    if (const auto known = settled_.find(accepted.sequence); known != settled_.end()) {
        outcome.kind = Outcome::Kind::redelivered;
        outcome.ordinal = known->second.ordinal;
        outcome.cause = known->second.cause;
        outcome.altered = known->second.digest != digest(accepted);
        if (outcome.altered) outcome.why = "another content than at its first delivery";
        return outcome;
    }
    if (forgotten_.contains(accepted.sequence)) {
        outcome.kind = Outcome::Kind::redelivered;
        return outcome;
    }
    if (const Settled* first = match_settled(accepted, true)) return again(accepted, *first);
    if (const auto item = match(accepted); item != pending_.end()) return delivered(accepted, item);
    if (const Settled* first = match_settled(accepted, false)) return again(accepted, *first);
    if (const auto item = match(accepted, true); item != pending_.end())
        return delivered(accepted, item);
    const bool forgotten = horizon_us_ && accepted.calendar_us <= *horizon_us_;
    outcome.kind = forgotten ? Outcome::Kind::accepted_twice : Outcome::Kind::phantom;
    outcome.altered = !forgotten;
    const std::int64_t key = accepted.calendar_us;
    remember(accepted, Settled{0, time, key, key, 0, accepted.event_code, digest(accepted)});
    return outcome;
}

}  // namespace bench::checks
