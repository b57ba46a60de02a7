#include "firmware/radio/mac.h"

#include <algorithm>

namespace meter::radio {
namespace {

// A radio that has lost its registers is deaf: who only listens notices by looking. Looked at when
// something else wakes us, no more often than this: the list of slots does each 41 s at the latest.
constexpr Duration kCheckEvery = seconds(1);

}  // namespace

Mac::Mac(port::Radio& radio, port::Random& random, AirtimeBudget& budget,
         std::span<Neighbour> places, const MacConfig& config)
    : radio_{radio},
      random_{random},
      budget_{budget},
      config_{config},
      plan_{plan_of(config.plan)},
      enabled_{plan_.enabled()},
      plain_{with_coding(phy_of(config.modulation), config.coding == Coding::always)},
      coded_{with_coding(plain_, config.coding != Coding::none)},
      agreed_{enabled_, channel_floor(plan_, plain_)},
      assessment_{enabled_, channel_floor(plan_, plain_)},
      listener_{radio, config_, config_.collector && agrees() ? &agreed_ : nullptr},
      neighbours_{places} {}

void Mac::start(Instant now) {
    listener_.start(now, budget_);
    sequence_ = static_cast<std::uint8_t>(random_.below(port::RandomPurpose::backoff, 256));
    joined_ = config_.collector;
    check_at_ = now + kCheckEvery;
    if (adapts()) detect_at_ = now + detect_every();
    if (agrees() && config_.collector) decide_at_ = now;
    if (config_.collector) {
        parent_ = config_.self;
    } else {
        // A street of meters whose mains returns must not solicit in one breath.
        constexpr std::uint32_t kFirstWaitUs = 100000;
        sweep_.next = now + Duration{random_.below(port::RandomPurpose::solicit, kFirstWaitUs)};
    }
}

Result<void> Mac::send(Instant now, const Outgoing& packet) {
    if (packet_.task != Task::none || status_) return Error::busy;
    if (packet.payload.size() > max_payload()) return Error::range;
    const Neighbour* neighbour = neighbours_.find(packet.destination);
    if (!joined_ || neighbour == nullptr) return Error::unreachable;
    if (hops() && neighbour->uncertainty(now) >= config_.dwell / 2) {
        return Error::unreachable;
    }
    FrameHead head;
    head.sequence = ++sequence_;
    head.ack_request = true;
    head.destination = packet.destination;
    head.source = config_.self;
    const Result<BuiltFrame> built = write_data(packet_frame_, head, packet.payload);
    if (!built) return built.error();
    packet_ = Exchange{};
    packet_.task = Task::packet;
    packet_.urgent = packet.urgent;
    packet_.ticket = packet.ticket;
    packet_.destination = packet.destination;
    packet_.sequence = head.sequence;
    packet_.length = built.value().length;
    packet_.timing_at = built.value().timing_at;
    // What we send for ourselves makes way for an alarm, and is sent again after it.
    if (on_air_ == &control_ && packet.urgent) static_cast<void>(radio_.abandon());
    if (on_air_ == nullptr) start_next(now);
    return {};
}

void Mac::abandon() {
    if (packet_.task == Task::none) return;
    if (on_air_ == &packet_) {
        abandoning_ = true;
        static_cast<void>(radio_.abandon());
        return;
    }
    finish(packet_, SendStatus::abandoned);
}

Instant Mac::advance(Instant now, bool radio_done, bool radio_received) {
    // What this call brings about its caller takes next; what is still there from before, it has
    // missed.
    const bool owed = owes();
    if (radio_done) take_outcome(now);
    if (radio_received) more_frames_ = true;
    pump();
    watch_radio(now);
    adapt(now);
    listener_.renew(now, budget_, on_air_ == nullptr);
    check_link(now);
    if (on_air_ == nullptr) start_next(now);
    return owed ? now : scheduled();
}

// While a job is with the radio its outcome tells.
void Mac::watch_radio(Instant now) {
    if (now < check_at_ || on_air_ != nullptr) return;
    check_at_ = now + kCheckEvery;
    if (!radio_.healthy()) reset_radio(now);
}

void Mac::reset_radio(Instant now) {
    ++counters_.radio_resets;
    listener_.write_again(now, budget_);
}

bool Mac::owes() const { return status_.has_value() || held_; }

Instant Mac::next_wake() const { return owes() ? Instant{} : scheduled(); }

Instant Mac::scheduled() const {
    const Instant listen = listener_.renew_at();
    // While the radio has a job its signal wakes us.
    return on_air_ == nullptr ? std::min({listen, control_at(), adapt_at()}) : listen;
}

std::optional<SendStatus> Mac::take_status() {
    const std::optional<SendStatus> status = status_;
    status_.reset();
    return status;
}

std::optional<Incoming> Mac::receive() {
    if (!held_) pump();
    if (!held_) return std::nullopt;
    held_ = false;
    return incoming_;
}

}  // namespace meter::radio
