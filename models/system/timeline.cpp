#include <algorithm>

#include "models/chance/chance.h"
#include "models/system/config.h"

namespace bench::system {
namespace {

const TimelineEntry* find(const std::vector<TimelineEntry>& entries, const std::string& id) {
    const auto found = std::ranges::find(entries, id, &TimelineEntry::id);
    return found == entries.end() ? nullptr : &*found;
}

Nanoseconds jittered(const TimelineEntry& entry, const chance::Key& key, std::uint32_t occurrence) {
    if (entry.jitter == Nanoseconds{0}) return Nanoseconds{0};
    const auto span = static_cast<std::uint64_t>(entry.jitter.count()) * 2 + 1;
    const auto drawn = static_cast<std::int64_t>(key.below(occurrence, span));
    return Nanoseconds{drawn} - entry.jitter;
}

// Start of the first occurrence, before jitter. The loader has refused cycles of `after`.
Nanoseconds base_of(const std::vector<TimelineEntry>& entries, const TimelineEntry& entry) {
    if (entry.after.empty()) return entry.at;
    const TimelineEntry* earlier = find(entries, entry.after);
    if (earlier == nullptr) return entry.at;
    return base_of(entries, *earlier) + earlier->length + entry.at;
}

}  // namespace

std::vector<Occurrence> expand_timeline(const BenchConfig& config) {
    const chance::Key timeline = chance::Key{config.seed}.of("timeline");
    const Nanoseconds judged_end = config.duration - config.drain;
    std::vector<Occurrence> occurrences;
    for (std::uint32_t index = 0; index < config.entries.size(); ++index) {
        const TimelineEntry& entry = config.entries[index];
        const chance::Key key = timeline.of(entry.id);
        const Nanoseconds until =
            entry.until == Nanoseconds{0} ? judged_end : std::min(entry.until, judged_end);
        const Nanoseconds base = base_of(config.entries, entry);
        for (std::uint32_t number = 0;; ++number) {
            const Nanoseconds nominal = base + entry.every * number;
            if (nominal >= until) break;
            const Nanoseconds start =
                std::clamp(nominal + jittered(entry, key, number), Nanoseconds{0}, judged_end);
            const Nanoseconds end = entry.length == Nanoseconds{0}
                                        ? judged_end
                                        : std::min(start + entry.length, config.duration);
            occurrences.push_back({index, number, kStart + start, kStart + end});
            if (entry.every == Nanoseconds{0}) break;
        }
    }
    std::ranges::stable_sort(occurrences, {}, &Occurrence::start);
    return occurrences;
}

}  // namespace bench::system
