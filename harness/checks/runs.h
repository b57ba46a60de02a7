#pragma once

// The states of numbered messages that settle in any order, kept as runs of equal neighbours.

#include <cstdint>
#include <map>

#include "models/time/time.h"

namespace bench::checks {

class Runs {
public:
    enum class State : std::uint8_t { good, bad, excused };
    struct Run {
        std::uint64_t last = 0;  // Ordinal.
        Time first_cause;
        State state{};
    };

    // Each ordinal once. Memory goes with the changes of state, not with the messages.
    void add(std::uint64_t ordinal, Time cause, State state) {
        std::uint64_t first = ordinal;
        Run run{ordinal, cause, state};
        auto after = runs_.upper_bound(ordinal);
        if (after != runs_.end() && after->first == ordinal + 1 && after->second.state == state) {
            run.last = after->second.last;
            after = runs_.erase(after);
        }
        if (after != runs_.begin()) {
            const auto before = std::prev(after);
            if (before->second.last + 1 == ordinal && before->second.state == state) {
                before->second.last = run.last;
                return;
            }
        }
        runs_.emplace(first, run);
    }
    [[nodiscard]] const std::map<std::uint64_t, Run>& by_first() const { return runs_; }

private:
    std::map<std::uint64_t, Run> runs_;
};

}  // namespace bench::checks
