#pragma once

// Numbers, durations and verdicts in words, the same everywhere in the report.

#include <cstdint>
#include <string>

#include "reports/result/result.h"

namespace bench::console {

[[nodiscard]] std::string grouped(std::uint64_t number);    // "2 995"
[[nodiscard]] std::string count_value(double value);        // "2 995", "0.125"
[[nodiscard]] std::string duration(std::int64_t ns);        // "4 min 12.480 s", to the millisecond
[[nodiscard]] std::string latency(std::int64_t ns);         // "87.300 ms", "12.480 s", "never"
[[nodiscard]] std::string thousandths(std::int64_t micro);  // 12345 is "12.345".
[[nodiscard]] std::string times(std::uint64_t count, const char* one, const char* many);

[[nodiscard]] std::string loud(result::Verdict verdict);      // "PASS"
[[nodiscard]] const char* color_of(result::Verdict verdict);  // ANSI sequence

}  // namespace bench::console
