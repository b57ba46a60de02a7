#include "models/wan/wire.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace bench::wan {
namespace {

constexpr std::uint32_t kByChance = 0;
constexpr std::uint32_t kByCut = 1;
constexpr std::uint32_t kByNoise = 2;

}  // namespace

Wire::Wire(const WireConfig& config, Agenda& agenda, const chance::Key& key, trace::Sink& trace,
           trace::Entity meter, trace::Entity head_end, std::uint32_t first)
    : config_{config},
      agenda_{agenda},
      keys_{{{key.of("up").of("loss"), key.of("up").of("noise")},
             {key.of("down").of("loss"), key.of("down").of("noise")}}},
      trace_{trace},
      next_{first} {
    if (!(config.rate_bps > 0)) throw std::invalid_argument{"wire: the rate must be above zero"};
    if (config.delay < Nanoseconds::zero()) {
        throw std::invalid_argument{"wire: the delay must not be negative"};
    }
    if (!(config.loss >= 0 && config.loss <= 1)) {
        throw std::invalid_argument{"wire: the loss must lie between 0 and 1"};
    }
    sides_[kUp].sender = meter;
    sides_[kDown].sender = head_end;
}

void Wire::attach(DatagramSink& meter, DatagramSink& head_end, const WireNoise* noise) {
    sides_[kUp].sink = &head_end;
    sides_[kDown].sink = &meter;
    noise_ = noise;
}

Nanoseconds Wire::frame_time(std::size_t packet_octets) const {
    const std::size_t octets = std::max(packet_octets, kLeastOctets) + kOverheadOctets;
    return Nanoseconds{
        static_cast<std::int64_t>(static_cast<double>(octets) * 8e9 / config_.rate_bps + 0.5)};
}

std::uint32_t Wire::send(std::size_t direction, std::span<const std::uint8_t> packet) {
    Side& side = sides_[direction];
    const std::uint32_t datagram = next_++;
    const Time now = agenda_.now();
    const std::uint64_t ordinal = side.draws.next(now);
    const trace::DatagramSent sent{datagram, static_cast<std::uint32_t>(packet.size())};
    trace_.record(trace::make(now, side.sender, sent), packet);
    if (is_cut()) {
        lose(direction, datagram, kByCut);
        cut_took_effect();
        return datagram;
    }
    if (waiting(side) >= kMostQueued) {
        lose(direction, datagram, kByChance);
        return datagram;
    }
    const Time start = std::max(now, side.free_at);
    side.free_at = start + frame_time(packet.size());
    side.frames.push_back(
        {datagram, now, ordinal, start, side.free_at, {packet.begin(), packet.end()}});
    agenda_.at(side.free_at + config_.delay, *this, static_cast<std::uint32_t>(direction),
               datagram);
    return datagram;
}

std::size_t Wire::waiting(const Side& side) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        side.frames, [this](const Frame& frame) { return frame.end > agenda_.now(); }));
}

std::optional<std::uint32_t> Wire::fate(std::size_t direction, const Frame& frame) const {
    const Keys& keys = keys_[direction];
    const chance::Key noise = DrawOrder::key_at(keys.noise, frame.sent).of(frame.ordinal);
    if (noise_ != nullptr && noise_->destroys(frame.start, frame.end, noise)) return kByNoise;
    const chance::Key loss = DrawOrder::key_at(keys.loss, frame.sent);
    if (loss.uniform(frame.ordinal) < config_.loss) return kByChance;
    return std::nullopt;
}

void Wire::wake(Time now, std::uint32_t direction, std::uint64_t datagram) {
    Side& side = sides_[direction];
    // A cut has emptied the queue under the entries of what it lost.
    if (side.frames.empty() || side.frames.front().datagram != datagram) return;
    const Frame frame = std::move(side.frames.front());
    side.frames.pop_front();
    if (const auto why = fate(direction, frame)) {
        lose(direction, frame.datagram, *why);
        return;
    }
    const trace::Entity receiver = sides_[1 - direction].sender;
    trace_.record(trace::make(now, receiver, trace::DatagramDelivered{frame.datagram}));
    if (side.sink != nullptr) side.sink->deliver(now, frame.datagram, frame.packet);
}

void Wire::set_cut(bool active, std::uint32_t fault, trace::FaultObserver& observer) {
    if (!active) {
        const auto ended = std::ranges::find(cuts_, fault, &Cut::fault);
        if (ended != cuts_.end()) cuts_.erase(ended);
        return;
    }
    cuts_.push_back({fault, &observer, false});
    bool lost = false;
    for (const std::size_t direction : {kUp, kDown}) {
        Side& side = sides_[direction];
        for (const Frame& frame : side.frames) lose(direction, frame.datagram, kByCut);
        lost = lost || !side.frames.empty();
        side.frames.clear();
        side.free_at = agenda_.now();
    }
    if (lost) cut_took_effect();
}

void Wire::lose(std::size_t direction, std::uint32_t datagram, std::uint32_t why) {
    trace_.record(
        trace::make(agenda_.now(), sides_[direction].sender, trace::DatagramLost{datagram, why}));
}

void Wire::cut_took_effect() {
    for (Cut& cut : cuts_) {
        if (!std::exchange(cut.effective, true)) cut.observer->took_effect(cut.fault);
    }
}

}  // namespace bench::wan
