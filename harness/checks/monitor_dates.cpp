#include <optional>

#include <fmt/format.h>

#include "harness/checks/monitor.h"
#include "harness/checks/text.h"

// event_time_error: how far the date that a message of an event bears lies beside those that a
// right meter may give (docs/events.md); 0 where it is one of them.

namespace bench::checks {
namespace {

class EventTimeMonitor final : public Monitor {
public:
    EventTimeMonitor(const EventTimeLimit& part, const MonitorContext& context)
        : part_{part}, context_{context}, stream_{context.stream(part.stream)} {}

    void settled(const Outcome& outcome) override {
        const bool mine = !stream_ || *stream_ == outcome.stream;
        if (!mine || outcome.code == 0 || outcome.kind != Outcome::Kind::delivered) return;
        if (!outcome.judged || !context_.scope.holds(outcome)) return;
        ++messages_;
        if (messages_ > 1 && outcome.date_error <= worst_) return;
        worst_ = outcome.date_error;
        when_ = *outcome.accepted;
        detail_ = fmt::format("{}: {}", context_.describe(outcome), outcome.why);
    }

    Finding finish() override {
        if (messages_ == 0) return vacuous("0 messages where the check looks");
        Finding finding;
        const bool good = holds(part_.comparison, worst_, part_.limit);
        finding.verdict = good ? result::Verdict::pass : result::Verdict::fail;
        finding.seen = in_words(worst_);
        finding.margin = margin_of(worst_, part_.comparison, part_.limit);
        finding.excess = excess_of(worst_.count(), part_.comparison, part_.limit.count());
        finding.evidence = counted(messages_, "message");
        if (good) return finding;
        finding.first_violation = when_;
        finding.detail = detail_;
        return finding;
    }

private:
    EventTimeLimit part_;
    const MonitorContext& context_;
    std::optional<std::uint8_t> stream_;
    std::uint64_t messages_ = 0;
    Nanoseconds worst_{};
    std::optional<Time> when_;
    std::string detail_;
};

}  // namespace

std::unique_ptr<Monitor> make(const EventTimeLimit& part, const MonitorContext& context) {
    return std::make_unique<EventTimeMonitor>(part, context);
}

}  // namespace bench::checks
