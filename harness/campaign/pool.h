#pragma once

// Runs many children, so many at a time, and hands their ends over in the order in which they
// finish.

#include <cstddef>
#include <functional>

#include "harness/run/child.h"

namespace bench::campaign {

struct PoolConfig {
    int jobs = 1;           // Children at a time, >= 1.
    int cpu_limit_s = 600;  // For each child.
};

class Pool {
public:
    using Make = std::function<run::Child::Work(std::size_t index)>;
    // False: start no more; those under way are killed.
    using Done = std::function<bool(std::size_t index, run::ChildEnd end)>;
    // Called at least every 200 ms while children run. False: stop, as by an interrupt.
    using Idle = std::function<bool()>;

    explicit Pool(const PoolConfig& config) : config_{config} {}
    // Runs work 0 .. count - 1.
    void run(std::size_t count, const Make& make, const Done& done, const Idle& idle) const;

private:
    PoolConfig config_;
};

}  // namespace bench::campaign
