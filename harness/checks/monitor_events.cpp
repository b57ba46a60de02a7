#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "firmware/hal/hal.h"
#include "harness/checks/event_names.h"
#include "harness/checks/monitor.h"
#include "harness/checks/parser.h"
#include "harness/checks/text.h"
#include "models/trace/events.h"

// Temporal checks: never, always, whenever, and counts of events. They judge the whole run, warm-up
// included; only the triggers of `whenever` lie in the judged time.

namespace bench::checks {
namespace {

using result::Verdict;

class EventMatcher {
public:
    EventMatcher(const Event& event, const RunFacts& facts) : event_{event} {
        if (event.kind == Event::Kind::note) {
            for (const NoteName& known : note_names()) {
                if (event.name == known.name) number_ = known.code;
            }
        }
        if (event.kind == Event::Kind::message) codes_ = event_codes(event.name);
        if (event.kind != Event::Kind::fault) return;
        std::size_t i = 0;
        while (i < facts.entries.size() && facts.entries[i].id != event.name) ++i;
        if (i == facts.entries.size()) {
            throw std::invalid_argument(
                fmt::format("a check names the entry '{}', which the run lacks", event.name));
        }
        number_ = static_cast<std::uint32_t>(i);
    }

    [[nodiscard]] bool wants(trace::Kind kind) const {
        switch (event_.kind) {
            case Event::Kind::firmware_failed:
                return kind == trace::Kind::firmware_failed;
            case Event::Kind::firmware_reset:
                return kind == trace::Kind::booted;
            case Event::Kind::fault:
                return kind == trace::Kind::fault_started;
            case Event::Kind::note:
                return kind == trace::Kind::firmware_note;
            case Event::Kind::message:
                return false;  // settled() tells.
        }
        return false;
    }
    [[nodiscard]] bool matches(const trace::Record& item) const {
        switch (event_.kind) {
            case Event::Kind::firmware_failed:
                return item.kind == trace::Kind::firmware_failed;
            case Event::Kind::firmware_reset:
                // Power that comes back starts a firmware; only the others are resets of its own.
                return item.kind == trace::Kind::booted && item.a != HAL_RESET_POWER_ON;
            case Event::Kind::fault:
                return item.kind == trace::Kind::fault_started && item.a == number_;
            case Event::Kind::note:
                return item.kind == trace::Kind::firmware_note && item.a == number_;
            case Event::Kind::message:
                return false;
        }
        return false;
    }
    // An event's message, each once: what was never minted came all the same.
    [[nodiscard]] bool matches(const Outcome& outcome) const {
        const bool came =
            outcome.kind == Outcome::Kind::delivered || outcome.kind == Outcome::Kind::phantom;
        return came && std::ranges::find(codes_, outcome.code) != codes_.end();
    }
    [[nodiscard]] bool of_messages() const { return event_.kind == Event::Kind::message; }
    [[nodiscard]] std::string words() const {
        switch (event_.kind) {
            case Event::Kind::firmware_failed:
                return "firmware.failed";
            case Event::Kind::firmware_reset:
                return "firmware.reset";
            case Event::Kind::fault:
                return fmt::format("fault({})", event_.name);
            case Event::Kind::note:
                return fmt::format("note({})", event_.name);
            case Event::Kind::message:
                return fmt::format("event({})", event_.name);
        }
        return {};
    }

private:
    Event event_;
    std::uint32_t number_ = 0;
    std::vector<std::uint32_t> codes_;
};

class EventMonitor final : public Monitor {
public:
    EventMonitor(const EventCount& part, const MonitorContext& context)
        : part_{part}, event_{part.event, context.facts}, context_{context} {}

    [[nodiscard]] bool wants(trace::Kind kind) const override { return event_.wants(kind); }
    void record(const trace::Record& item) override {
        if (!event_.matches(item) || !context_.scope.holds(item.time)) return;
        if (hits_++ == part_.limit) first_ = item.time;
    }
    void settled(const Outcome& outcome) override {
        if (!event_.matches(outcome) || !outcome.judged || !context_.scope.holds(outcome)) return;
        if (hits_++ == part_.limit) first_ = *outcome.accepted;
    }
    Finding finish() override {
        if (context_.nothing_left()) return vacuous("the scope leaves nothing of the run");
        Finding finding = judge_count(hits_, part_.comparison, part_.limit);
        const Span judged = context_.facts.judged();
        finding.evidence = event_.of_messages()
                               ? in_words(context_.scope.left_of(judged)) + " of judged time"
                               : in_words(context_.facts.duration);
        if (finding.verdict != Verdict::fail || !first_) return finding;
        finding.first_violation = first_;
        finding.detail = fmt::format("{} at {}", event_.words(), in_words(*first_));
        return finding;
    }

private:
    EventCount part_;
    EventMatcher event_;
    const MonitorContext& context_;
    std::uint64_t hits_ = 0;
    std::optional<Time> first_;
};

// Messages that a board holds, over all its streams, as its firmware last reported them.
class DepthMonitor final : public Monitor {
public:
    DepthMonitor(const AlwaysDepth& part, const MonitorContext& context)
        : part_{part}, context_{context} {}

    [[nodiscard]] bool wants(trace::Kind kind) const override {
        return kind == trace::Kind::booted || kind == trace::Kind::firmware_note;
    }
    void record(const trace::Record& item) override {
        if (item.kind == trace::Kind::booted) depths_.erase(item.entity);
        if (item.kind != trace::Kind::firmware_note) return;
        const auto note = trace::read<trace::FirmwareNote>(item);
        if (note.code != depth_code_ || note.a >= kStreams) return;
        auto& depths = depths_[item.entity];
        depths[note.a] = note.b;
        if (!context_.scope.holds(item.time)) return;
        ++reports_;
        std::uint64_t sum = 0;
        for (const std::uint32_t depth : depths) sum += depth;
        most_ = std::max(most_, sum);
        if (holds(part_.comparison, sum, part_.limit) || first_) return;
        first_ = item.time;
        detail_ = fmt::format("{} held at {}", counted(sum, "message"), in_words(item.time));
    }
    Finding finish() override {
        if (reports_ == 0) return vacuous("no queue depth was reported");
        Finding finding = judge_count(most_, part_.comparison, part_.limit);
        finding.verdict = first_ ? Verdict::fail : Verdict::pass;
        finding.evidence = counted(reports_, "report");
        finding.first_violation = first_;
        finding.detail = detail_;
        return finding;
    }

private:
    static constexpr std::size_t kStreams = 16;

    static std::uint32_t code_of_depth() {
        for (const NoteName& known : note_names()) {
            if (known.name == std::string_view{"queue_depth"}) return known.code;
        }
        return 0;
    }

    AlwaysDepth part_;
    const MonitorContext& context_;
    std::uint32_t depth_code_ = code_of_depth();
    std::map<trace::Entity, std::array<std::uint32_t, kStreams>> depths_;
    std::uint64_t reports_ = 0;
    std::uint64_t most_ = 0;
    std::optional<Time> first_;
    std::string detail_;
};

class WheneverMonitor final : public Monitor {
public:
    WheneverMonitor(const Whenever& part, const MonitorContext& context)
        : part_{part},
          event_{part.event, context.facts},
          context_{context},
          stream_{context.stream(part.stream)} {
        if (part.answer) answer_.emplace(*part.answer, context.facts);
    }

    [[nodiscard]] bool wants(trace::Kind) const override { return true; }  // Time passes.
    void record(const trace::Record& item) override {
        expire(item.time);
        if (!event_.matches(item) || !context_.scope.holds(item.time)) return;
        const Span judged = context_.facts.judged();
        if (item.time < judged.from || item.time > judged.to) return;
        ++triggers_;
        open_.push_back(item.time);
    }
    void settled(const Outcome& outcome) override {
        const bool mine = answer_ ? answer_->matches(outcome)
                                  : outcome.kind == Outcome::Kind::delivered &&
                                        (!stream_ || *stream_ == outcome.stream);
        if (!mine) return;
        expire(*outcome.accepted);
        for (const Time trigger : open_) slowest_ = std::max(slowest_, *outcome.accepted - trigger);
        open_.clear();
    }
    Finding finish() override {
        const Time end = kStart + context_.facts.duration;
        expire(end);
        if (triggers_ == 0)
            return vacuous(event_.words() + " never happened where the check looks");
        Finding finding;
        finding.verdict = first_          ? Verdict::fail
                          : open_.empty() ? Verdict::pass
                                          : Verdict::inconclusive;
        finding.seen = first_ ? fmt::format("{} without an answer", missed_) : in_words(slowest_);
        if (!first_) finding.margin = margin_of(slowest_, Comparison::at_most, part_.within);
        finding.evidence = counted(triggers_, "trigger");
        if (!open_.empty()) finding.evidence += "; the run ended before the last answer was due";
        finding.first_violation = first_;
        finding.detail = detail_;
        return finding;
    }

private:
    void expire(Time now) {
        while (!open_.empty() && open_.front() + part_.within < now) {
            ++missed_;
            if (!first_) {
                first_ = open_.front() + part_.within;
                detail_ = fmt::format("{} at {} had no answer within {}", event_.words(),
                                      in_words(open_.front()), in_words(part_.within));
            }
            open_.pop_front();
        }
    }

    Whenever part_;
    EventMatcher event_;
    const MonitorContext& context_;
    std::optional<std::uint8_t> stream_;
    std::optional<EventMatcher> answer_;
    std::deque<Time> open_;
    std::uint64_t triggers_ = 0;
    std::uint64_t missed_ = 0;
    Nanoseconds slowest_{};
    std::optional<Time> first_;
    std::string detail_;
};

}  // namespace

std::unique_ptr<Monitor> make(const Never& part, const MonitorContext& context) {
    return std::make_unique<EventMonitor>(EventCount{part.event, Comparison::equal, 0}, context);
}
std::unique_ptr<Monitor> make(const EventCount& part, const MonitorContext& context) {
    return std::make_unique<EventMonitor>(part, context);
}
std::unique_ptr<Monitor> make(const AlwaysDepth& part, const MonitorContext& context) {
    return std::make_unique<DepthMonitor>(part, context);
}
std::unique_ptr<Monitor> make(const Whenever& part, const MonitorContext& context) {
    return std::make_unique<WheneverMonitor>(part, context);
}

}  // namespace bench::checks
