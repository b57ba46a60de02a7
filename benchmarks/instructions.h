#pragma once

// Instructions that a simulated second takes, counted by callgrind: they repeat where times on a
// shared machine do not.

#include <optional>
#include <string>

#include "models/time/time.h"

namespace bench::benchmarks {

struct Instructions {
    std::optional<double> per_second;
    std::string why_not;  // "not measured: valgrind not found"
};

// Runs `program --only-simulate` under callgrind for one and two times `length`: what is done once
// drops out.
[[nodiscard]] Instructions count_instructions(const std::string& program, Nanoseconds length);

}  // namespace bench::benchmarks
