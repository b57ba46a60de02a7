#include "harness/checks/ledger.h"

#include <algorithm>

namespace bench::checks {
namespace {

// Where a mint gives no dates: so much after onset and qualification.
constexpr std::int64_t kSlackUs = 2'000'000;

}  // namespace

Ledger::Ledger(const RunFacts& facts)
    : rules_{facts.streams}, judged_{facts.judged()}, counts_(facts.streams.size()) {}

Track& Ledger::track(trace::Entity meter, std::size_t stream) { return tracks_[{meter, stream}]; }

void Ledger::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    if (item.kind == trace::Kind::frame_sent) {
        ++frames_;
    } else if (item.kind == trace::Kind::push_accepted) {
        accept(item, bytes);
    } else if (item.kind == trace::Kind::capture_due) {
        const auto due = trace::read<trace::CaptureDue>(item);
        constexpr std::size_t kSize = sizeof(trace::MintedValues);
        Track::Expected expected;
        expected.cause = item.time;
        expected.calendar_us = due.capture_us;
        expected.excused = due.excused != 0;
        expected.measured = due.measured != 0;
        expected.early = trace::from_bytes<trace::MintedValues>(bytes);
        expected.late = bytes.size() < 2 * kSize
                            ? expected.early
                            : trace::from_bytes<trace::MintedValues>(bytes.subspan(kSize));
        if (bytes.size() >= 2 * kSize + sizeof(trace::MintedRegisters)) {
            expected.registers =
                trace::from_bytes<trace::MintedRegisters>(bytes.subspan(2 * kSize));
        }
        expect(item.entity, due.stream, expected);
    } else if (item.kind == trace::Kind::event_onset) {
        const auto onset = trace::read<trace::EventOnset>(item);
        Track::Expected expected;
        expected.cause = item.time + Nanoseconds{onset.qualification_ns};
        expected.calendar_us = onset.calendar_us;
        expected.aim_us = onset.calendar_us + onset.qualification_ns / 1000;
        expected.latest_us = expected.aim_us + kSlackUs;
        if (!bytes.empty()) {
            const auto dates = trace::from_bytes<trace::EventDates>(bytes);
            expected.calendar_us = dates.earliest_us;
            expected.aim_us = dates.earliest_us;
            expected.latest_us = dates.latest_us;
            expected.dated = true;
        }
        expected.code = onset.code;
        expected.excused = onset.excused != 0;
        expect(item.entity, onset.stream, expected);
    } else if (item.kind == trace::Kind::violation) {
        const auto rule = static_cast<std::size_t>(trace::read<trace::Violation>(item).rule);
        ++violations_[std::min(rule, kRules - 1)];
    }
}

void Ledger::expect(trace::Entity meter, std::size_t stream, const Track::Expected& expected) {
    if (stream >= rules_.size()) return;
    Track& item = track(meter, stream);
    item.expect(expected);
    if (const auto oldest = item.give_up(false)) lose(meter, stream, *oldest);
}

void Ledger::lose(trace::Entity meter, std::size_t stream, const Track::Expected& expected) {
    Outcome outcome;
    outcome.kind = expected.excused ? Outcome::Kind::excused : Outcome::Kind::lost;
    outcome.meter = meter;
    outcome.stream = static_cast<std::uint8_t>(stream);
    outcome.ordinal = expected.ordinal;
    outcome.cause = expected.cause;
    outcome.code = expected.code;
    settle(outcome);
}

void Ledger::accept(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    const auto push = trace::read<trace::PushAccepted>(item);
    const auto accepted = trace::from_bytes<trace::Acceptance>(bytes);
    if (accepted.stream >= rules_.size()) return;
    Outcome outcome = track(item.entity, accepted.stream).accept(accepted, item.time);
    outcome.meter = item.entity;
    outcome.stream = accepted.stream;
    outcome.sequence = accepted.sequence;
    outcome.code = accepted.event_code;
    outcome.accepted = item.time;
    outcome.import_cwh = accepted.import_cwh;
    outcome.export_cwh = accepted.export_cwh;
    outcome.ticket = push.invocation_counter;
    outcome.datagram = push.datagram;
    outcome.arrival = Time{Nanoseconds{push.arrival_ns}};
    settle(outcome);
}

void Ledger::settle(Outcome outcome) {
    using Kind = Outcome::Kind;
    const bool first = outcome.kind == Kind::delivered || outcome.kind == Kind::lost;
    // What was never minted has no cause that could lie in the drain.
    const bool until = outcome.kind == Kind::phantom || outcome.cause <= judged_.to;
    outcome.judged = outcome.cause >= judged_.from && until;
    outcome.deadline = rules_[outcome.stream].deadline;
    const bool missed =
        outcome.deadline > Nanoseconds::zero() && outcome.latency() > outcome.deadline;
    outcome.late = first && (outcome.kind == Kind::lost || missed);
    if (outcome.judged) {
        StreamCounts& counts = counts_[outcome.stream];
        counts.expected += first ? 1 : 0;
        counts.accepted += outcome.kind == Kind::delivered ? 1 : 0;
        counts.lost += outcome.kind == Kind::lost ? 1 : 0;
        counts.late += outcome.late ? 1 : 0;
        counts.altered += outcome.altered ? 1 : 0;
        counts.reordered += outcome.reordered ? 1 : 0;
        counts.accepted_twice += outcome.kind == Kind::accepted_twice ? 1 : 0;
        counts.redelivered += outcome.kind == Kind::redelivered ? 1 : 0;
        counts.excused += outcome.kind == Kind::excused ? 1 : 0;
        counts.phantom += outcome.kind == Kind::phantom ? 1 : 0;
        if (first) counts.latency.add(outcome.latency());
    }
    for (OutcomeListener* listener : listeners_) listener->settled(outcome);
}

void Ledger::finish() {
    for (auto& [key, item] : tracks_) {
        while (const auto open = item.give_up(true)) lose(key.first, key.second, *open);
    }
}

}  // namespace bench::checks
