#include "harness/scenario/timeline_check.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "harness/scenario/suggest.h"

namespace bench::scenario {

namespace {

using system::Action;

std::string in_words(Nanoseconds time) { return time_text(time.count()); }

class TimelineCheck {
public:
    TimelineCheck(const Draft& draft, Findings& findings) : draft_{draft}, findings_{findings} {
        const system::BenchConfig& config = draft.scenario.config;
        judged_end_ = config.duration - config.drain;
        for (const EntryDraft& entry : draft.entries) {
            if (!entry.entry.id.empty()) ids_.push_back(entry.entry.id);
        }
    }

    void run() {
        const system::BenchConfig& config = draft_.scenario.config;
        const bool sound = draft_.times_sound && config.warmup + config.drain < config.duration;
        if (draft_.times_sound && !sound) {
            findings_.error("E312", draft_.duration,
                            fmt::format("nothing is judged: warmup and drain take all of {}",
                                        in_words(config.duration)),
                            "duration must be longer than warmup + drain");
        }
        for (std::size_t i = 0; i < draft_.entries.size(); ++i) {
            check_id(i);
            check_target(draft_.entries[i]);
            check_after(draft_.entries[i]);
            check_repetition(draft_.entries[i]);
            if (sound) check_times(draft_.entries[i]);
        }
    }

private:
    void check_id(std::size_t index) {
        const Named& id = draft_.entries[index].id;
        if (id.text == "expect")
            findings_.error("E311", id.place, "'expect' cannot be an id",
                            "'remove: [expect]' has a meaning of its own");
        for (std::size_t i = 0; i < index && !id.text.empty(); ++i) {
            const Named& other = draft_.entries[i].id;
            if (other.text != id.text) continue;
            findings_.error("E311", id.place, fmt::format("the id '{}' is taken", id.text),
                            fmt::format("first given on line {} of {}", other.place.line,
                                        other.place.source->name()));
            return;
        }
    }

    void check_interferer(const Named& target) {
        std::vector<std::string> names;
        for (const InterfererDraft& each : draft_.interferers) names.push_back(each.id.text);
        if (std::find(names.begin(), names.end(), target.text) != names.end()) return;
        findings_.error("E310", target.place, fmt::format("'{}' is not an interferer", target.text),
                        names.empty() ? "this world has none: write world.interferers"
                                      : suggestion(target.text, names, "interferers"));
    }

    void check_target(const EntryDraft& item) {
        const Named& target = item.target;
        if (target.text.empty()) return;
        const Action action = item.entry.action;
        if (action == Action::turn_on) return check_interferer(target);
        const bool link = action == Action::cut || action == Action::jam || action == Action::forge;
        std::vector<std::string> all = link ? std::vector<std::string>{"rf", "wan"}
                                            : std::vector<std::string>{"meter", "collector"};
        if (link && draft_.has_ethernet) all.emplace_back("ethernet");
        if (std::find(all.begin(), all.end(), target.text) == all.end()) {
            findings_.error("E310", target.place,
                            fmt::format("'{}' is not a {}", target.text, link ? "link" : "node"),
                            suggestion(target.text, all, link ? "links" : "nodes"));
        } else if (action == Action::jam && target.text != "rf") {
            findings_.error("E316", target.place,
                            fmt::format("'{}' has no radio to jam", target.text),
                            fmt::format("cut it instead: 'cut: {}'", target.text));
        } else if (action == Action::forge && target.text != "wan") {
            findings_.error("E316", target.place,
                            fmt::format("nobody else sends over '{}'", target.text),
                            "write 'forge: wan'");
        } else if (target.text == "collector" && action != Action::reset) {
            findings_.error("E316", target.place, "this happens only to a meter", "write 'meter'");
        }
    }

    void check_after(const EntryDraft& item) {
        if (item.after.text.empty()) return;
        const EntryDraft* other = find(item.after.text);
        if (other == nullptr) {
            findings_.error("E310", item.after.place,
                            fmt::format("'{}' is not an entry of the timeline", item.after.text),
                            suggestion(item.after.text, ids_, "entries"));
            return;
        }
        std::size_t steps = 0;
        for (const EntryDraft* at = &item; at != nullptr && !at->after.text.empty();
             at = find(at->after.text)) {
            if (++steps <= draft_.entries.size()) continue;
            findings_.error("E311", item.after.place,
                            fmt::format("'{}' waits for itself", item.entry.id),
                            "one of the entries needs 'at'");
            return;
        }
    }

    void check_repetition(const EntryDraft& item) {
        if (!item.sound) return;
        const system::TimelineEntry& entry = item.entry;
        if (item.has_until && !item.has_every)
            findings_.error("E312", item.until,
                            "'until' ends a repetition, and this entry has none",
                            "add 'every', or use 'for'");
        if (!item.has_every) return;
        if (!item.has_for) {
            findings_.error("E202", item.every, "an entry that repeats needs 'for'",
                            "for example for: 2 s");
        } else if (entry.length > entry.every) {
            findings_.error(
                "E312", item.every,
                fmt::format("an occurrence of {} does not end before the next, {} later",
                            in_words(entry.length), in_words(entry.every)),
                "make 'for' shorter or 'every' longer");
        } else if (entry.length + 2 * entry.jitter > entry.every) {
            findings_.warning("W404", item.every, "with this jitter two occurrences can overlap",
                              "keep for + 2 x jitter below every");
        }
    }

    void check_times(const EntryDraft& item) {
        if (!item.sound) return;
        const system::TimelineEntry& entry = item.entry;
        const std::optional<Nanoseconds> start = start_of(item, 0);
        if (!start) return;
        if (*start >= judged_end_) {
            findings_.error(
                "E313", item.at,
                fmt::format("'{}' never occurs: it starts at {}, and the judged time ends at {}",
                            entry.id, in_words(*start), in_words(judged_end_)),
                "nothing starts within 'drain'");
        } else if (entry.jitter > *start) {
            findings_.error(
                "E312", item.at,
                fmt::format("with its jitter '{}' could start before the run", entry.id),
                fmt::format("start it at {} or later", in_words(entry.jitter)));
        } else if (item.has_until && entry.until <= *start) {
            findings_.error(
                "E312", item.until,
                fmt::format("'{}' ends at {}, before it starts", entry.id, in_words(entry.until)),
                "'until' counts from the start of the run");
        }
    }

    // Of the first occurrence, without jitter; nothing when it depends on something unsound.
    std::optional<Nanoseconds> start_of(const EntryDraft& item, std::size_t depth) const {
        if (!item.sound || depth > draft_.entries.size()) return std::nullopt;
        if (item.after.text.empty()) return item.entry.at;
        const EntryDraft* other = find(item.after.text);
        if (other == nullptr) return std::nullopt;
        const std::optional<Nanoseconds> start = start_of(*other, depth + 1);
        if (!start) return std::nullopt;
        const Nanoseconds end = other->has_for ? *start + other->entry.length : judged_end_;
        return std::min(end, Nanoseconds{INT64_MAX / 4}) + item.entry.at;
    }

    const EntryDraft* find(const std::string& id) const {
        for (const EntryDraft& entry : draft_.entries) {
            if (entry.entry.id == id) return &entry;
        }
        return nullptr;
    }

    const Draft& draft_;
    Findings& findings_;
    Nanoseconds judged_end_{};
    std::vector<std::string> ids_;
};

}  // namespace

void check_timeline(const Draft& draft, Findings& findings) {
    TimelineCheck{draft, findings}.run();
}

}  // namespace bench::scenario
