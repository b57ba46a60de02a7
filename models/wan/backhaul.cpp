#include "models/wan/backhaul.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace bench::wan {

Backhaul::Backhaul(const BackhaulConfig& config, Agenda& agenda, const chance::Key& key,
                   trace::Sink& trace, trace::Entity collector, trace::Entity head_end)
    : config_{config},
      agenda_{agenda},
      loss_keys_{key.of("up").of("loss"), key.of("down").of("loss")},
      trace_{trace},
      collector_{collector},
      head_end_{head_end} {
    if (config.delay < Nanoseconds::zero()) {
        throw std::invalid_argument{"wan: the delay must not be negative"};
    }
    if (!(config.loss >= 0 && config.loss <= 1)) {
        throw std::invalid_argument{"wan: the loss must lie between 0 and 1"};
    }
}

void Backhaul::attach(DatagramSink& collector, DatagramSink& head_end) {
    collector_sink_ = &collector;
    head_end_sink_ = &head_end;
}

std::uint32_t Backhaul::send_up(std::span<const std::uint8_t> packet) {
    return send(Direction::up, packet);
}

std::uint32_t Backhaul::send_down(std::span<const std::uint8_t> packet) {
    return send(Direction::down, packet);
}

std::uint32_t Backhaul::send(Direction direction, std::span<const std::uint8_t> packet) {
    const std::uint32_t datagram = ++last_datagram_;
    const std::uint64_t ordinal = draws_[index(direction)].next(agenda_.now());
    const trace::DatagramSent sent{datagram, static_cast<std::uint32_t>(packet.size())};
    trace_.record(trace::make(agenda_.now(), sender(direction), sent), packet);
    if (is_cut()) {
        lose(direction, datagram);
        cut_took_effect();
    } else if (in_flight_.size() == kMaxInFlight || drawn_lost(direction, ordinal)) {
        lose(direction, datagram);
    } else {
        in_flight_.push_back({datagram, direction, {packet.begin(), packet.end()}});
        agenda_.at(agenda_.now() + config_.delay, *this, 0, datagram);
    }
    return datagram;
}

bool Backhaul::drawn_lost(Direction direction, std::uint64_t ordinal) const {
    const chance::Key& key = loss_keys_[index(direction)];
    return DrawOrder::key_at(key, agenda_.now()).uniform(ordinal) < config_.loss;
}

void Backhaul::wake(Time now, std::uint32_t /*what*/, std::uint64_t datagram) {
    // A cut has emptied the queue under the entries of what it lost.
    if (in_flight_.empty() || in_flight_.front().datagram != datagram) return;
    const Flight flight = std::move(in_flight_.front());
    in_flight_.pop_front();
    trace_.record(
        trace::make(now, receiver(flight.direction), trace::DatagramDelivered{flight.datagram}));
    DatagramSink* sink = flight.direction == Direction::up ? head_end_sink_ : collector_sink_;
    if (sink != nullptr) sink->deliver(now, flight.datagram, flight.packet);
}

void Backhaul::set_cut(bool active, std::uint32_t fault, trace::FaultObserver& observer) {
    if (!active) {
        const auto ended = std::ranges::find(cuts_, fault, &Cut::fault);
        if (ended != cuts_.end()) cuts_.erase(ended);
        return;
    }
    cuts_.push_back({fault, &observer, false});
    if (in_flight_.empty()) return;
    for (const Flight& flight : in_flight_) lose(flight.direction, flight.datagram);
    in_flight_.clear();
    cut_took_effect();
}

void Backhaul::lose(Direction direction, std::uint32_t datagram) {
    const trace::DatagramLost lost{datagram, is_cut() ? 1U : 0U};
    trace_.record(trace::make(agenda_.now(), sender(direction), lost));
}

void Backhaul::cut_took_effect() {
    for (Cut& cut : cuts_) {
        if (!std::exchange(cut.effective, true)) cut.observer->took_effect(cut.fault);
    }
}

trace::Entity Backhaul::sender(Direction direction) const {
    return direction == Direction::up ? collector_ : head_end_;
}

trace::Entity Backhaul::receiver(Direction direction) const {
    return direction == Direction::up ? head_end_ : collector_;
}

}  // namespace bench::wan
