#pragma once

// What a scenario's verdict is, of one run and of a sweep alike: one function over what was seen.
//
//   the rest          a claim unjudged   what must fail   verdict
//   any, not pass     any                any              the worst of the rest and of what follows
//   pass              no                 -                pass
//   pass              yes                -                inconclusive
//   pass              no                 fail             pass: it fails as it must
//   pass              yes                fail             inconclusive
//   pass              any                pass             fail: it does not fail as it must
//   pass              any                inconclusive     inconclusive, also when it needs a sweep
//   pass              any                vacuous, error   that

#include <optional>
#include <vector>

#include "reports/result/result.h"

namespace bench::checks {

struct Seen {
    result::Verdict rest = result::Verdict::pass;  // All but the check that must fail.
    bool unjudged = false;                         // The rest holds a claim that needs more seeds.
    std::optional<result::Verdict> must_fail;      // Of the check that must fail, if there is one.
};

[[nodiscard]] result::Verdict decide(const Seen& seen);

// Of the checks of a run, or of a sweep's pooled ones; the last must fail if `must_fail`. `beside`:
// what else was seen, as a fault without effect or a firmware that failed.
[[nodiscard]] Seen seen_of(const std::vector<result::CheckResult>& checks, bool must_fail,
                           result::Verdict beside);

// Of one run of several: claims and what must fail are judged over all of them, not here.
[[nodiscard]] result::Verdict verdict_in_sweep(const Seen& seen);

}  // namespace bench::checks
