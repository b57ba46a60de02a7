#pragma once

// A set of numbers that come nearly in order, kept as intervals: a million counters are one
// interval.

#include <cstdint>
#include <map>

namespace bench::checks {

class IntervalSet {
public:
    void insert(std::uint64_t value) {
        if (contains(value)) return;
        std::uint64_t first = value;
        std::uint64_t last = value;
        auto after = intervals_.upper_bound(value);
        if (after != intervals_.end() && after->first == value + 1) {
            last = after->second;
            after = intervals_.erase(after);
        }
        if (after != intervals_.begin()) {
            const auto before = std::prev(after);
            if (before->second + 1 == value) {
                first = before->first;
                intervals_.erase(before);
            }
        }
        intervals_[first] = last;
    }
    [[nodiscard]] bool contains(std::uint64_t value) const {
        const auto after = intervals_.upper_bound(value);
        return after != intervals_.begin() && std::prev(after)->second >= value;
    }
    [[nodiscard]] std::size_t intervals() const { return intervals_.size(); }

private:
    std::map<std::uint64_t, std::uint64_t> intervals_;  // First to last, both within.
};

}  // namespace bench::checks
