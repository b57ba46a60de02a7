#include "harness/checks/scope.h"

#include <algorithm>

namespace bench::checks {

ScopeFilter::ScopeFilter(bool outside, std::vector<Span> occurrences)
    : scoped_{true}, outside_{outside} {
    std::sort(occurrences.begin(), occurrences.end(),
              [](const Span& a, const Span& b) { return a.from < b.from; });
    for (const Span& span : occurrences) {
        if (!spans_.empty() && span.from <= spans_.back().to) {
            spans_.back().to = std::max(spans_.back().to, span.to);
        } else {
            spans_.push_back(span);
        }
    }
}

bool ScopeFilter::holds(Time from, Time to) const {
    if (!scoped_) return true;
    const auto first = std::lower_bound(spans_.begin(), spans_.end(), from,
                                        [](const Span& span, Time time) { return span.to < time; });
    const bool inside = first != spans_.end() && first->from <= to;
    return inside != outside_;
}

Nanoseconds ScopeFilter::left_of(Span span) const {
    const Nanoseconds whole = span.to - span.from;
    if (!scoped_) return whole;
    Nanoseconds inside{};
    for (const Span& covered : spans_) {
        const Time from = std::max(covered.from, span.from);
        const Time to = std::min(covered.to, span.to);
        if (to > from) inside += to - from;
    }
    return outside_ ? whole - inside : inside;
}

bool ScopeFilter::empty(Span span) const {
    if (!scoped_) return false;
    if (outside_) {
        return std::any_of(spans_.begin(), spans_.end(), [&](const Span& covered) {
            return covered.from <= span.from && covered.to >= span.to;
        });
    }
    return std::none_of(spans_.begin(), spans_.end(), [&](const Span& covered) {
        return covered.from <= span.to && covered.to >= span.from;
    });
}

}  // namespace bench::checks
