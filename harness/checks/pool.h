#pragma once

// A claim over a sweep: the same check's results of many seeds, judged as one.

#include <vector>

#include "reports/result/result.h"

namespace bench::checks {

// All of one `share(...) ... confidence ...` check, in the order of the seeds. Pass: the
// Clopper-Pearson lower bound of the pooled messages reaches the share. Fail: the share itself
// falls short of it. Else inconclusive: more seeds are needed. The bound from drawing whole seeds
// stands beside it in `evidence`.
//
// A check without confidence is its worst run: failed once is failed, and it is vacuous only when
// no run tested it. A quantile of which each run had too few messages is judged over all of them.
// `seeds`, in the same order, name the worst. Throws std::invalid_argument when empty.
[[nodiscard]] result::CheckResult pool(const std::vector<result::CheckResult>& results,
                                       const std::vector<std::uint64_t>& seeds = {});

// error > fail > vacuous > inconclusive > pass
[[nodiscard]] bool worse(result::Verdict a, result::Verdict b);

}  // namespace bench::checks
