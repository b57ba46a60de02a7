#include <algorithm>

#include <fmt/format.h>

#include "harness/checks/monitor.h"
#include "harness/checks/text.h"

// Power-quality messages are none of the ledger's: how many were accepted, and lost of those that
// their period makes due. Due is one a period while the module had power; one at each end of such a
// stretch may lie on either side. One meter's: the first that is heard.

namespace bench::checks {
namespace {

class ReportMonitor final : public Monitor {
public:
    ReportMonitor(const TallyLimit& part, const MonitorContext& context)
        : part_{part}, context_{context} {}

    [[nodiscard]] bool wants(trace::Kind kind) const override {
        return kind == trace::Kind::measurement_accepted || kind == trace::Kind::booted ||
               kind == trace::Kind::powered_down;
    }
    void record(const trace::Record& item) override {
        if (item.kind == trace::Kind::measurement_accepted) {
            if (reporter_ == 0) reporter_ = item.entity;
            if (item.entity != reporter_) return;
            const Span judged = context_.facts.judged();
            const bool inside = item.time >= judged.from && item.time <= judged.to;
            if (inside && context_.scope.holds(item.time)) ++accepted_;
        } else {
            switches_.push_back({item.time, item.entity, item.kind == trace::Kind::booted});
        }
    }

    Finding finish() override {
        const Nanoseconds period = context_.facts.report_period;
        const std::uint64_t due = due_of(period);
        if (due == 0) return vacuous("no power-quality message was due where the check looks");
        const std::uint64_t lost = due > accepted_ ? due - accepted_ : 0;
        Finding finding =
            judge_count(part_.fact == Fact::lost ? lost : accepted_, part_.comparison, part_.limit);
        finding.evidence = fmt::format("{} accepted, at least {} due, one each {}",
                                       in_groups(accepted_), in_groups(due), in_words(period));
        return finding;
    }

private:
    struct Switch {
        Time time;
        trace::Entity entity;
        bool on;
    };

    // Stretches of the judged time with power. A meter that never reported had all of it.
    [[nodiscard]] std::uint64_t due_of(Nanoseconds period) const {
        const Span judged = context_.facts.judged();
        std::uint64_t due = 0;
        const auto add = [&](Time from, Time to) {
            const Span part{std::max(from, judged.from), std::min(to, judged.to)};
            if (part.to <= part.from) return;
            const auto whole = context_.scope.left_of(part) / period;
            due += whole > 2 ? static_cast<std::uint64_t>(whole) - 2 : 0;
        };
        if (reporter_ == 0) {
            add(judged.from, judged.to);
            return due;
        }
        Time since = kStart;
        bool on = false;
        for (const Switch& change : switches_) {
            if (change.entity != reporter_) continue;
            if (on) add(since, change.time);
            since = change.time;
            on = change.on;
        }
        if (on) add(since, judged.to);
        return due;
    }

    TallyLimit part_;
    const MonitorContext& context_;
    std::vector<Switch> switches_;
    std::uint64_t accepted_ = 0;
    trace::Entity reporter_ = 0;
};

}  // namespace

std::unique_ptr<Monitor> make_report_monitor(const TallyLimit& part,
                                             const MonitorContext& context) {
    return std::make_unique<ReportMonitor>(part, context);
}

}  // namespace bench::checks
