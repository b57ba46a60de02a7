#pragma once

// `outside ENTRY` and `during ENTRY`: which messages and instants a check looks at.
//
// A message is inside when its life, from its cause to its deadline or its acceptance, whichever is
// later, touches an occurrence of the entry.

#include <vector>

#include "harness/checks/facts.h"
#include "harness/checks/outcome.h"

namespace bench::checks {

class ScopeFilter {
public:
    ScopeFilter() = default;  // Everything.
    ScopeFilter(bool outside, std::vector<Span> occurrences);

    [[nodiscard]] bool holds(const Outcome& outcome) const {
        return holds(outcome.cause, outcome.life_end());
    }
    [[nodiscard]] bool holds(Time instant) const { return holds(instant, instant); }
    // How much of `span` is looked at.
    [[nodiscard]] Nanoseconds left_of(Span span) const;
    // No instant of `span` is looked at.
    [[nodiscard]] bool empty(Span span) const;

private:
    [[nodiscard]] bool holds(Time from, Time to) const;

    bool scoped_ = false;
    bool outside_ = true;
    std::vector<Span> spans_;  // In order, apart from each other.
};

}  // namespace bench::checks
