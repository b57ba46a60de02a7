// Exchanges: from a frame to its acknowledgement, over as many tries as it takes.

#include <algorithm>

#include "firmware/radio/mac.h"

namespace meter::radio {
namespace {

// Sensitivity of SUN FSK mode 3 (-100.2 dBm) plus 10 dB, which is below the -79 dBm that the law
// asks.
constexpr PowerLevel kBusyThreshold{-9020};
constexpr std::uint8_t kBusyLimit = 9;  // macMaxCSMABackoffs 8, and the first.
constexpr Duration kReply = kTurnaround + airtime_of(kAckOctets);

}  // namespace

Bytes Mac::frame_of(const Exchange& exchange) const {
    const Bytes buffer = &exchange == &packet_ ? Bytes{packet_frame_} : Bytes{control_frame_};
    return buffer.first(exchange.length);
}

Duration Mac::airtime_of_frame(const Exchange& exchange) const {
    return airtime_of(exchange.length);
}

void Mac::start_next(Instant now) {
    const bool packet_first = packet_.task != Task::none && packet_.urgent;
    if (!packet_first && control_.task == Task::none) prepare_control(now);
    if (!packet_first && control_.task != Task::none) try_once(control_, now);
    if (on_air_ == nullptr && packet_.task != Task::none) try_once(packet_, now);
}

std::optional<Attempt> Mac::plan(Exchange& exchange, Instant now) {
    if (exchange.task == Task::solicit) return plan_solicit(now);
    Need need;
    need.airtime = airtime_of_frame(exchange);
    need.reply = kReply;
    need.urgent = exchange.urgent;
    need.tries = exchange.tries;
    need.from = now;
    need.until = exchange.deadline == kNever ? now + kDialogueLimit : exchange.deadline;
    if (!config_.hopping) return plan_fixed(config_.fixed_channel, need, budget_);

    const Neighbour* neighbour = neighbours_.find(exchange.destination);
    if (neighbour == nullptr) return std::nullopt;
    // Two that failed together in one slot, hidden from each other, must part: some slots are left
    // out.
    if (exchange.tries > 0) {
        const unsigned exponent = exchange.urgent ? 1 : std::min<unsigned>(exchange.tries, 2);
        const std::uint32_t skip = random_.below(port::RandomPurpose::backoff, 1U << exponent);
        need.from += milliseconds(neighbour->dwell_ms) * std::int64_t{skip};
    }
    const Receiver receiver{neighbour->schedule(), hop_key(exchange.destination),
                            neighbour->uncertainty(now)};
    return plan_hopping(receiver, need, budget_);
}

void Mac::try_once(Exchange& exchange, Instant now) {
    // A dialogue is an exchange with its retries. When hopping, each try counts as one of its own:
    // the pause then holds on every channel however the rule is read.
    const bool continues = exchange.tries > 0 && speaker_ == &exchange;
    if (!continues || config_.hopping) budget_.open_dialogue();
    speaker_ = &exchange;
    const std::optional<Attempt> attempt = plan(exchange, now);
    if (exchange.task == Task::solicit && !attempt) {
        end_sweep(now);
        return;
    }
    if (!attempt || !transmit(exchange, *attempt)) {
        // Not the channel's fault when the budget let it on the air not once.
        if (exchange.tries > 0) count_failure(exchange, now);
        finish(exchange, exchange.was_on_air ? SendStatus::no_ack : SendStatus::channel_busy);
        return;
    }
    if (exchange.deadline == kNever) {
        exchange.deadline =
            attempt->not_before + kDialogueLimit - airtime_of_frame(exchange) - kReply;
    }
    on_air_ = &exchange;
    job_channel_ = attempt->channel;
}

bool Mac::transmit(const Exchange& exchange, const Attempt& attempt) {
    port::RadioJob job;
    job.ticket = exchange.ticket;
    job.access = port::Access::csma;
    job.channel = attempt.channel;
    job.min_exponent = attempt.min_exponent;
    job.max_exponent = attempt.max_exponent;
    job.busy_limit = kBusyLimit;
    job.power = config_.power;
    job.unit = kBackoffUnit;
    job.sense = kSense;
    job.threshold = kBusyThreshold;
    job.timing_at = exchange.timing_at;
    job.ack_wait = exchange.task == Task::solicit ? Duration{0} : kAckWait;
    job.not_before = attempt.not_before;
    job.latest_start = attempt.latest_start;
    job.frame = frame_of(exchange);
    return radio_.transmit(job).ok();
}

void Mac::take_outcome(Instant now) {
    const Result<port::TransmitOutcome> result = radio_.result();
    if (!result || on_air_ == nullptr) return;
    Exchange& exchange = *on_air_;
    on_air_ = nullptr;
    const port::TransmitOutcome& outcome = result.value();
    const bool on_air = outcome.status != port::TransmitStatus::busy &&
                        outcome.status != port::TransmitStatus::abandoned;
    if (on_air) budget_.charge(job_channel_, outcome.start, airtime_of_frame(exchange));
    settle(exchange, outcome, now);
}

void Mac::settle(Exchange& exchange, const port::TransmitOutcome& outcome, Instant now) {
    if (exchange.task == Task::none) return;  // No longer wanted when it ended.
    if (exchange.task == Task::solicit) {
        if (outcome.status == port::TransmitStatus::sent) ++counters_.solicits;
        if (outcome.status != port::TransmitStatus::abandoned) ++sweep_.done;
        return;
    }
    switch (outcome.status) {
        case port::TransmitStatus::sent:
        case port::TransmitStatus::acked:
            ++counters_.attempts;
            ++counters_.acked;
            counters_.failures_in_row = 0;
            learn_from_ack(exchange, outcome);
            finish(exchange, SendStatus::delivered);
            return;
        case port::TransmitStatus::no_ack:
            ++counters_.attempts;
            ++counters_.no_ack;
            retry_or_fail(exchange, true, now);
            return;
        case port::TransmitStatus::busy:
            ++counters_.busy;
            retry_or_fail(exchange, false, now);
            return;
        case port::TransmitStatus::abandoned:
            if (&exchange == &packet_) finish(exchange, SendStatus::abandoned);
            return;
    }
}

void Mac::learn_from_ack(const Exchange& exchange, const port::TransmitOutcome& outcome) {
    const Result<ParsedFrame> parsed = parse_frame(outcome.ack_frame());
    if (!parsed) return;
    const ParsedFrame& ack = parsed.value();
    const Neighbour* neighbour = neighbours_.find(exchange.destination);
    const bool answers = ack.is_ack && ack.head.source == exchange.destination &&
                         ack.head.sequence == exchange.sequence;
    if (!answers || !ack.ufsi || neighbour == nullptr) return;
    neighbours_.measure(exchange.destination, outcome.ack_start, *ack.ufsi, neighbour->dwell_ms);
}

void Mac::retry_or_fail(Exchange& exchange, bool on_air, Instant now) {
    exchange.was_on_air = exchange.was_on_air || on_air;
    ++exchange.tries;
    if (&exchange == &packet_ && abandoning_) {
        finish(exchange, SendStatus::abandoned);
        return;
    }
    if (exchange.tries <= config_.retries) return;
    count_failure(exchange, now);
    finish(exchange, exchange.was_on_air ? SendStatus::no_ack : SendStatus::channel_busy);
}

void Mac::count_failure(const Exchange& exchange, Instant now) {
    if (config_.collector || exchange.destination != parent_) return;
    if (counters_.failures_in_row == 0) first_failure_ = now;
    ++counters_.failures_in_row;
}

void Mac::finish(Exchange& exchange, SendStatus status) {
    exchange.task = Task::none;
    if (&exchange != &packet_) return;
    status_ = status;
    abandoning_ = false;
}

}  // namespace meter::radio
