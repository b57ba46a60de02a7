#include "harness/checks/uptime.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "harness/checks/monitor.h"
#include "harness/checks/text.h"

namespace bench::checks {

std::vector<Span> downtimes(const Runs& runs, Time end) {
    std::vector<Span> downs;
    bool down = false;
    for (const auto& [first, run] : runs.by_first()) {
        if (run.state == Runs::State::bad && !down) {
            downs.push_back({run.first_cause, end});
            down = true;
        } else if (run.state == Runs::State::good && down) {
            downs.back().to = run.first_cause;
            down = false;
        }
    }
    return downs;
}

WorstWindow worst_window(const std::vector<Span>& downs, Nanoseconds length, Span judged) {
    std::vector<Nanoseconds> before(downs.size() + 1);  // Downtime before each of them.
    for (std::size_t i = 0; i < downs.size(); ++i)
        before[i + 1] = before[i] + (downs[i].to - downs[i].from);
    const auto until = [&](Time time) {
        const auto next = std::upper_bound(downs.begin(), downs.end(), time,
                                           [](Time t, const Span& down) { return t < down.from; });
        const auto count = static_cast<std::size_t>(next - downs.begin());
        if (count == 0) return Nanoseconds::zero();
        return before[count - 1] + (std::min(time, downs[count - 1].to) - downs[count - 1].from);
    };
    WorstWindow worst{judged.from, until(judged.from + length) - until(judged.from)};
    const auto consider = [&](Time from) {
        const Time start = std::clamp(from, judged.from, judged.to - length);
        const Nanoseconds down = until(start + length) - until(start);
        if (down > worst.down) worst = {start, down};
    };
    // The downtime in a window is greatest where it begins with a downtime or ends with one.
    for (const Span& down : downs) {
        consider(down.from);
        consider(down.to - length);
    }
    return worst;
}

namespace {

using result::Verdict;

std::vector<Span> united(std::vector<Span> downs, const std::vector<Span>& dark) {
    downs.insert(downs.end(), dark.begin(), dark.end());
    std::ranges::sort(downs, {}, &Span::from);
    std::vector<Span> apart;
    for (const Span& down : downs) {
        if (!apart.empty() && down.from <= apart.back().to) {
            apart.back().to = std::max(apart.back().to, down.to);
        } else {
            apart.push_back(down);
        }
    }
    return apart;
}

class UptimeMonitor final : public Monitor {
public:
    UptimeMonitor(const UptimeLimit& part, const MonitorContext& context)
        : part_{part}, context_{context}, stream_{context.stream(part.stream)} {}

    [[nodiscard]] bool wants(trace::Kind kind) const override {
        return part_.over_all_time &&
               (kind == trace::Kind::booted || kind == trace::Kind::powered_down);
    }
    // Without power a meter owes nothing; over all time it is down all the same.
    void record(const trace::Record& item) override {
        std::vector<Span>& dark = dark_[item.entity];
        if (item.kind == trace::Kind::powered_down) {
            dark.push_back({item.time, context_.facts.judged().to});
        } else if (item.kind == trace::Kind::booted && !dark.empty()) {
            dark.back().to = std::min(dark.back().to, item.time);
        }
    }
    void settled(const Outcome& outcome) override {
        const bool first =
            outcome.kind == Outcome::Kind::delivered || outcome.kind == Outcome::Kind::lost;
        if (!first || (stream_ && *stream_ != outcome.stream) || !outcome.judged) return;
        const bool looked_at = context_.scope.holds(outcome);
        messages_ += looked_at ? 1 : 0;
        in_time_ += looked_at && !outcome.late ? 1 : 0;
        const auto missed = looked_at ? Runs::State::bad : Runs::State::excused;
        runs_[outcome.meter].add(outcome.ordinal, outcome.cause,
                                 outcome.late ? missed : Runs::State::good);
    }

    Finding finish() override {
        if (messages_ == 0) return vacuous("0 messages where the check looks");
        const Span judged = context_.facts.judged();
        Finding finding;
        if (judged.to - judged.from < part_.window) {
            finding.evidence = fmt::format("the judged {} are shorter than the window",
                                           in_words(judged.to - judged.from));
            return finding;
        }
        WorstWindow worst{judged.from, Nanoseconds{-1}};
        std::vector<Span> downs;
        for (const auto& [meter, runs] : runs_) {
            std::vector<Span> list = united(downtimes(runs, judged.to), dark_[meter]);
            const WorstWindow window = worst_window(list, part_.window, judged);
            if (window.down <= worst.down) continue;
            worst = window;
            downs = std::move(list);
        }
        report(worst, downs, finding);
        return finding;
    }

private:
    void report(const WorstWindow& worst, const std::vector<Span>& downs, Finding& finding) const {
        const auto window = static_cast<double>(part_.window.count());
        const double up = 1.0 - static_cast<double>(worst.down.count()) / window;
        const double allowed_share = (1'000'000 - part_.limit) / 1e6;
        const Nanoseconds allowed{static_cast<std::int64_t>(window * allowed_share)};
        const bool good = worst.down <= allowed;
        finding.seen = in_percent(up);
        finding.excess = static_cast<double>((worst.down - allowed).count());
        finding.margin = good ? in_words(allowed - worst.down) + " to spare"
                              : in_words(worst.down - allowed) + " over";
        finding.evidence =
            fmt::format("{}; worst {} from {}: {} down", counted(messages_, "message"),
                        in_words(part_.window), in_words(worst.from), in_words(worst.down));
        const Nanoseconds period = context_.facts.streams[*stream_].period;
        // What never arrived in time shows an outage, however seldom it is due.
        const bool outage = in_time_ == 0 && !good;
        if (outage) finding.evidence += "; not one of them arrived in time";
        if (!outage && (period <= Nanoseconds::zero() || period > allowed)) {
            finding.evidence += period <= Nanoseconds::zero()
                                    ? "; the stream has no period that could show it"
                                    : fmt::format("; one message each {} cannot show {} down",
                                                  in_words(period), in_words(allowed));
            return;
        }
        finding.verdict = good ? Verdict::pass : Verdict::fail;
        if (good) return;
        for (const Span& down : downs) {
            if (down.to <= worst.from) continue;
            finding.first_violation = down.from;
            finding.detail = fmt::format("{} down from {} to {}", part_.stream, in_words(down.from),
                                         in_words(down.to));
            break;
        }
    }

    UptimeLimit part_;
    const MonitorContext& context_;
    std::optional<std::uint8_t> stream_;
    std::map<trace::Entity, std::vector<Span>> dark_;  // Without power, of every node that booted.
    std::map<trace::Entity, Runs> runs_;
    std::uint64_t messages_ = 0;
    std::uint64_t in_time_ = 0;
};

}  // namespace

std::unique_ptr<Monitor> make(const UptimeLimit& part, const MonitorContext& context) {
    return std::make_unique<UptimeMonitor>(part, context);
}

}  // namespace bench::checks
