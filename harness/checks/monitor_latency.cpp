#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "harness/checks/ledger.h"
#include "harness/checks/monitor.h"
#include "harness/checks/samples.h"
#include "harness/checks/statistics.h"
#include "harness/checks/text.h"

// Checks over the latencies of messages.

namespace bench::checks {
namespace {

using result::Verdict;
constexpr double kConfidence = 0.95;

Nanoseconds latency_of(const Outcome& outcome) {
    return outcome.accepted ? outcome.latency() : kInfinite;
}

std::string latency_words(Nanoseconds latency) {
    return latency == kInfinite ? "lost" : in_words(latency);
}

// Which judged messages a latency check looks at, and the first that misses the bound.
class LatencyMonitor : public Monitor {
public:
    LatencyMonitor(const StreamName& name, Comparison comparison, Nanoseconds bound,
                   const MonitorContext& context)
        : context_{context},
          stream_{context.stream(name)},
          comparison_{comparison},
          bound_{bound} {}

    void settled(const Outcome& outcome) final {
        const bool first =
            outcome.kind == Outcome::Kind::delivered || outcome.kind == Outcome::Kind::lost;
        const bool mine = !stream_ || *stream_ == outcome.stream;
        if (!first || !mine || !outcome.judged || !context_.scope.holds(outcome)) return;
        const Nanoseconds latency = latency_of(outcome);
        const bool good = checks::holds(comparison_, latency, bound_);
        ++messages_;
        good_ += good ? 1 : 0;
        sample(latency);
        if (!good) note_miss(outcome);
    }

protected:
    virtual void sample(Nanoseconds) {}
    [[nodiscard]] Finding no_message() const {
        return vacuous("0 messages: nothing of that stream was due where the check looks");
    }
    [[nodiscard]] std::string evidence() const { return counted(messages_, "message"); }

    const MonitorContext& context_;
    std::optional<std::uint8_t> stream_;
    Comparison comparison_;
    Nanoseconds bound_;
    std::uint64_t messages_ = 0;
    std::uint64_t good_ = 0;
    std::optional<Time> first_;
    std::string detail_;

private:
    void note_miss(const Outcome& outcome) {
        const bool upper = comparison_ == Comparison::less || comparison_ == Comparison::at_most;
        const Time when = upper ? outcome.cause + bound_ : *outcome.accepted;
        if (first_ && *first_ <= when) return;
        first_ = when;
        detail_ =
            fmt::format("{}: {}", context_.describe(outcome), latency_words(latency_of(outcome)));
    }
};

class AggregateMonitor final : public LatencyMonitor {
public:
    AggregateMonitor(const LatencyLimit& part, const MonitorContext& context)
        : LatencyMonitor{part.stream, part.comparison, part.limit, context}, part_{part} {}

    Finding finish() override {
        if (messages_ == 0) return no_message();
        Finding finding;
        const Nanoseconds seen = value();
        const bool good = checks::holds(part_.comparison, seen, part_.limit);
        finding.verdict = good ? Verdict::pass : Verdict::fail;
        finding.seen = seen == kInfinite ? "infinite (lost)" : in_words(seen);
        finding.margin = margin_of(seen, part_.comparison, part_.limit);
        finding.excess = excess_of(seen.count(), part_.comparison, part_.limit.count());
        finding.evidence = evidence();
        if (part_.aggregate == Aggregate::quantile) weigh(good, finding);
        if (finding.verdict == Verdict::fail) {
            finding.first_violation = first_;
            finding.detail = detail_;
        }
        return finding;
    }

private:
    void sample(Nanoseconds latency) override { samples_.add(latency); }

    [[nodiscard]] Nanoseconds value() const {
        switch (part_.aggregate) {
            case Aggregate::quantile:
                return samples_.quantile(part_.quantile);
            case Aggregate::mean:
                return samples_.mean();
            case Aggregate::max:
                return samples_.lost() > 0 ? kInfinite : samples_.most();
            case Aggregate::min:
                return samples_.least();
        }
        return kInfinite;
    }

    // A quantile of too few messages shows nothing, unless so many misses are themselves too
    // unlikely.
    void weigh(bool good, Finding& finding) const {
        finding.successes = good_;
        finding.trials = messages_;
        finding.histogram = samples_.histogram();
        const double q = part_.quantile / 1e6;
        const std::uint64_t rank = upper_rank(messages_, q, kConfidence);
        if (rank > 0) {
            finding.evidence +=
                fmt::format("; at most {} at 95 %", latency_words(samples_.ranked(rank)));
            return;
        }
        finding.needed = trials_needed(q, kConfidence);
        finding.evidence += fmt::format("; needs {}", in_groups(finding.needed));
        const bool refuted =
            !good && at_least(messages_ - good_, messages_, 1.0 - q) < 1.0 - kConfidence;
        finding.verdict = refuted ? Verdict::fail : Verdict::inconclusive;
    }

    LatencyLimit part_;
    Samples samples_;
};

class CountMonitor final : public LatencyMonitor {
public:
    CountMonitor(const LatencyCount& part, const MonitorContext& context)
        : LatencyMonitor{part.stream, part.condition, part.bound, context}, part_{part} {}

    Finding finish() override {
        if (messages_ == 0) return no_message();
        Finding finding = judge_count(good_, part_.comparison, part_.limit);
        finding.evidence = evidence();
        return finding;
    }

private:
    LatencyCount part_;
};

class ShareMonitor final : public LatencyMonitor {
public:
    ShareMonitor(const ShareLimit& part, const MonitorContext& context)
        : LatencyMonitor{part.stream, part.condition, part.bound, context}, part_{part} {}

    Finding finish() override {
        if (messages_ == 0) {
            Finding finding = no_message();
            finding.needs_sweep = part_.confidence.has_value();
            return finding;
        }
        Finding finding;
        const double share = static_cast<double>(good_) / static_cast<double>(messages_);
        const bool good = good_ * 1'000'000 >= messages_ * part_.limit;
        finding.verdict = good ? Verdict::pass : Verdict::fail;
        finding.seen = in_percent(share);
        const double apart = share - part_.limit / 1e6;
        finding.margin = in_percent(good ? apart : -apart) + (good ? " to spare" : " short");
        finding.evidence = evidence();
        finding.excess = -apart;
        finding.successes = good_;
        finding.trials = messages_;
        if (part_.confidence) {
            finding.verdict = Verdict::inconclusive;
            finding.needs_sweep = true;
            finding.needed =
                trials_needed(part_.limit / 1e6, *part_.confidence / 1e6, messages_ - good_);
            finding.evidence +=
                fmt::format("; needs {} without a miss",
                            in_groups(trials_needed(part_.limit / 1e6, *part_.confidence / 1e6)));
        }
        if (good_ != messages_) {
            finding.first_violation = first_;
            finding.detail = detail_;
        }
        return finding;
    }

private:
    ShareLimit part_;
};

}  // namespace

std::unique_ptr<Monitor> make(const LatencyLimit& part, const MonitorContext& context) {
    return std::make_unique<AggregateMonitor>(part, context);
}
std::unique_ptr<Monitor> make(const LatencyCount& part, const MonitorContext& context) {
    return std::make_unique<CountMonitor>(part, context);
}
std::unique_ptr<Monitor> make(const ShareLimit& part, const MonitorContext& context) {
    return std::make_unique<ShareMonitor>(part, context);
}

}  // namespace bench::checks
