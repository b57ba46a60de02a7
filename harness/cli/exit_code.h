#pragma once

// What the process says to CI. When several things happened the worst wins: 4, 5, 124, 1, 6, 0.

#include <initializer_list>

namespace bench::cli {

enum class ExitCode : int {
    passed = 0,
    failed = 1,  // A check failed, or the firmware crashed.
    usage = 2,
    bad_scenario = 3,
    harness_error = 4,
    nondeterminism = 5,
    inconclusive = 6,  // Or vacuous.
    nothing_selected = 7,
    time_budget = 124,
    interrupted = 130
};

[[nodiscard]] constexpr ExitCode worst(ExitCode a, ExitCode b) {
    for (const ExitCode code : {ExitCode::harness_error, ExitCode::nondeterminism,
                                ExitCode::time_budget, ExitCode::failed, ExitCode::inconclusive}) {
        if (a == code || b == code) return code;
    }
    return a;
}

}  // namespace bench::cli
