#include "models/radio/transceiver.h"

#include <algorithm>

#include "models/radio/level.h"
#include "models/radio/medium.h"
#include "models/radio/phy.h"

namespace bench::radio {
namespace {

constexpr std::uint16_t kAnyPan = 0xFFFF;

}  // namespace

Transceiver::Transceiver(Medium& medium, trace::Entity node, const LocalClock& clock,
                         const chance::Key& key, TransceiverOwner& owner)
    : medium_{medium}, node_{node}, clock_{clock}, backoff_{key.of("backoff")}, owner_{owner} {
    medium_.attach(node_, *this);
}

void Transceiver::configure(const std::array<std::uint8_t, 8>& eui64, std::uint16_t pan_id,
                            std::int64_t timing_origin_ticks, std::uint32_t timing_multiplier) {
    settle();
    const Time now = medium_.agenda().now();
    if (forgot(now)) {  // Where to listen and what to acknowledge has to be written anew too.
        listening_.stop();
        ack_template_ = {};
    }
    configured_at_ = now;
    std::ranges::reverse_copy(eui64, eui_.begin());
    medium_.named(node_, eui_);
    configured_ = true;
    pan_id_ = pan_id;
    timing_origin_ = timing_origin_ticks;
    timing_multiplier_ = timing_multiplier;
}

void Transceiver::listen(std::int64_t start_ticks, std::uint32_t dwell_us,
                         std::span<const std::uint8_t> channels, std::uint8_t modulation) {
    settle();
    listening_.set(start_ticks, dwell_us, channels);
    listening_to_ = facts_of(modulation);
}

Time Transceiver::matters_since() const {
    const Time now = medium_.agenda().now();
    return phase_ == Phase::access ? std::min(now, sense_start_) : now;
}

void Transceiver::settle() { medium_.settle(node_, matters_since()); }

bool Transceiver::sound(Time from, Time to) const {
    return upsets_ == nullptr ||
           !(upsets_->lock_lost(from, to) || upsets_->registers_lost(from, to));
}

void Transceiver::power_off() {
    settle();
    if (sending_frame_ != 0) medium_.cut_off(sending_frame_);
    if (ack_frame_ != 0) medium_.cut_off(ack_frame_);
    ++generation_;
    ++ack_generation_;
    phase_ = Phase::idle;
    sending_frame_ = 0;
    ack_frame_ = 0;
    ack_pending_ = false;
    locked_frame_ = 0;
    occupied_until_ = kStart;
    configured_ = false;
    ack_template_ = {};
    listening_.stop();
}

void Transceiver::wake(Time now, std::uint32_t what, std::uint64_t argument) {
    settle();
    if (what == What::ack_due) {
        if (argument == ack_generation_) send_ack(now);
        return;
    }
    if (argument != generation_) return;  // The job has moved on.
    if (what == What::attempt_due) attempt(now);
    if (what == What::ending) finish(outcome_.status);
    if (what == What::ack_wait_over) acknowledgement_wait_over();
}

Attention Transceiver::attention(std::uint8_t channel, const Phy& phy, Time now) const {
    if (!healthy(now)) return Attention::away;
    if (phase_ == Phase::sending || ack_pending_ || ack_frame_ != 0) return Attention::busy;
    if (locked_frame_ != 0) {  // It stays on the frame's channel, whatever its schedule says.
        const bool same = channel == locked_channel_ && same_reception(phy, *locked_phy_);
        return same && now < locked_until_ ? Attention::locked : Attention::busy;
    }
    const bool to_job = channel == job_.channel && same_reception(phy, job_facts_->phy);
    if (phase_ == Phase::access && job_.access != access_none && now >= sense_start_) {
        if (now >= sense_end_) return Attention::busy;  // Turning round.
        return to_job ? Attention::tuned : Attention::away;
    }
    if (phase_ == Phase::awaiting_ack) return to_job ? Attention::tuned : Attention::away;
    if (!listening_.on() || !same_reception(phy, listening_to_->phy)) return Attention::away;
    return listening_.channel(clock_.ticks(now)) == channel ? Attention::tuned : Attention::away;
}

ListeningDwell Transceiver::dwell(Time now) const {
    if (!healthy(now) || !listening_.on()) return {now, now + std::chrono::milliseconds{1}, {}};
    const auto [from, to] = listening_.slot(clock_.ticks(now));
    return {std::min(now, clock_.at(from)), std::max(now + Nanoseconds{1}, clock_.at(to)),
            listening_.channel(clock_.ticks(now))};
}

Interest Transceiver::interest(const MacHeader& header) const {
    if (!configured_) return Interest::none;
    if (header.type == FrameType::acknowledgement) {
        return answers_us(header) ? Interest::addressed : Interest::none;
    }
    const MacAddress& to = header.destination;
    if (to.pan && *to.pan != pan_id_ && *to.pan != kAnyPan) return Interest::none;
    if (for_us(to)) return Interest::addressed;
    const bool to_all = to.mode == AddressMode::none ||
                        (to.mode == AddressMode::short_16 && to.short_16 == kBroadcastShort) ||
                        (to.mode == AddressMode::extended && to.eui == kBroadcastEui);
    return to_all ? Interest::broadcast : Interest::none;
}

bool Transceiver::for_us(const MacAddress& destination) const {
    return destination.mode == AddressMode::extended && destination.eui == eui_;
}

bool Transceiver::answers_us(const MacHeader& header) const {
    if (phase_ != Phase::awaiting_ack) return false;
    if (header.destination.mode != AddressMode::none && !for_us(header.destination)) return false;
    return !header.sequence || !job_sequence_ || *header.sequence == *job_sequence_;
}

void Transceiver::lock(const Transmission& frame, double power_mw) {
    locked_frame_ = frame.number;
    locked_mw_ = power_mw;
    locked_until_ = frame.planned_end;
    locked_channel_ = frame.channel;
    locked_phy_ = &frame.facts->phy;
    occupy(frame.planned_end, to_cdbm(power_mw));
}

void Transceiver::occupy(Time until, int level_cdbm) {
    occupied_until_ = std::max(occupied_until_, until);
    occupied_level_cdbm_ = level_cdbm;
}

// An acknowledgement in time counts although it ends after the wait; anything else that kept the
// receiver past it does not.
void Transceiver::unlock() {
    locked_frame_ = 0;
    if (waits_for_lock()) finish(status_no_ack);
}

void Transceiver::miss() {
    settle();
    unlock();
}

void Transceiver::hear(const Heard& heard) {
    settle();
    const MacHeader& header = *heard.frame.header;
    if (header.type == FrameType::acknowledgement) {
        locked_frame_ = 0;
        acknowledged(heard);
        return;
    }
    Reception reception;
    reception.start = heard.frame.start;
    reception.end = heard.frame.end;
    reception.rssi_cdbm = heard.rssi_cdbm;
    reception.lqi = static_cast<std::uint8_t>(std::clamp(heard.sinr_cdb * 8 / 100, 0, 255));
    reception.channel = heard.frame.channel;
    reception.modulation = heard.frame.facts->phy.id;
    reception.acknowledged = prepare_ack(heard);
    reception.frame = heard.frame.frame;
    unlock();
    owner_.frame_received(reception);
}

bool Transceiver::prepare_ack(const Heard& heard) {
    const MacHeader& header = *heard.frame.header;
    if (!header.wants_acknowledgement || heard.hearing.interest != Interest::addressed)
        return false;
    if (ack_template_.length == 0) return false;
    ack_ = ack_template_;
    ack_.length = std::min(ack_.length, ack_.bytes.size());
    const auto fits = [&](int at, std::size_t size) {
        return at >= 0 && static_cast<std::size_t>(at) + size <= ack_.length;
    };
    if (fits(ack_.sequence_at, 1) && header.sequence) {
        ack_.bytes[static_cast<std::size_t>(ack_.sequence_at)] = *header.sequence;
    }
    if (fits(ack_.destination_at, 8) && header.source.mode == AddressMode::extended) {
        std::ranges::copy(header.source.eui, ack_.bytes.begin() + ack_.destination_at);
    }
    ack_channel_ = heard.frame.channel;
    const Phy& phy = heard.frame.facts->phy;
    ack_modulation_ = phy.id;
    ack_pending_ = true;
    const Time due = heard.frame.end + phy.turnaround;
    occupy(due + airtime(phy, ack_.length), ack_.power_cdbm);
    medium_.agenda().at(due, *this, What::ack_due, ++ack_generation_);
    return true;
}

void Transceiver::send_ack(Time now) {
    ack_pending_ = false;
    if (phase_ == Phase::sending || !healthy(now)) return;
    locked_frame_ = 0;
    const auto frame = std::span{ack_.bytes}.first(ack_.length);
    write_timing(frame, ack_.timing_at, now);
    Emission emission;
    emission.channel = ack_channel_;
    emission.modulation = ack_modulation_;
    emission.acknowledgement = true;
    emission.power_cdbm = ack_.power_cdbm;
    emission.frame = frame;
    ack_frame_ = medium_.transmit(node_, emission);
}

void Transceiver::write_timing(std::span<std::uint8_t> frame, int at, Time now) const {
    if (at < 0 || static_cast<std::size_t>(at) + 3 > frame.size()) return;
    const auto since = static_cast<Uint128>(clock_.ticks(now) - timing_origin_);
    const auto field = static_cast<std::uint32_t>((since * timing_multiplier_) >> 32U);
    for (unsigned i = 0; i < 3; ++i) {
        frame[static_cast<std::size_t>(at) + i] = static_cast<std::uint8_t>(field >> (8 * i));
    }
}

}  // namespace bench::radio
