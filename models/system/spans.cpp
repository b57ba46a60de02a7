#include "models/system/spans.h"

#include <algorithm>

namespace bench::system {

std::vector<TimeSpan> united(std::vector<TimeSpan> spans) {
    std::ranges::sort(spans);
    std::vector<TimeSpan> apart;
    for (const TimeSpan& span : spans) {
        if (span.first >= span.second) continue;
        if (!apart.empty() && span.first <= apart.back().second) {
            apart.back().second = std::max(apart.back().second, span.second);
        } else {
            apart.push_back(span);
        }
    }
    return apart;
}

bool within(const std::vector<TimeSpan>& spans, Time time) {
    return std::ranges::any_of(
        spans, [&](const TimeSpan& span) { return span.first <= time && time < span.second; });
}

Time next_edge(const std::vector<TimeSpan>& spans, Time time) {
    for (const TimeSpan& span : spans) {
        if (span.first > time) return span.first;
        if (span.second > time) return span.second;
    }
    return kEndOfTime;
}

}  // namespace bench::system
