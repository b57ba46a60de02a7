// The sending side of a transceiver: access to the channel, the frame, the wait for an
// acknowledgement.

#include <algorithm>

#include "models/radio/medium.h"
#include "models/radio/phy.h"
#include "models/radio/transceiver.h"

namespace bench::radio {
namespace {

// A back-off's index: the tick from which it counts and how many went before it in the job.
std::uint64_t index_of(std::int64_t ticks, std::uint8_t busy_count) {
    return (static_cast<std::uint64_t>(ticks) << 8U) | busy_count;
}

}  // namespace

bool Transceiver::submit(const TransmitJob& job) {
    const PhyFacts* const facts = facts_of(job.modulation);
    if (busy() || facts == nullptr) return false;
    const Time now = medium_.agenda().now();
    settle();
    job_ = job;
    job_facts_ = facts;
    const auto header = parse_mac_header(job_.frame);
    job_sequence_ = header ? header->sequence : std::nullopt;
    outcome_ = {};
    outcome_.ticket = job_.ticket;
    exponent_ = job_.min_exponent;
    const Time from = std::max(now, job_.not_before);
    trace::JobSubmitted submitted;
    submitted.ticket = job_.ticket;
    submitted.octets = static_cast<std::uint32_t>(job_.frame.size());
    submitted.not_before_ns = ns(from);
    submitted.channel = job_.channel;
    medium_.sink().record(trace::make(now, node_, submitted));
    if (!possible() || !plan_attempt(from)) finish_soon(status_busy);
    return true;
}

bool Transceiver::possible() const {
    if (job_.frame.empty()) return job_.access == access_cca;
    return job_.frame.size() <= job_facts_->phy.most_mac_octets();
}

void Transceiver::abandon() {
    settle();
    if (phase_ == Phase::access) finish_soon(status_abandoned);
}

bool Transceiver::plan_attempt(Time from) {
    sense_start_ = from;
    if (job_.access == access_csma) {
        const std::uint64_t units = std::uint64_t{1} << std::min<unsigned>(exponent_, 20);
        const std::uint64_t index = index_of(clock_.ticks(from), outcome_.busy_count);
        sense_start_ += job_.unit * static_cast<std::int64_t>(backoff_.below(index, units));
    }
    Time start = sense_start_;
    if (job_.access != access_none) {
        sense_end_ = sense_start_ + job_.sense;
        start = sense_end_ + kSenseToSend;
    }
    if (start > job_.latest_start) return false;
    phase_ = Phase::access;
    medium_.agenda().at(start, *this, What::attempt_due, ++generation_);
    return true;
}

void Transceiver::attempt(Time now) {
    if (!healthy(now)) {
        finish(status_failed);
        return;
    }
    if (job_.frame.empty()) {
        measure_energy();
        return;
    }
    if (job_.access != access_none) {
        if (const auto level = sensed_level()) {
            channel_busy(now, *level);
            return;
        }
    } else if (ack_frame_ != 0) {  // Cannot talk twice.
        finish(status_busy);
        return;
    }
    start_frame(now);
}

void Transceiver::measure_energy() {
    const int level = occupied_until_ > sense_start_
                          ? occupied_level_cdbm_
                          : medium_.energy_cdbm({node_, job_.channel, &job_facts_->phy},
                                                sense_start_, sense_end_);
    outcome_.level_cdbm = medium_.reading_cdbm(node_, level, sense_start_);
    finish(status_sent);
}

// Reception and acknowledgements keep the radio from sensing: that counts as busy.
std::optional<int> Transceiver::sensed_level() const {
    if (occupied_until_ > sense_start_) return occupied_level_cdbm_;
    return medium_.sense({node_, job_.channel, &job_facts_->phy}, sense_start_, sense_end_,
                         job_.threshold_cdbm);
}

void Transceiver::channel_busy(Time now, int level_cdbm) {
    trace::ChannelBusy busy;
    busy.ticket = job_.ticket;
    busy.channel = job_.channel;
    busy.level_cdbm = level_cdbm;
    medium_.sink().record(trace::make(now, node_, busy));
    ++outcome_.busy_count;
    outcome_.level_cdbm = medium_.reading_cdbm(node_, level_cdbm, now);
    const bool again = job_.access == access_csma && outcome_.busy_count < job_.busy_limit;
    if (exponent_ < job_.max_exponent) ++exponent_;
    if (!again || !plan_attempt(now)) finish(status_busy);
}

void Transceiver::start_frame(Time now) {
    phase_ = Phase::sending;
    ++generation_;
    locked_frame_ = 0;  // A frame being received is lost.
    write_timing(job_.frame, job_.timing_at, now);
    outcome_.start = now;
    outcome_.end = now + airtime(job_facts_->phy, job_.frame.size());
    occupied_until_ = outcome_.end;
    occupied_level_cdbm_ = job_.power_cdbm;
    Emission emission;
    emission.ticket = job_.ticket;
    emission.channel = job_.channel;
    emission.modulation = job_.modulation;
    emission.power_cdbm = job_.power_cdbm;
    emission.listened = job_.access == access_none ? Nanoseconds{} : job_.sense;
    emission.threshold_cdbm = job_.threshold_cdbm;
    emission.frame = job_.frame;
    sending_frame_ = medium_.transmit(node_, emission);
}

void Transceiver::frame_ended(std::uint32_t frame) {
    settle();
    if (frame == ack_frame_) {
        ack_frame_ = 0;
        return;
    }
    if (frame != sending_frame_) return;
    sending_frame_ = 0;
    if (!sound(outcome_.start, outcome_.end)) {
        finish(status_failed);
        return;
    }
    if (job_.ack_wait.count() == 0) {
        finish(status_sent);
        return;
    }
    phase_ = Phase::awaiting_ack;
    ack_wait_over_ = false;
    medium_.agenda().at(outcome_.end + job_.ack_wait, *this, What::ack_wait_over, ++generation_);
}

void Transceiver::acknowledgement_wait_over() {
    ack_wait_over_ = true;
    if (locked_frame_ != 0) {  // What is being received decides.
        medium_.watch(node_, locked_frame_);
        return;
    }
    finish(status_no_ack);
}

void Transceiver::acknowledged(const Heard& heard) {
    outcome_.ack_start = heard.frame.start;
    outcome_.ack_rssi_cdbm = heard.rssi_cdbm;
    outcome_.ack = heard.frame.frame;
    finish(status_acked);
}

void Transceiver::finish_soon(std::uint8_t status) {
    phase_ = Phase::ending;
    outcome_.status = status;
    medium_.agenda().at(medium_.agenda().now(), *this, What::ending, ++generation_);
}

void Transceiver::finish(std::uint8_t status) {
    phase_ = Phase::idle;
    ++generation_;
    outcome_.status = status;
    trace::JobDone done;
    done.ticket = job_.ticket;
    done.status = status;
    medium_.sink().record(trace::make(medium_.agenda().now(), node_, done));
    const TransmitOutcome outcome = outcome_;
    owner_.transmit_done(outcome);
}

}  // namespace bench::radio
