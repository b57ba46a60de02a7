#include "harness/checks/account.h"

#include <algorithm>

#include "firmware/hal/radio.h"

namespace bench::checks {
namespace {

constexpr std::size_t kUsualSteps = 4;  // A job and its frame, and once more.

// Adds phases end to end: no gap, no overlap, whatever comes in.
class Tiles {
public:
    Tiles(result::LatencyAccount& account, Time from, Time end)
        : account_{account}, at_{from}, end_{end} {}
    void until(const char* name, Time time) {
        const Time to = std::clamp(time, at_, end_);
        auto& phases = account_.phases;
        const auto known = std::find_if(phases.begin(), phases.end(),
                                        [&](const auto& phase) { return phase.name == name; });
        auto& phase = known != phases.end() ? *known : phases.emplace_back();
        phase.name = name;
        phase.ns += (to - at_).count();
        at_ = to;
    }

private:
    result::LatencyAccount& account_;
    Time at_;
    Time end_;
};

}  // namespace

LatencyAccounts::LatencyAccounts(const RunFacts& facts) : slowest_(facts.streams.size()) {
    for (const StreamRule& rule : facts.streams) names_.push_back(rule.name);
}

void LatencyAccounts::record(const trace::Record& item, std::span<const std::uint8_t>) {
    if (item.kind == trace::Kind::job_submitted) {
        Step step;
        step.time = item.time;
        add(item.entity, trace::read<trace::JobSubmitted>(item).ticket, step);
    } else if (item.kind == trace::Kind::frame_sent) {
        const auto frame = trace::read<trace::FrameSent>(item);
        if (frame.acknowledgement != 0) return;
        Step step;
        step.time = item.time;
        step.end = item.time + Nanoseconds{frame.airtime_ns};
        step.frame = frame.frame;
        add(item.entity, frame.ticket, step);
    } else if (item.kind == trace::Kind::frame_received) {
        received(trace::read<trace::FrameReceived>(item));
    } else if (item.kind == trace::Kind::job_done) {
        done(item);
    } else if (item.kind == trace::Kind::datagram_sent) {
        sent(trace::read<trace::DatagramSent>(item).datagram, item.time);
    }
}

std::vector<LatencyAccounts::Step>* LatencyAccounts::steps(trace::Entity meter,
                                                           std::uint32_t ticket, bool open) {
    if (ticket == 0) return nullptr;
    Meter& of = meters_[meter];
    const auto known = of.tickets.find(ticket);
    if (known != of.tickets.end()) return &known->second;
    if (!open) return nullptr;
    of.order.push_back(ticket);
    if (of.order.size() > kOpenTickets) {
        of.tickets.erase(of.order.front());
        of.order.pop_front();
    }
    std::vector<Step>& opened = of.tickets[ticket];
    opened.reserve(kUsualSteps);
    return &opened;
}

void LatencyAccounts::add(trace::Entity meter, std::uint32_t ticket, const Step& step) {
    std::vector<Step>* list = steps(meter, ticket, true);
    if (list != nullptr && list->size() < kSteps) list->push_back(step);
}

void LatencyAccounts::received(const trace::FrameReceived& frame) {
    std::vector<Step>* list = steps(frame.from, frame.ticket, false);
    if (list == nullptr) return;
    for (Step& step : *list) {
        if (step.frame == frame.frame && step.frame != 0) step.received = true;
    }
}

void LatencyAccounts::done(const trace::Record& item) {
    const auto job = trace::read<trace::JobDone>(item);
    std::vector<Step>* list = steps(item.entity, job.ticket, false);
    if (list == nullptr || list->empty()) return;
    list->back().acknowledged = job.status == HAL_RADIO_ACKED || job.status == HAL_RADIO_SENT;
}

void LatencyAccounts::sent(std::uint32_t datagram, Time time) {
    if (!datagrams_.emplace(datagram, time).second) return;
    datagram_order_.push_back(datagram);
    if (datagram_order_.size() <= kDatagrams) return;
    datagrams_.erase(datagram_order_.front());
    datagram_order_.pop_front();
}

std::optional<Time> LatencyAccounts::left(std::uint32_t datagram) const {
    const auto found = datagrams_.find(datagram);
    if (found == datagrams_.end()) return std::nullopt;
    return found->second;
}

// The last frame that got through before the datagram left is the one that completed the message.
const LatencyAccounts::Step* LatencyAccounts::through(const std::vector<Step>& list, Time limit) {
    const Step* last = nullptr;
    for (const Step& step : list) {
        if (step.received && step.end <= limit) last = &step;
    }
    return last;
}

const std::vector<LatencyAccounts::Step>& LatencyAccounts::steps(const Outcome& outcome) const {
    static const std::vector<Step> kNone;
    const auto meter = meters_.find(outcome.meter);
    if (meter == meters_.end() || outcome.ticket == 0) return kNone;
    const auto found = meter->second.tickets.find(outcome.ticket);
    return found == meter->second.tickets.end() ? kNone : found->second;
}

result::LatencyAccount LatencyAccounts::account(const Outcome& outcome) const {
    result::LatencyAccount account;
    account.stream = names_[outcome.stream];
    account.sequence = outcome.sequence;
    account.cause_ns = ns(outcome.cause);
    account.total_ns = outcome.latency().count();
    Tiles tiles{account, outcome.cause, *outcome.accepted};
    const std::optional<Time> departure = left(outcome.datagram);
    const Time limit = departure.value_or(outcome.arrival);
    if (outcome.datagram >= trace::kFirstWireDatagram && departure) {
        // The meter's own wire brought it, whatever its copy did on the air.
        account.attempts = 1;
        tiles.until("queue", *departure);
        tiles.until("ethernet", outcome.arrival);
        tiles.until("head_end", *outcome.accepted);
        return account;
    }
    const std::vector<Step>& list = steps(outcome);
    account.attempts = static_cast<std::uint32_t>(std::count_if(
        list.begin(), list.end(), [&](const Step& s) { return s.frame != 0 && s.time < limit; }));
    const Step* last = through(list, limit);
    if (last == nullptr) {
        tiles.until("unattributed", limit);
    } else {
        const char* phase = "queue";
        for (const Step* step = list.data(); step != last; ++step) {
            tiles.until(phase, step->time);
            const bool passed = step->frame != 0 && step->received;
            if (passed) tiles.until("air", step->end);
            phase = step->frame == 0 || (passed && step->acknowledged) ? "access" : "retries";
        }
        tiles.until(phase, last->time);
        tiles.until("air", last->end);
        tiles.until(departure ? "collector" : "unattributed", limit);
    }
    if (departure) tiles.until("wan", outcome.arrival);
    tiles.until("head_end", *outcome.accepted);
    return account;
}

void LatencyAccounts::settled(const Outcome& outcome) {
    if (outcome.kind != Outcome::Kind::delivered || !outcome.judged) return;
    auto& slowest = slowest_[outcome.stream];
    if (slowest && slowest->total_ns >= outcome.latency().count()) return;
    slowest = account(outcome);
}

std::vector<result::LatencyAccount> LatencyAccounts::slowest() const {
    std::vector<result::LatencyAccount> list;
    for (const auto& account : slowest_) {
        if (account) list.push_back(*account);
    }
    return list;
}

}  // namespace bench::checks
