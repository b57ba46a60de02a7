#include "firmware/app/uplink.h"

#include <algorithm>

#include "firmware/metrology/calendar.h"

namespace meter::app {

Uplink::Uplink(const UplinkConfig& config, cosem::Sealer& sealer, net::Link& link,
               store::Store& store, security::CounterLease& event_numbers, port::Board& board)
    : config_{config},
      composer_{sealer},
      link_{link},
      store_{store},
      event_numbers_{event_numbers},
      board_{board},
      backlog_{store},
      wire_{board.handle(), config.redundancy} {}

void Uplink::begin() {
    wire_.probe();
    outbox_.expect_backlog();
}

void Uplink::captured(const Message& message) {
    accept(message);
    const bool piled_up = outbox_.depth(message.id.stream) > kSpillDepth;
    if (message.id.stream == Stream::profiles || piled_up || on_reservoir_) {
        spill(message.id.stream);
    }
}

void Uplink::qualified(Stream stream, const EventNote& note, CalendarTime when) {
    if (!unnumbered_.push({stream, note, when})) {
        board_.note(port::Diag::queue_overflow, static_cast<std::uint32_t>(stream));
    }
    number_events();
}

// On a blank flash the first lease takes milliseconds to become durable; events wait for it here.
void Uplink::number_events() {
    while (!unnumbered_.empty()) {
        const Result<std::uint32_t> number = event_numbers_.take();
        if (!number) return;
        const Unnumbered& event = unnumbered_.front();
        Message message;
        message.id = {event.stream, number.value()};
        message.time = event.when;
        message.event = event.note;
        unnumbered_.pop();
        board_.note(port::Diag::event_qualified, static_cast<std::uint32_t>(message.event.code),
                    message.id.sequence);
        accept(message);
        spill(message.id.stream);
    }
}

void Uplink::accept(const Message& message) {
    auto& first = first_own_[static_cast<std::size_t>(message.id.stream)];
    if (!first) first = message.id.sequence;
    if (!outbox_.push(message)) {
        keep(message);
        return;
    }
    // Only a new high mark is worth a note.
    const std::size_t depth = outbox_.depth(message.id.stream);
    std::size_t& deepest = deepest_[static_cast<std::size_t>(message.id.stream)];
    if (depth <= deepest) return;
    deepest = depth;
    board_.note(port::Diag::queue_depth, static_cast<std::uint32_t>(message.id.stream),
                static_cast<std::uint32_t>(depth));
}

void Uplink::keep(const Message& message) {
    if (!is_owed(message.id.stream) || stored(message.id)) return;
    if (store_.append(message)) {
        stored_newest_[static_cast<std::size_t>(message.id.stream)] = message.id.sequence;
    } else {
        board_.note(port::Diag::queue_overflow, static_cast<std::uint32_t>(message.id.stream),
                    message.id.sequence);
    }
}

void Uplink::spill(Stream stream) {
    outbox_.for_each([&](const Message& message) {
        if (message.id.stream == stream) keep(message);
    });
}

void Uplink::on_reservoir(bool yes) {
    on_reservoir_ = yes;
    if (yes) outbox_.for_each([&](const Message& message) { keep(message); });
}

bool Uplink::stored(MessageId id) const {
    if (!is_owed(id.stream)) return false;
    const auto stream = static_cast<std::size_t>(id.stream);
    const bool from_before = !first_own_[stream] || id.sequence < *first_own_[stream];
    return from_before || (stored_newest_[stream] && id.sequence <= *stored_newest_[stream]);
}

void Uplink::link_ended(Instant now, net::LinkStatus status) {
    if (!under_way_) return;
    const bool alarm_waits =
        outbox_.alarm_waiting(now) || (copy_.waiting() && copy_.id().stream == Stream::alarms);
    const bool overtaken = under_way_->stream != Stream::alarms && alarm_waits;
    if (status == net::LinkStatus::delivered && fragmenter_.more() && !overtaken &&
        send_piece(now)) {
        return;
    }
    if (wire_.fitted()) {
        copy_ended(now, status);
        return;
    }
    if (status == net::LinkStatus::delivered && !fragmenter_.more()) {
        if (under_way_->stream == Stream::bulk)
            bulk_rests_until_ = now + (now - bulk_begun_) * kBulkRest;
        outbox_.sent(*under_way_, now, config_.ack_timeout);
    } else if (is_measurement(under_way_->stream)) {
        fragmenter_.drop();
    } else {
        // An abandoned packet goes again at its turn, and so does one that an alarm overtook
        // between its fragments: whole and sealed anew, since counters rise in the order of
        // sending. One that the link gave up waits: the link has tried already.
        const bool abandoned =
            status == net::LinkStatus::abandoned || status == net::LinkStatus::delivered;
        fragmenter_.drop();
        outbox_.failed(*under_way_, abandoned ? now : now + config_.ack_timeout / 4);
    }
    // Delivered or not: a newer one is on its way.
    if (is_measurement(under_way_->stream)) static_cast<void>(outbox_.acknowledged(*under_way_));
    under_way_.reset();
}

void Uplink::received(Instant now, const Eui64& source, Bytes packet) {
    static_cast<void>(now);
    const Result<net::UdpDatagram> datagram =
        net::decompress(packet, config_.contexts, source, config_.self);
    if (!datagram) {
        board_.note(port::Diag::rejected, static_cast<std::uint32_t>(Error::malformed));
        return;
    }
    confirmed_by(datagram.value());
}

void Uplink::confirmed_by(const net::UdpDatagram& datagram) {
    if (datagram.source != config_.head_end || datagram.destination_port != config_.port) {
        board_.note(port::Diag::rejected, static_cast<std::uint32_t>(Error::malformed));
        return;
    }
    const Result<MessageId> confirmed = composer_.accept_confirm(datagram.payload);
    if (!confirmed) {
        board_.note(port::Diag::rejected, static_cast<std::uint32_t>(confirmed.error()));
        return;
    }
    const std::optional<MessageId> id = outbox_.find(confirmed.value());
    if (!id || !outbox_.acknowledged(*id)) return;
    if (stored(*id)) {
        // A drop that finds no room is made up for by the acknowledgement of a later delivery.
        static_cast<void>(store_.drop(*id));
    }
}

// Pages have no contents of their own yet, so they need no storing: the next one is made when the
// last one has been acknowledged.
void Uplink::owe_bulk(Instant now) {
    if (config_.bulk_octets == 0 || outbox_.depth(Stream::bulk) > 0) return;
    if (now < bulk_rests_until_) return;
    Message page;
    page.id = {Stream::bulk, next_bulk_++};
    page.time = metrology::stamp_of(board_, now);
    static_cast<void>(outbox_.push(page));  // There is room.
}

void Uplink::measured(const PhasorSet& phasors, CalendarTime when, std::uint32_t sequence) {
    phasors_ = phasors;
    replace(Stream::phasors, when, sequence);
}

void Uplink::measured(const Window& quality, CalendarTime when, std::uint32_t sequence) {
    quality_ = quality;
    replace(Stream::power_quality, when, sequence);
}

void Uplink::replace(Stream stream, CalendarTime when, std::uint32_t sequence) {
    std::optional<MessageId> waiting;
    outbox_.for_each([&](const Message& message) {
        if (message.id.stream == stream && under_way_ != message.id) waiting = message.id;
    });
    if (waiting) static_cast<void>(outbox_.acknowledged(*waiting));
    Message message;
    message.id = {stream, sequence};
    message.time = when;
    static_cast<void>(outbox_.push(message));  // There is room.
}

std::optional<cosem::Sealed> Uplink::seal(Instant now, const Message& message,
                                          std::span<std::uint8_t> payload) {
    const Result<cosem::Sealed> sealed =
        composer_.compose(message, payload, {config_.bulk_octets, &phasors_, &quality_});
    if (sealed) return sealed.value();
    retry_at_ = now + kRetryPause;
    // What no message can carry would stay at the head of its stream; the next values may fit.
    if (sealed.error() == Error::range && is_measurement(message.id.stream))
        static_cast<void>(outbox_.acknowledged(message.id));
    return std::nullopt;
}

net::UdpDatagram Uplink::datagram_of(Bytes payload) const {
    net::UdpDatagram datagram;
    datagram.source = address_in(config_.contexts.mesh_prefix, config_.self);
    datagram.destination = config_.head_end;
    datagram.source_port = config_.port;
    datagram.destination_port = config_.port;
    datagram.payload = payload;
    return datagram;
}

void Uplink::send(Instant now, const Message& message, const Eui64& parent) {
    std::array<std::uint8_t, kPayloadMax> payload;
    const std::optional<cosem::Sealed> sealed = seal(now, message, payload);
    if (!sealed) return;
    if (message.id.stream == Stream::bulk) bulk_begun_ = now;
    const Bytes octets = Bytes{payload}.first(sealed->size);
    if (!start_radio(now, message.id, sealed->invocation_counter, octets, parent))
        retry_at_ = now + kRetryPause;
}

bool Uplink::start_radio(Instant now, MessageId id, std::uint32_t ticket, Bytes payload,
                         const Eui64& parent) {
    const Result<std::size_t> size =
        net::compress(datagram_of(payload), config_.contexts, config_.self, parent, packet_);
    if (!size) {
        board_.note(port::Diag::fatal, static_cast<std::uint32_t>(size.error()));
        return true;  // Never: another try is the same.
    }
    const Bytes packet = Bytes{packet_}.first(size.value());
    const Result<net::HeaderLengths> lengths = net::header_lengths(packet);
    if (!lengths || !fragmenter_.begin(packet, lengths.value(), ++tag_)) {
        board_.note(port::Diag::fatal, static_cast<std::uint32_t>(Error::range));
        return true;
    }
    next_hop_ = parent;
    ticket_ = ticket;
    under_way_ = id;
    if (send_piece(now)) return true;
    fragmenter_.drop();
    under_way_.reset();
    return false;
}

bool Uplink::send_piece(Instant now) {
    const std::size_t limit = link_.max_payload();
    // An alarm goes in as few frames as the link allows; the limit keeps the others short for it.
    const bool alarm = under_way_->stream == Stream::alarms;
    const std::size_t wanted = alarm ? 0 : config_.fragment_octets;
    const Result<net::Fragment> piece =
        fragmenter_.next(wanted == 0 ? limit : std::min(wanted, limit));
    if (!piece) return false;
    std::array<std::uint8_t, kPacketMax> octets;
    const Result<std::size_t> size = net::write_fragment(piece.value(), octets);
    if (!size) return false;
    const net::LinkPacket packet{next_hop_, Bytes{octets}.first(size.value()), ticket_, alarm};
    return link_.send(now, packet).ok();
}

Instant Uplink::pump(Instant now, bool joined, const Eui64& parent) {
    number_events();
    for (std::size_t s = 0; s < kStreamCount; ++s) {
        if (outbox_.overflowed(static_cast<Stream>(s))) {
            outbox_.refill(backlog_);
            break;
        }
    }
    if (wire_.fitted()) return pump_wire(now, joined, parent);
    if (under_way_) {
        if (under_way_->stream != Stream::alarms && outbox_.alarm_waiting(now)) link_.abandon();
        return kNever;  // The link's signal wakes us.
    }
    if (!joined) return kNever;
    owe_bulk(now);
    if (retry_at_ != kNever && now < retry_at_) return retry_at_;
    retry_at_ = kNever;
    if (const Message* message = outbox_.next(now)) send(now, *message, parent);
    if (under_way_) return kNever;
    const bool rests = config_.bulk_octets != 0 && outbox_.depth(Stream::bulk) == 0;
    return std::min({retry_at_, outbox_.next_deadline(now), rests ? bulk_rests_until_ : kNever});
}

}  // namespace meter::app
