// Uplink with a modem beside the radio: one packet, two ways.

#include <algorithm>

#include "firmware/app/uplink.h"

namespace meter::app {

void Uplink::modem_received() {
    if (!wire_.fitted()) return;
    for (int i = 0; i < 16; ++i) {  // What the board holds.
        const Result<net::UdpDatagram> datagram = wire_.receive();
        if (!datagram && datagram.error() == Error::empty) return;
        if (datagram) {
            confirmed_by(datagram.value());
        } else {
            board_.note(port::Diag::rejected, static_cast<std::uint32_t>(datagram.error()));
        }
    }
}

Instant Uplink::pump_wire(Instant now, bool joined, const Eui64& parent) {
    if (now >= retry_at_) retry_at_ = kNever;
    owe_bulk(now);
    for (int i = 0; i < kWireBurst && retry_at_ == kNever; ++i) {
        const Message* message = outbox_.next(now);
        if (message == nullptr) break;
        send_on_wire(now, *message);
    }
    if (joined) pump_copy(now, parent);
    if (retry_at_ != kNever) return retry_at_;
    if (outbox_.next(now) != nullptr) return now;
    const bool rests = config_.bulk_octets != 0 && outbox_.depth(Stream::bulk) == 0;
    return std::min(outbox_.next_deadline(now), rests ? bulk_rests_until_ : kNever);
}

void Uplink::send_on_wire(Instant now, const Message& message) {
    const MessageId id = message.id;
    std::array<std::uint8_t, kPayloadMax> payload;
    const std::optional<cosem::Sealed> sealed = seal(now, message, payload);
    if (!sealed) return;
    const Bytes octets = Bytes{payload}.first(sealed->size);
    auto& newest = on_wire_[static_cast<std::size_t>(id.stream)];
    const bool again = newest == id.sequence;
    newest = id.sequence;
    if (again) wire_.unanswered();
    const Result<void> sent = wire_.send(datagram_of(octets));
    if (!sent) board_.note(port::Diag::rejected, static_cast<std::uint32_t>(sent.error()));
    if (wire_.wants_copy(id.stream, again))
        static_cast<void>(copy_.put(id, sealed->invocation_counter, octets));
    if (id.stream == Stream::bulk) bulk_rests_until_ = now + kBulkRestOnWire;
    outbox_.sent(id, now, config_.ack_timeout);
    // A newer one is on its way.
    if (is_measurement(id.stream)) static_cast<void>(outbox_.acknowledged(id));
}

void Uplink::pump_copy(Instant now, const Eui64& parent) {
    if (!copy_.waiting()) return;
    // What was answered while it waited needs no copy.
    if (!is_measurement(copy_.id().stream) && !outbox_.holds(copy_.id())) {
        copy_.drop();
        return;
    }
    if (under_way_) {
        const bool overtakes =
            copy_.id().stream == Stream::alarms && under_way_->stream != Stream::alarms;
        if (overtakes) link_.abandon();
        return;
    }
    // Without room in the link, and it has room when nothing is under way, the copy is given up.
    static_cast<void>(start_radio(now, copy_.id(), copy_.ticket(), copy_.payload(), parent));
    copy_.drop();
}

void Uplink::copy_ended(Instant now, net::LinkStatus status) {
    const MessageId id = *under_way_;
    under_way_.reset();
    fragmenter_.drop();
    const bool gave_up =
        status == net::LinkStatus::no_ack || status == net::LinkStatus::channel_busy;
    // Neither way has brought an answer so far: sooner again than its own time-out.
    if (gave_up && outbox_.holds(id)) outbox_.failed(id, now + config_.ack_timeout / 4);
}

}  // namespace meter::app
