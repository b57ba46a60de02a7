// Finding a collector, being found, and staying in step: what the MAC sends for itself.

#include <algorithm>

#include "firmware/radio/mac.h"

namespace meter::radio {
namespace {

constexpr Duration kListenAfterSweep = milliseconds(250);
constexpr Duration kSolicitWindow = milliseconds(12);
constexpr std::uint8_t kSolicitMaxExponent = 2;
// The wait after a sweep is random up to a bound, which doubles once a meter has asked long enough.
constexpr std::int64_t kWaitUs = 100000;
constexpr std::uint16_t kEagerRounds = 12;
constexpr int kMaxDoublings = 8;
constexpr std::uint32_t kFailuresOfLostLink = 8;
constexpr Duration kFailingOfLostLink = seconds(10);
constexpr Duration kKeepAlivePause = seconds(2);
constexpr std::int64_t kDriftPpm = 40;
// A street that hears one jammer must not fill the air with saying so.
constexpr Duration kOpinionPause = seconds(30);

}  // namespace

std::uint8_t Mac::dwell_ms() const {
    return static_cast<std::uint8_t>(config_.dwell / milliseconds(1));
}

std::uint8_t Mac::sweep_channels() const {
    return hops() ? static_cast<std::uint8_t>(enabled_.count()) : std::uint8_t{1};
}

ScheduleElement Mac::own_schedule() const {
    const auto function = hops() ? ChannelFunction::dh1cf : ChannelFunction::fixed;
    return {dwell_ms(), function, hops() ? std::uint8_t{0} : config_.fixed_channel};
}

void Mac::adopt(const Eui64& parent, Instant origin, Instant now) {
    // Last heard at some moment of the time between two keep-alives: a street that has run for long
    // does not speak in one breath.
    const auto age = static_cast<std::uint32_t>(keep_alive_age().count());
    Neighbour& neighbour = neighbours_.measure(parent, now, 0, dwell_ms());
    neighbour.origin = origin;
    neighbour.heard = now - Duration{random_.below(port::RandomPurpose::solicit, age + 1)};
    parent_ = parent;
    joined_ = true;
    sweep_ = Sweep{};
    last_keep_alive_ = now;
}

void Mac::take_control(Task task, const Eui64& destination, const Result<BuiltFrame>& built) {
    if (!built) return;
    control_ = Exchange{};
    control_.task = task;
    control_.destination = destination;
    control_.sequence = sequence_;
    control_.length = built.value().length;
    control_.timing_at = built.value().timing_at;
}

void Mac::prepare_control(Instant now) {
    if (config_.collector) {
        prepare_answer(now);
    } else if (joined_) {
        prepare_keep_alive(now);
    } else {
        prepare_solicit(now);
    }
}

void Mac::prepare_solicit(Instant now) {
    if (now < sweep_.next) return;
    FrameHead head;
    head.type = FrameType::pan_advertisement_solicit;
    head.sequence = ++sequence_;
    head.pan_id = config_.pan_id;
    head.destination = kBroadcast;
    head.source = config_.self;
    take_control(Task::solicit, kBroadcast,
                 write_discovery(control_frame_, head, own_schedule(), plan_));
    sweep_.done = 0;
    sweep_.first =
        static_cast<std::uint8_t>(random_.below(port::RandomPurpose::channel, sweep_channels()));
}

// The next channel of the sweep that may be used now; nothing when the sweep is through.
std::optional<Attempt> Mac::plan_solicit(Instant now) {
    const Duration airtime = airtime_of_frame(control_);
    for (; sweep_.done < sweep_channels(); ++sweep_.done) {
        const std::uint32_t index = (sweep_.first + sweep_.done) % std::uint32_t{sweep_channels()};
        const std::uint8_t channel = hops() ? enabled_.nth(index) : config_.fixed_channel;
        if (budget_.earliest(channel, airtime, now, false) > now) continue;
        return Attempt{channel, 0, kSolicitMaxExponent, now, now + kSolicitWindow};
    }
    return std::nullopt;
}

void Mac::end_sweep(Instant now) {
    control_.task = Task::none;
    ++sweep_.rounds;
    const int doublings = std::clamp(sweep_.rounds - kEagerRounds, 0, kMaxDoublings);
    const auto bound = static_cast<std::uint32_t>(kWaitUs << doublings);
    const std::uint32_t wait = random_.below(port::RandomPurpose::solicit, bound);
    sweep_.next = now + kListenAfterSweep + Duration{wait};
}

void Mac::prepare_answer(Instant now) {
    if (answers_.empty() || now < answers_[0].due) return;
    const Eui64 meter = answers_[0].meter;
    answers_.erase_at(0);
    FrameHead head;
    head.type = FrameType::pan_advertisement;
    head.sequence = ++sequence_;
    head.ack_request = true;
    head.destination = meter;
    if (agrees()) head.channels = agreed_.announcement(now);
    head.source = config_.self;
    take_control(Task::answer, meter, write_discovery(control_frame_, head, own_schedule(), plan_));
}

void Mac::prepare_keep_alive(Instant now) {
    if (packet_.task != Task::none || now < keep_alive_at()) return;
    FrameHead head;
    head.sequence = ++sequence_;
    head.ack_request = true;
    head.destination = parent_;
    if (adapts()) {
        opinion_ = disliked();
        head.channels = opinion();
    }
    head.source = config_.self;
    take_control(Task::keep_alive, parent_, write_data(control_frame_, head, {}));
    last_keep_alive_ = now;
}

// An exchange is due when our knowledge of the parent's slots has lost half of what it may lose.
// A quarter of a dwell at the drift of both crystals.
Duration Mac::keep_alive_age() const {
    return Duration{config_.dwell.count() / 4 * 1000000 / kDriftPpm};
}

Instant Mac::keep_alive_at() const {
    if (!hops()) return kNever;
    const Neighbour* parent = neighbours_.find(parent_);
    if (parent == nullptr) return kNever;
    const Duration age = keep_alive_age();
    const Instant due = std::max(parent->heard + age, last_keep_alive_ + kKeepAlivePause);
    return opinion_changed() ? std::min(due, last_keep_alive_ + kOpinionPause) : due;
}

Instant Mac::control_at() const {
    if (config_.collector) return answers_.empty() ? kNever : answers_[0].due;
    return joined_ ? keep_alive_at() : sweep_.next;
}

void Mac::check_link(Instant now) {
    if (config_.collector || !joined_) return;
    const Neighbour* parent = neighbours_.find(parent_);
    const bool out_of_step =
        parent == nullptr || (hops() && parent->uncertainty(now) >= config_.dwell / 2);
    const bool failing = counters_.failures_in_row >= kFailuresOfLostLink &&
                         now - first_failure_ >= kFailingOfLostLink;
    if (out_of_step || failing) lose_link(now);
}

void Mac::lose_link(Instant now) {
    joined_ = false;
    if (control_.task == Task::keep_alive && on_air_ != &control_) control_.task = Task::none;
    sweep_ = Sweep{};
    sweep_.next = now;
}

}  // namespace meter::radio
