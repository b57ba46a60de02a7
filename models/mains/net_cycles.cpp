#include "models/mains/net_cycles.h"

#include <algorithm>
#include <cmath>

namespace bench::mains {

NetCycles::NetCycles(const Fundamental& fundamental, double offset,
                     const std::vector<std::int64_t>& breakpoints, const Net& net) {
    const auto start_of = [&](std::int64_t cycle) {
        const double at_s = fundamental.time_of(static_cast<double>(cycle) + offset);
        return std::max<std::int64_t>(0, std::llround(at_s * 1e9));
    };
    std::int64_t next = INT64_MIN;  // The first cycle that no stretch has.
    for (const std::int64_t breakpoint : breakpoints) {
        const double cycles = fundamental.cycles(static_cast<double>(breakpoint) * 1e-9);
        const auto cycle = static_cast<std::int64_t>(std::floor(cycles - offset));
        if (cycle < next) continue;  // It has a breakpoint before this one.
        if (next != INT64_MIN && cycle > next) append(start_of(next), start_of(next + 1), net);
        append(start_of(cycle), start_of(cycle + 1), net);
        next = cycle + 1;
    }
    append(start_of(next), start_of(next + 1), net);
}

// What goes on as the cycle does that begins `from_ns`.
void NetCycles::append(std::int64_t from_ns, std::int64_t cycle_end_ns, const Net& net) {
    Stretch stretch;
    stretch.from_ns = from_ns;
    stretch.net = net(from_ns);
    if (!stretches_.empty()) stretch.split = at(from_ns, stretch.net);
    stretch.exports = net(cycle_end_ns) < stretch.net;
    stretches_.push_back(stretch);
}

NetCycles::Split NetCycles::at(std::int64_t at_ns, Int128 net) const {
    const auto later = std::ranges::upper_bound(stretches_, at_ns, {}, &Stretch::from_ns);
    const Stretch& stretch = stretches_[static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(later - stretches_.begin(), 1) - 1)];
    Split split = stretch.split;
    if (stretch.exports) {
        split.export_ -= net - stretch.net;
    } else {
        split.import += net - stretch.net;
    }
    return split;
}

}  // namespace bench::mains
