// Exchanges: from a frame to its acknowledgement, over as many tries as it takes.

#include <algorithm>

#include "firmware/radio/mac.h"

namespace meter::radio {
namespace {

// An interferer counts from here below the sensitivity: some 10 dB above the noise in the channel,
// where it takes as much from a link's margin.
constexpr Decibels kOccupiedBelow{600};
constexpr std::uint8_t kBusyLimit = 9;  // macMaxCSMABackoffs 8, and the first.
// A burst of fast transients lasts 15 ms and leaves 285 ms of silence (IEC 61000-4-4). Who hears it
// waits by carrier sense. Who does not, because it is at the other end, loses frames: after so many
// the next try waits for its end. Hopping parts tries by a slot, which is as long.
constexpr std::uint8_t kLossesInBurst = 3;
constexpr Duration kLongestBurst = milliseconds(15);

}  // namespace

// min(sensitivity + 10 dB, -79 dBm in 200 kHz or -82 dBm in 100 kHz).
PowerLevel Mac::busy_threshold(const Phy& phy) const {
    const PowerLevel by_law{plan_.spacing_kilohertz < 200 ? -8200 : -7900};
    return std::min(phy.sensitivity + Decibels{1000}, by_law);
}

std::size_t Mac::ack_octets(bool of_collector) const {
    const bool announces = of_collector && agrees();
    return kAckOctets + (announces ? channel_element_octets(mask_octets(enabled_)) : 0);
}

Duration Mac::reply(const Exchange& exchange) const {
    const Phy& used = phy(exchange);
    return used.turnaround + used.airtime(ack_octets(!config_.collector));
}

// Polite access asks for 160 us at least, whatever eight symbols are.
Duration Mac::sense(const Phy& phy) const {
    if (config_.inter_frame_sensing) return phy.sense();
    return std::max(phy.sense_symbols, Duration{160});
}

Bytes Mac::frame_of(const Exchange& exchange) const {
    const Bytes buffer = &exchange == &packet_ ? Bytes{packet_frame_} : Bytes{control_frame_};
    return buffer.first(exchange.length);
}

Duration Mac::airtime_of_frame(const Exchange& exchange) const {
    return phy(exchange).airtime(exchange.length);
}

void Mac::start_next(Instant now) {
    const bool packet_first = packet_.task != Task::none && packet_.urgent;
    if (!packet_first && control_.task == Task::none) prepare_control(now);
    if (!packet_first && control_.task != Task::none) try_once(control_, now);
    if (on_air_ == nullptr && packet_.task != Task::none) try_once(packet_, now);
    if (on_air_ == nullptr && now >= detect_at_) detect(now);
}

std::optional<Attempt> Mac::plan(Exchange& exchange, Instant now) {
    exchange.coded = wants_coding(exchange);
    if (exchange.task == Task::solicit) return plan_solicit(now);
    const Phy& used = phy(exchange);
    Need need;
    need.airtime = airtime_of_frame(exchange);
    need.reply = reply(exchange);
    need.access = sense(used) + kSenseToSend;
    need.unit = used.backoff_unit();
    need.detection = used.detection();
    need.urgent = exchange.urgent && config_.priority;
    need.tries = exchange.tries;
    need.from = now;
    need.until = exchange.deadline == kNever ? now + kDialogueLimit : exchange.deadline;
    if (!hops() && exchange.losses >= kLossesInBurst) {
        need.from = std::max(now, exchange.first_loss + kLongestBurst);
    }
    if (!hops()) return plan_fixed(config_.fixed_channel, need, budget_);

    const Neighbour* neighbour = neighbours_.find(exchange.destination);
    if (neighbour == nullptr) return std::nullopt;
    // Two that failed together in one slot, hidden from each other, must part: some slots are left
    // out.
    if (exchange.tries > 0) {
        // An alarm's first retry goes into the next slot: most failures are one-sided.
        const unsigned tries = exchange.tries;
        const unsigned exponent = need.urgent ? std::min(tries - 1, 1U) : std::min(tries, 2U);
        const std::uint32_t skip = random_.below(port::RandomPurpose::backoff, 1U << exponent);
        need.from += milliseconds(neighbour->dwell_ms) * std::int64_t{skip};
    }
    return plan_hopping(receiver_of(exchange, *neighbour, now), need, budget_);
}

void Mac::try_once(Exchange& exchange, Instant now) {
    // A dialogue is an exchange with its retries. When hopping, each try counts as one of its own:
    // the pause then holds on every channel however the rule is read.
    const bool continues = exchange.tries > 0 && speaker_ == &exchange;
    if (!continues || hops()) budget_.open_dialogue();
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
            attempt->not_before + kDialogueLimit - airtime_of_frame(exchange) - reply(exchange);
    }
    on_air_ = &exchange;
    job_channel_ = attempt->channel;
}

bool Mac::transmit(const Exchange& exchange, const Attempt& attempt) {
    const Phy& used = phy(exchange);
    port::RadioJob job;
    job.ticket = exchange.ticket;
    job.access = port::Access::csma;
    job.modulation = used.modulation;
    job.channel = attempt.channel;
    job.min_exponent = attempt.min_exponent;
    job.max_exponent = attempt.max_exponent;
    job.busy_limit = kBusyLimit;
    job.power = power_of(exchange);
    job.unit = used.backoff_unit();
    job.sense = sense(used);
    job.threshold = busy_threshold(used);
    job.timing_at = exchange.timing_at;
    job.ack_wait = exchange.task == Task::solicit ? Duration{0} : used.ack_wait();
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
    const bool failed = outcome.status == port::TransmitStatus::failed;
    if (failed) reset_radio(now);
    if (exchange.task == Task::detect) {
        if (failed) return;
        assessment_.sense(job_channel_, outcome.level < plain_.sensitivity - kOccupiedBelow);
        return;
    }
    const bool on_air = outcome.status != port::TransmitStatus::busy &&
                        outcome.status != port::TransmitStatus::abandoned &&
                        (!failed || outcome.end > outcome.start);
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
    learn(exchange, outcome, now);
    switch (outcome.status) {
        case port::TransmitStatus::sent:
        case port::TransmitStatus::acked:
            ++counters_.attempts;
            ++counters_.acked;
            counters_.failures_in_row = 0;
            learn_from_ack(exchange, outcome);
            if (exchange.task == Task::keep_alive) told_ = opinion_;
            finish(exchange, SendStatus::delivered);
            return;
        case port::TransmitStatus::no_ack:
            ++counters_.attempts;
            ++counters_.no_ack;
            note_loss(exchange, outcome.start);
            retry_or_fail(exchange, true, now);
            return;
        case port::TransmitStatus::busy:
            ++counters_.busy;
            retry_or_fail(exchange, false, now);
            return;
        case port::TransmitStatus::failed:
            ++counters_.failed;
            note_loss(exchange, outcome.end > outcome.start ? outcome.start : now);
            retry_or_fail(exchange, outcome.end > outcome.start, now);
            return;
        case port::TransmitStatus::abandoned:
            if (&exchange == &packet_) finish(exchange, SendStatus::abandoned);
            return;
    }
}

// What the outcome of a try tells of its channel and of the path.
void Mac::learn(const Exchange& exchange, const port::TransmitOutcome& outcome, Instant now) {
    if (outcome.status == port::TransmitStatus::abandoned) return;
    if (outcome.status == port::TransmitStatus::failed) return;
    const bool acked = outcome.status == port::TransmitStatus::acked;
    if (adapts() && exchange.destination == parent_) {
        assessment_.attempt(job_channel_, acked, now);
    }
    Neighbour* neighbour = neighbours_.find(exchange.destination);
    if (neighbour == nullptr || outcome.status == port::TransmitStatus::busy) return;
    if (acked) {
        neighbour->link.heard(outcome.ack_rssi, plain_.sensitivity, now);
    }
    neighbour->link.attempt(acked, exchange.coded, now);
}

void Mac::learn_from_ack(const Exchange& exchange, const port::TransmitOutcome& outcome) {
    const Result<ParsedFrame> parsed = parse_frame(outcome.ack_frame());
    if (!parsed) return;
    const ParsedFrame& ack = parsed.value();
    const Neighbour* neighbour = neighbours_.find(exchange.destination);
    const bool answers = ack.is_ack && ack.head.source == exchange.destination &&
                         ack.head.sequence == exchange.sequence;
    if (!answers || !ack.ufsi || neighbour == nullptr) return;
    const Neighbour& measured = neighbours_.measure(exchange.destination, outcome.ack_start,
                                                    *ack.ufsi, neighbour->dwell_ms);
    if (!agrees() || config_.collector || !ack.head.channels) return;
    if (exchange.destination == parent_) {
        agreed_.hear(*ack.head.channels, measured.schedule(), outcome.ack_start);
    }
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

void Mac::note_loss(Exchange& exchange, Instant began) {
    if (exchange.losses++ == 0) exchange.first_loss = began;
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
