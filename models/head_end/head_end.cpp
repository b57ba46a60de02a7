#include "models/head_end/head_end.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/head_end/wrapper.h"

namespace bench::head_end {
namespace {

std::uint64_t number_of(const Title& title) { return Reader{title}.number(title.size()); }

}  // namespace

HeadEnd::HeadEnd(const HeadEndConfig& config, Agenda& agenda, trace::Sink& trace,
                 trace::Entity self, Uplink& uplink)
    : system_title_{config.system_title},
      here_{config.address, config.port},
      processing_{config.processing},
      agenda_{agenda},
      trace_{trace},
      self_{self},
      uplink_{uplink} {
    if (config.processing < Nanoseconds::zero()) {
        throw std::invalid_argument{"head end: the processing time must not be negative"};
    }
    if (config.port == 0) throw std::invalid_argument{"head end: port 0 cannot be listened on"};
    for (const KnownMeter& known : config.meters) {
        const bool is_new =
            meters_.emplace(number_of(known.system_title), std::make_unique<Meter>(known)).second;
        // Nonces differ by system title: two senders with one title would share them.
        if (!is_new || known.system_title == config.system_title) {
            throw std::invalid_argument{"head end: a system title is not unique"};
        }
    }
}

void HeadEnd::deliver(Time now, std::uint32_t datagram, View packet, Uplink& by) {
    if (!silences_.empty()) {
        ignore(now, datagram);
        return;
    }
    const auto udp = parse_udp(packet);
    const auto apdu = udp && udp->destination == here_ ? parse_wrapper(udp->payload) : std::nullopt;
    if (!apdu || apdu->empty()) {
        reject(now, {trace::Rejection::malformed, 0, datagram});
        return;
    }
    take(now, datagram, {udp->source, &by}, *apdu);
}

void HeadEnd::take(Time now, std::uint32_t datagram, const Origin& from, View apdu) {
    if (apdu.front() != kGeneralGloCiphering) {
        return reject(now, {trace::Rejection::not_a_push, 0, datagram});
    }
    const auto ciphered = parse_ciphered(apdu);
    if (!ciphered) return reject(now, {trace::Rejection::malformed, 0, datagram});

    const std::uint32_t counter = ciphered->invocation_counter;
    const auto found = meters_.find(number_of(ciphered->system_title));
    if (found == meters_.end()) {
        return reject(now, {trace::Rejection::unknown_meter, counter, datagram});
    }
    Meter& meter = *found->second;
    ++tally_.aead_operations;
    if (!meter.keys.open(*ciphered, plain_)) {
        return reject(now, {trace::Rejection::forged, counter, datagram});
    }
    // The counter is used up, whatever is inside.
    const ReplayWindow::Verdict verdict = meter.taken.take(counter, from.link);
    if (verdict == ReplayWindow::Verdict::copy) {
        ++tally_.duplicates;
        return reject(now, {trace::Rejection::duplicate, counter, datagram});
    }
    if (verdict == ReplayWindow::Verdict::replay) {
        return reject(now, {trace::Rejection::replayed, counter, datagram});
    }

    const PushResult result = parse_push(plain_);
    if (!result.push) {
        const bool other = result.why_not == NotAPush::other_apdu;
        const auto reason = other ? trace::Rejection::not_a_push : trace::Rejection::malformed;
        return reject(now, {reason, counter, datagram});
    }
    pending_.push_back({&meter, from, *result.push, {counter, datagram, ns(now)}});
    agenda_.at(now + processing_, *this, 0);
}

void HeadEnd::wake(Time now, std::uint32_t /*what*/, std::uint64_t /*argument*/) {
    const Pending done = pending_.front();
    pending_.pop_front();
    ++tally_.accepted;
    trace_.record(trace::make(now, done.meter->entity, done.accepted),
                  trace::bytes_of(done.push.values));
    if (done.push.measured) {
        const trace::MeasurementAccepted measurement{done.accepted.invocation_counter,
                                                     done.push.values.sequence};
        trace_.record(trace::make(now, done.meter->entity, measurement),
                      trace::bytes_of(*done.push.measured));
    }
    if (done.push.phasors) {
        const trace::PhasorsAccepted phasors{done.push.values.sequence, 0,
                                             done.push.values.calendar_us};
        trace_.record(trace::make(now, done.meter->entity, phasors),
                      trace::bytes_of(*done.push.phasors));
    }
    if (done.push.wants_confirmation) {
        confirm(*done.meter, done.from, done.push.invoke_id_and_priority);
    }
}

void HeadEnd::confirm(Meter& meter, const Origin& to, std::uint32_t invoke_id_and_priority) {
    plain_.clear();
    append_confirmation(invoke_id_and_priority, plain_);
    apdu_.clear();
    ++tally_.aead_operations;
    meter.keys.seal({system_title_, ++meter.last_sent}, plain_, apdu_);
    plain_.clear();
    append_wrapper(apdu_.size(), plain_);
    append(plain_, apdu_);
    packet_.clear();
    write_udp({here_, to.sender, plain_}, packet_);
    to.link->send_down(packet_);
}

void HeadEnd::set_silent(bool active, std::uint32_t fault, trace::FaultObserver& observer) {
    if (active) {
        silences_.push_back({fault, &observer, false});
        return;
    }
    const auto ended = std::ranges::find(silences_, fault, &Silence::fault);
    if (ended != silences_.end()) silences_.erase(ended);
}

void HeadEnd::ignore(Time now, std::uint32_t datagram) {
    reject(now, {trace::Rejection::silent, 0, datagram});
    for (Silence& silence : silences_) {
        if (!std::exchange(silence.effective, true)) silence.observer->took_effect(silence.fault);
    }
}

void HeadEnd::reject(Time now, const trace::PushRejected& rejection) {
    ++tally_.rejected;
    trace_.record(trace::make(now, self_, rejection));
}

}  // namespace bench::head_end
