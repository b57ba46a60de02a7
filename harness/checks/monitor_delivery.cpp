#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "harness/checks/monitor.h"
#include "harness/checks/text.h"
#include "models/trace/events.h"

// delivery: which share of the tries of a node was acknowledged.

namespace bench::checks {
namespace {

using result::Verdict;

// hal_radio_status; a job that found the channel busy was no try.
constexpr std::uint32_t kAcked = 1;
constexpr std::uint32_t kNoAck = 2;

class DeliveryMonitor final : public Monitor {
public:
    DeliveryMonitor(const DeliveryLimit& part, const MonitorContext& context)
        : part_{part}, context_{context}, judged_{context.facts.judged()} {
        const auto& nodes = context.facts.nodes;
        const auto found = std::find(nodes.begin(), nodes.end(), part.node);
        if (found == nodes.end()) throw std::invalid_argument("no node '" + part.node + "'");
        node_ = static_cast<trace::Entity>(found - nodes.begin() + 1);
    }

    [[nodiscard]] bool wants(trace::Kind kind) const override {
        return kind == trace::Kind::job_done;
    }
    void record(const trace::Record& item) override {
        if (item.kind != trace::Kind::job_done || item.entity != node_) return;
        if (item.time < judged_.from || item.time > judged_.to) return;
        if (!context_.scope.holds(item.time)) return;
        const std::uint32_t status = trace::read<trace::JobDone>(item).status;
        if (status != kAcked && status != kNoAck) return;
        ++tries_;
        acked_ += status == kAcked ? 1 : 0;
    }

    Finding finish() override {
        if (tries_ == 0) return vacuous("no frame of " + part_.node + " asked for an answer");
        const auto seen = static_cast<Millionths>(acked_ * 1'000'000 / tries_);
        Finding finding;
        finding.verdict =
            holds(part_.comparison, seen, part_.limit) ? Verdict::pass : Verdict::fail;
        finding.seen = in_percent(seen / 1e6);
        finding.excess = excess_of(seen, part_.comparison, part_.limit);
        const double apart = (static_cast<double>(seen) - static_cast<double>(part_.limit)) / 1e6;
        const bool good = finding.verdict == Verdict::pass;
        finding.margin = in_percent(apart < 0 ? -apart : apart) + (good ? " to spare" : " off");
        finding.evidence = fmt::format("{} of {} tries", in_groups(acked_), in_groups(tries_));
        return finding;
    }

private:
    DeliveryLimit part_;
    const MonitorContext& context_;
    Span judged_;
    trace::Entity node_ = 0;
    std::uint64_t tries_ = 0;
    std::uint64_t acked_ = 0;
};

}  // namespace

std::unique_ptr<Monitor> make(const DeliveryLimit& part, const MonitorContext& context) {
    return std::make_unique<DeliveryMonitor>(part, context);
}

}  // namespace bench::checks
