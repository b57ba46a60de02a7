#include <numeric>
#include <set>

#include <fmt/format.h>

#include "harness/checks/ledger.h"
#include "harness/checks/monitor.h"
#include "harness/checks/nonces.h"
#include "harness/checks/text.h"
#include "models/trace/events.h"

// Checks that count messages, and the two facts that are no message's: nonces and violations.

namespace bench::checks {
namespace {

using Kind = Outcome::Kind;

bool is_hit(Fact fact, const Outcome& outcome) {
    switch (fact) {
        case Fact::accepted:
            // What nobody minted came all the same; `altered` counts it.
            return outcome.kind == Kind::delivered || outcome.kind == Kind::phantom;
        case Fact::late:
            return outcome.late;
        case Fact::lost:
            return outcome.kind == Kind::lost;
        case Fact::altered:
            return outcome.altered;
        case Fact::reordered:
            return outcome.reordered;
        case Fact::accepted_twice:
            return outcome.kind == Kind::accepted_twice;
        case Fact::redelivered:
            return outcome.kind == Kind::redelivered;
        case Fact::excused:
            return outcome.kind == Kind::excused;
        case Fact::nonce_reused:
        case Fact::violations:
            return false;
    }
    return false;
}

std::string hit_words(Fact fact, const Outcome& outcome) {
    switch (fact) {
        case Fact::accepted:
            return "accepted";
        case Fact::late:
            if (outcome.kind == Kind::lost) return "never accepted";
            return in_words(outcome.latency() - outcome.deadline) + " past its deadline";
        case Fact::lost:
            return "never accepted";
        case Fact::altered:
            return outcome.kind == Kind::phantom ? "accepted, but never minted" : outcome.why;
        case Fact::reordered:
            return "accepted after a later one";
        case Fact::accepted_twice:
            return "accepted under two sequences";
        case Fact::redelivered:
            return "delivered again";
        case Fact::excused:
            return "not owed, and never accepted";
        case Fact::nonce_reused:
        case Fact::violations:
            break;
    }
    return {};
}

// What must be there for the fact to say anything: messages that were due, or messages that came.
bool is_subject(Fact fact, const Outcome& outcome) {
    const bool due = fact == Fact::lost || fact == Fact::late || fact == Fact::accepted;
    return outcome.kind == Kind::delivered || (due && outcome.kind == Kind::lost);
}

class TallyMonitor final : public Monitor {
public:
    TallyMonitor(const TallyLimit& part, const MonitorContext& context)
        : part_{part}, context_{context}, stream_{context.stream(part.stream)} {}

    void settled(const Outcome& outcome) override {
        if (stream_ && *stream_ != outcome.stream) return;
        if (!outcome.judged || !context_.scope.holds(outcome)) return;
        if (outcome.kind != Kind::excused) ++outcomes_;
        if (is_subject(part_.fact, outcome)) ++subjects_;
        if (!is_hit(part_.fact, outcome)) return;
        ++hits_;
        keep(outcome);
    }

    Finding finish() override {
        const bool idle = subjects_ == 0 && hits_ == 0;
        if (idle && !shown_by_silence()) return vacuous("0 messages where the check looks");
        Finding finding = judge_count(hits_, part_.comparison, part_.limit);
        finding.evidence = idle && outcomes_ == 0 ? fmt::format("no message in {} of judged time",
                                                                in_words(looked_at()))
                                                  : counted(subjects_, "message");
        if (finding.verdict != result::Verdict::fail || hits_ <= part_.limit) return finding;
        report(finding);
        return finding;
    }

private:
    // That nothing happened is shown by the judged time, where nothing was due.
    [[nodiscard]] bool shown_by_silence() const {
        // What was excused is known, whatever arrived.
        if (part_.fact == Fact::excused) return looked_at() > Nanoseconds::zero();
        // Who asks for messages and gets none is answered.
        if (part_.fact == Fact::accepted && !holds(part_.comparison, std::uint64_t{0}, part_.limit))
            return looked_at() > Nanoseconds::zero();
        const bool none = holds(part_.comparison, std::uint64_t{0}, part_.limit) &&
                          !holds(part_.comparison, std::uint64_t{1}, part_.limit);
        return none && outcomes_ == 0 && looked_at() > Nanoseconds::zero();
    }
    [[nodiscard]] Nanoseconds looked_at() const {
        return context_.scope.left_of(context_.facts.judged());
    }
    void report(Finding& finding) const {
        if (part_.limit < kept_.size()) {
            const auto& [when, words] =
                *std::next(kept_.begin(), static_cast<std::ptrdiff_t>(part_.limit));
            finding.first_violation = when;
            finding.detail = words;
        }
        for (const auto& [when, words] : kept_) {
            if (finding.violations.size() == result::kViolationsListed) break;
            finding.violations.push_back(words);
        }
        finding.more_violations = hits_ - finding.violations.size();
    }
    // The earliest hits: those to list, and the one that breaks the limit.
    void keep(const Outcome& outcome) {
        constexpr std::uint64_t kKept = 64;
        const Time when = outcome.violated();
        const std::uint64_t wanted = std::max<std::uint64_t>(std::min(part_.limit, kKept - 1) + 1,
                                                             result::kViolationsListed);
        if (kept_.size() == wanted && when >= kept_.rbegin()->first) return;
        kept_.emplace(when, fmt::format("{}: {}", context_.describe(outcome),
                                        hit_words(part_.fact, outcome)));
        if (kept_.size() > wanted) kept_.erase(std::prev(kept_.end()));
    }

    TallyLimit part_;
    const MonitorContext& context_;
    std::optional<std::uint8_t> stream_;
    std::uint64_t outcomes_ = 0;
    std::uint64_t subjects_ = 0;
    std::uint64_t hits_ = 0;
    std::multiset<std::pair<Time, std::string>> kept_;
};

class NonceCheck final : public Monitor {
public:
    NonceCheck(const TallyLimit& part, const MonitorContext& context)
        : part_{part}, context_{context} {}

    [[nodiscard]] bool wants(trace::Kind kind) const override {
        return kind == trace::Kind::frame_sent;
    }
    void record(const trace::Record& item) override {
        if (item.kind != trace::Kind::frame_sent) return;
        // The monitor saw this frame just before.
        const std::uint64_t now = context_.nonces.reused();
        if (now != before_ && context_.scope.holds(item.time)) hits_ += now - before_;
        before_ = now;
    }

    Finding finish() override {
        if (context_.nothing_left()) return vacuous("the scope leaves nothing of the run");
        if (context_.nonces.protected_frames() == 0) return vacuous("no ciphered APDU was seen");
        Finding finding = judge_count(hits_, part_.comparison, part_.limit);
        finding.evidence = counted(context_.nonces.protected_frames(), "ciphered frame");
        if (finding.verdict != result::Verdict::fail) return finding;
        for (const NonceMonitor::Reuse& reuse : context_.nonces.reuses()) {
            if (!context_.scope.holds(reuse.time)) continue;
            finding.first_violation = reuse.time;
            finding.detail =
                fmt::format("invocation counter {} of {:02x} came with other octets at {}",
                            reuse.counter, fmt::join(reuse.title, ""), in_words(reuse.time));
            break;
        }
        return finding;
    }

private:
    TallyLimit part_;
    const MonitorContext& context_;
    std::uint64_t before_ = 0;
    std::uint64_t hits_ = 0;
};

const char* words(trace::Rule rule) {
    switch (rule) {
        case trace::Rule::listen_time:
            return "listened too short";
        case trace::Rule::listen_threshold:
            return "listened with too high a threshold";
        case trace::Rule::transmission:
            return "one transmission too long";
        case trace::Rule::dialogue:
            return "one dialogue too long";
        case trace::Rule::off_time:
            return "sent again too soon";
        case trace::Rule::channel_hour:
            return "too long in one hour on one channel";
        case trace::Rule::duty_cycle:
            return "duty cycle exceeded";
        case trace::Rule::power:
            return "too much power";
        case trace::Rule::channel:
            return "a channel outside the plan";
        case trace::Rule::dwell:
            return "too long on one channel of a hopping plan";
    }
    return "unknown rule";
}

class ViolationCheck final : public Monitor {
public:
    ViolationCheck(const TallyLimit& part, const MonitorContext& context)
        : part_{part}, context_{context} {}

    [[nodiscard]] bool wants(trace::Kind kind) const override {
        return kind == trace::Kind::violation;
    }
    void record(const trace::Record& item) override {
        if (item.kind != trace::Kind::violation || !context_.scope.holds(item.time)) return;
        if (hits_++ != part_.limit) return;
        const auto violation = trace::read<trace::Violation>(item);
        first_ = item.time;
        detail_ = fmt::format("{} on channel {} at {}", words(violation.rule), violation.channel,
                              in_words(item.time));
    }

    Finding finish() override {
        if (context_.nothing_left()) return vacuous("the scope leaves nothing of the run");
        if (context_.ledger.frames() == 0) return vacuous("nothing was sent by radio");
        Finding finding = judge_count(hits_, part_.comparison, part_.limit);
        finding.evidence = counted(context_.ledger.frames(), "transmission");
        if (finding.verdict == result::Verdict::fail) {
            finding.first_violation = first_;
            finding.detail = detail_;
        }
        return finding;
    }

private:
    TallyLimit part_;
    const MonitorContext& context_;
    std::uint64_t hits_ = 0;
    std::optional<Time> first_;
    std::string detail_;
};

}  // namespace

std::unique_ptr<Monitor> make(const TallyLimit& part, const MonitorContext& context) {
    if (part.fact == Fact::nonce_reused) return std::make_unique<NonceCheck>(part, context);
    if (part.stream == "power_quality") return make_report_monitor(part, context);
    if (part.fact == Fact::violations) return std::make_unique<ViolationCheck>(part, context);
    return std::make_unique<TallyMonitor>(part, context);
}

}  // namespace bench::checks
