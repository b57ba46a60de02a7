#pragma once

// One scenario over its seeds: a child for each run, results merged, claims pooled, a share of the
// runs done twice to show that they are the same.

#include <cstdint>
#include <functional>
#include <string>

#include "harness/run/prepare.h"
#include "reports/result/result.h"

namespace bench::campaign {

struct SweepConfig {
    std::uint64_t first_seed = 1;
    std::uint64_t last_seed = 1;
    int jobs = 1;
    bool fail_fast = false;
    double verify_share = 0;  // 0 .. 1: of the seeds that are run twice.
    bool capture = false;     // Of the first seed.
};

struct Progress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    std::uint64_t failed = 0;
    double elapsed_s = 0;
};

struct SweepOutcome {
    result::ScenarioResult result;
    std::uint64_t verified = 0;  // Runs done twice.
    bool interrupted = false;
    std::string pcapng;
};

// `progress` is called now and then; false interrupts.
[[nodiscard]] SweepOutcome run_sweep(const run::Prepared& prepared, const SweepConfig& config,
                                     const std::function<bool(const Progress&)>& progress);

}  // namespace bench::campaign
