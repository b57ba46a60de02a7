#include "harness/checks/verdict.h"

#include "harness/checks/pool.h"

namespace bench::checks {
namespace {

using result::Verdict;

Verdict worst(Verdict a, Verdict b) { return worse(a, b) ? a : b; }

}  // namespace

Verdict decide(const Seen& seen) {
    Verdict verdict = seen.rest;
    if (seen.unjudged) verdict = worst(verdict, Verdict::inconclusive);
    if (!seen.must_fail) return verdict;
    switch (*seen.must_fail) {
        case Verdict::fail:
            return verdict;
        case Verdict::pass:
            return worst(verdict, Verdict::fail);
        case Verdict::inconclusive:
        case Verdict::vacuous:
        case Verdict::error:
            return worst(verdict, *seen.must_fail);
    }
    return Verdict::error;
}

Seen seen_of(const std::vector<result::CheckResult>& checks, bool must_fail, Verdict beside) {
    Seen seen;
    seen.rest = beside;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const result::CheckResult& check = checks[i];
        if (must_fail && i + 1 == checks.size()) {
            seen.must_fail = check.verdict;
        } else if (check.needs_sweep) {
            seen.unjudged = true;
        } else {
            seen.rest = worst(seen.rest, check.verdict);
        }
    }
    return seen;
}

Verdict verdict_in_sweep(const Seen& seen) { return seen.rest; }

}  // namespace bench::checks
