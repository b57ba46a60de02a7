#pragma once

// Which of a run's work is import and which export: each cycle's work goes to one of both as a
// whole, by its sign. Cycles without a breakpoint in them are alike, so only the others are kept.

#include <cstdint>
#include <functional>
#include <vector>

#include "models/mains/fundamental.h"
#include "models/numeric/int128.h"

namespace bench::mains {

class NetCycles {
public:
    // The work from the start of the run to an instant (>= 0), import positive.
    using Net = std::function<Int128(std::int64_t at_ns)>;
    struct Split {
        Int128 import = 0;
        Int128 export_ = 0;
    };

    NetCycles() = default;
    // A cycle begins where the fundamental has turned by a whole number and `offset`.
    // `breakpoints`: sorted; the first is the start of the run. `net` is not kept.
    NetCycles(const Fundamental& fundamental, double offset,
              const std::vector<std::int64_t>& breakpoints, const Net& net);

    // Up to `at_ns` (>= 0), where the work is `net`.
    [[nodiscard]] Split at(std::int64_t at_ns, Int128 net) const;

private:
    // Cycles that go one way.
    struct Stretch {
        std::int64_t from_ns = 0;
        Int128 net = 0;  // Up to its start, as the next two.
        Split split;
        bool exports = false;
    };
    void append(std::int64_t from_ns, std::int64_t cycle_end_ns, const Net& net);

    std::vector<Stretch> stretches_;
};

}  // namespace bench::mains
