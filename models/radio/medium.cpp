#include "models/radio/medium.h"

#include <algorithm>
#include <stdexcept>

#include "models/numeric/numeric.h"
#include "models/radio/level.h"
#include "models/radio/phy.h"
#include "models/radio/transceiver.h"

namespace bench::radio {
namespace {

// Longer than any sensing window. What ended so long ago cannot matter, unless a longer frame was
// sent.
constexpr Nanoseconds kMemory = std::chrono::milliseconds{250};

}  // namespace

Medium::Medium(const AirConfig& config, Agenda& agenda, const chance::Key& key, trace::Sink& sink,
               MediumMode mode)
    : agenda_{agenda},
      sink_{sink},
      air_{config, key},
      interferers_{config, air_.plan(), key},
      cuts_{air_.links()},
      judge_{{air_, jamming_, interferers_, *this, channels_}},
      transceivers_(air_.nodes()),
      mode_{mode},
      unsettled_(air_.nodes()) {}

void Medium::use_bit_level(modem::Decoder& decoder) {
    bits_.emplace(decoder);
    judge_.use(*bits_);
}

void Medium::set_cut(std::uint32_t link, bool cut, std::uint32_t fault_id,
                     FaultObserver* observer) {
    settle_all();
    cuts_.set(link, cut, fault_id, observer);
}

void Medium::jam_start(std::uint32_t fault_id, std::uint32_t link, double power_dbm,
                       std::span<const std::uint8_t> channels, FaultObserver* observer) {
    const auto [from, to] = air_.ends(link);
    Jam jam{.id = fault_id,
            .ends = {from, to},
            .power_mw = numeric::from_db(power_dbm),
            .channels = {},
            .start = agenda_.now(),
            .observer = observer};
    for (const std::uint8_t channel : channels) jam.channels.set(channel);
    if (channels.empty()) jam.channels.set();
    settle_all();
    jamming_.start(jam);
}

void Medium::turn_on(std::uint32_t fault_id, std::string_view interferer, FaultObserver* observer) {
    settle_all();
    interferers_.turn_on(interferers_.index(interferer), fault_id, agenda_.now(), observer);
}

void Medium::turn_off(std::uint32_t fault_id) {
    settle_all();
    interferers_.turn_off(fault_id, agenda_.now());
}

void Medium::jam_stop(std::uint32_t fault_id) {
    settle_all();
    jamming_.stop(fault_id, agenda_.now());
}

void Medium::attach(trace::Entity node, Transceiver& transceiver) {
    if (node == 0 || node > transceivers_.size()) throw std::invalid_argument("no such node");
    if (transceivers_[node - 1U] != nullptr)
        throw std::invalid_argument("a node has one transceiver");
    transceivers_[node - 1U] = &transceiver;
    unsettled_[node - 1U] = frames_ + 1;
}

std::uint32_t Medium::transmit(trace::Entity from, const Emission& emission) {
    Transmission& frame = begin(from, emission);
    trace::FrameSent sent;
    sent.ticket = frame.ticket;
    sent.frame = frame.number;
    sent.airtime_ns = (frame.end - frame.start).count();
    sent.channel = frame.channel;
    sent.modulation = emission.modulation & 0x7FU;
    sent.acknowledgement = frame.acknowledgement ? 1 : 0;
    sent.power_cdbm = static_cast<std::int16_t>(emission.power_cdbm);
    sent.listened_us = static_cast<std::uint16_t>(emission.listened.count() / 1000);
    sent.threshold_cdbm = static_cast<std::int16_t>(emission.threshold_cdbm);
    sink_.record(trace::make(frame.start, from, sent), frame.frame);
    offer_to_interested(frame);
    offer_to_watchers(frame);
    agenda_.at(frame.end, *this, 0, frame.number);
    return frame.number;
}

Transmission& Medium::begin(trace::Entity from, const Emission& emission) {
    settle_long_period();
    OnChannel& channel = channels_[emission.channel];
    recent_.forget(agenda_.now() - memory());
    forget_old(channel);
    if (spare_.empty()) {
        channel.push_back(std::make_unique<Transmission>());
    } else {
        channel.push_back(std::move(spare_.back()));
        spare_.pop_back();
    }
    Transmission& frame = *channel.back();
    frame.number = ++frames_;
    frame.ticket = emission.ticket;
    frame.from = from;
    frame.channel = emission.channel;
    frame.facts = facts_of(emission.modulation);
    frame.acknowledgement = emission.acknowledgement;
    frame.on_air = true;
    frame.power_mw = radiated_mw(emission.power_cdbm);
    frame.start = agenda_.now();
    frame.end = frame.start + airtime(frame.facts->phy, emission.frame.size());
    frame.planned_end = frame.end;
    frame.ended_before = UINT32_MAX;
    channels_.longest = std::max(channels_.longest, frame.end - frame.start);
    frame.sender = transceivers_[from - 1U];
    frame.header = parse_mac_header(emission.frame);
    frame.frame.assign(emission.frame.begin(), emission.frame.end());
    frame.hearings.clear();
    recent_.add(frame, on_air_.empty());
    on_air_.push_back(&frame);
    return frame;
}

double Medium::radiated_mw(int power_cdbm) {
    if (power_cdbm != last_power_cdbm_) {
        last_power_cdbm_ = power_cdbm;
        last_power_mw_ = numeric::from_db(power_cdbm / 100.0);
    }
    return last_power_mw_;
}

void Medium::offer(Transmission& frame, const Neighbour& neighbour) {
    Transceiver* const receiver = transceivers_[neighbour.node - 1U];
    if (receiver == nullptr) return;
    if (mode_ == MediumMode::interest) {
        settle_before(neighbour.node, receiver->matters_since(), frame.number);
        unsettled_[neighbour.node - 1U] = frame.number + 1;
    }
    Hearing hearing{.receiver = receiver, .node = neighbour.node, .link = neighbour.link};
    if (frame.header) hearing.interest = receiver->interest(*frame.header);
    hearing.missed = begin_hearing(frame, hearing);
    if (hearing.missed && hearing.interest != Interest::addressed) return;
    hearing.rssi_cdbm = to_cdbm(hearing.power_mw);
    if (!hearing.missed) receiver->lock(frame, hearing.power_mw);
    frame.hearings.push_back(hearing);
}

std::optional<trace::LossCause> Medium::begin_hearing(const Transmission& frame, Hearing& hearing) {
    hearing.power_mw = frame.power_mw * air_.median_gain(hearing.link);
    const Attention attention =
        hearing.receiver->attention(frame.channel, frame.facts->phy, frame.start);
    if (cuts_.cut(hearing.link)) {
        if (attention == Attention::tuned) cuts_.mattered(hearing.link);
        return trace::LossCause::cut;
    }
    if (attention == Attention::away) return trace::LossCause::not_tuned;
    if (attention == Attention::busy) return trace::LossCause::busy;
    hearing.power_mw = frame.power_mw * air_.gain(hearing.link, frame.channel, frame.start);
    if (attention == Attention::locked && !outdoes(hearing)) return trace::LossCause::busy;
    const Verdict verdict = judge_.synchronise(frame, hearing);
    if (verdict.lost && verdict.jammed) {
        mattered(hearing.node, frame.channel, frame.facts->phy, frame.start, frame.end);
    }
    return verdict.lost;
}

bool Medium::outdoes(const Hearing& hearing) const {
    return hearing.power_mw >=
           hearing.receiver->locked_mw() * air_.receiver(hearing.node).restart_ratio;
}

void Medium::wake(Time, std::uint32_t, std::uint64_t argument) {
    Transmission* const frame = on_air(static_cast<std::uint32_t>(argument));
    if (frame == nullptr) return;  // Cut off meanwhile.
    end(*frame, frame->sender->sound(frame->start, frame->end));
    frame->sender->frame_ended(frame->number);
}

void Medium::cut_off(std::uint32_t number) {
    Transmission* const frame = on_air(number);
    if (frame == nullptr) return;
    frame->end = agenda_.now();
    end(*frame, false);
}

void Medium::end(Transmission& frame, bool whole) {
    frame.on_air = false;
    std::erase(on_air_, &frame);
    for (const Hearing& hearing : frame.hearings) end_hearing(frame, hearing, whole);
    frame.ended_before = frames_;
}

void Medium::end_hearing(const Transmission& frame, const Hearing& hearing, bool whole) {
    if (hearing.missed) {
        record_lost(frame, hearing, 0, *hearing.missed);
        return;
    }
    if (mode_ == MediumMode::interest) settle_before(hearing.node, frame.start, frames_ + 1);
    // Otherwise it has lost power, begun to send or gone over to a stronger frame.
    if (!hearing.receiver->locked_on(frame.number)) {
        record_lost(frame, hearing, 0, trace::LossCause::busy);
        return;
    }
    if (hearing.interest == Interest::none) {
        hearing.receiver->miss();
        return;
    }
    const Verdict verdict = verdict_on(frame, hearing, whole);
    if (verdict.lost) {
        record_lost(frame, hearing, verdict.sinr_db, *verdict.lost);
        hearing.receiver->miss();
        return;
    }
    const int rssi_cdbm = reading_cdbm(hearing.node, hearing.rssi_cdbm, frame.start);
    record_received(frame, hearing, rssi_cdbm, verdict.sinr_db);
    hearing.receiver->hear({frame, hearing, rssi_cdbm, to_cdb(verdict.sinr_db)});
}

Verdict Medium::verdict_on(const Transmission& frame, const Hearing& hearing, bool whole) {
    if (cuts_.cut(hearing.link)) {
        cuts_.mattered(hearing.link);
        return {.lost = trace::LossCause::cut};
    }
    if (!whole) return {.lost = trace::LossCause::payload};
    if (!hearing.receiver->sound(frame.start, frame.end)) return {.lost = trace::LossCause::upset};
    const Verdict verdict = judge_.judge(frame, hearing);
    if (verdict.lost && verdict.jammed) {
        mattered(hearing.node, frame.channel, frame.facts->phy, frame.start, frame.end);
    }
    return verdict;
}

void Medium::record_received(const Transmission& frame, const Hearing& hearing, int rssi_cdbm,
                             double sinr_db) {
    trace::FrameReceived received;
    received.ticket = frame.ticket;
    received.frame = frame.number;
    received.from = frame.from;
    received.rssi_cdbm = static_cast<std::int16_t>(rssi_cdbm);
    received.sinr_cdb = static_cast<std::int16_t>(to_cdb(sinr_db));
    received.channel = frame.channel;
    sink_.record(trace::make(agenda_.now(), hearing.node, received), frame.frame);
}

void Medium::record_lost(const Transmission& frame, const Hearing& hearing, double sinr_db,
                         trace::LossCause cause) {
    if (hearing.interest != Interest::addressed) return;
    trace::FrameLost lost;
    lost.ticket = frame.ticket;
    lost.frame = frame.number;
    lost.from = frame.from;
    lost.rssi_cdbm = static_cast<std::int16_t>(hearing.rssi_cdbm);
    lost.sinr_cdb = static_cast<std::int16_t>(to_cdb(sinr_db));
    lost.channel = frame.channel;
    lost.cause = cause;
    sink_.record(trace::make(agenda_.now(), hearing.node, lost));
}

Transmission* Medium::on_air(std::uint32_t number) {
    const auto found = std::ranges::find(on_air_, number, &Transmission::number);
    return found == on_air_.end() ? nullptr : *found;
}

Nanoseconds Medium::memory() const { return std::max(kMemory, channels_.longest); }

void Medium::forget_old(OnChannel& channel) {
    const Time now = agenda_.now();
    std::size_t kept = 0;
    for (auto& frame : channel) {
        if (!frame->on_air && frame->end + memory() < now && frame->number < recent_.oldest()) {
            spare_.push_back(std::move(frame));
        } else {
            std::swap(channel[kept++], frame);
        }
    }
    channel.resize(kept);
}

}  // namespace bench::radio
