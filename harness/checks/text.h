#pragma once

// How checks speak: near names for a typing error, and numbers as a reader wants them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/time/time.h"

namespace bench::checks {

// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
[[nodiscard]] std::size_t distance(std::string_view a, std::string_view b);
// The nearest of `names` when it is near enough to be meant, else empty.
[[nodiscard]] std::string nearest(std::string_view name, const std::vector<std::string>& names);
// "did you mean 'readings'?", or "one of: alarms, readings".
[[nodiscard]] std::string suggestion(std::string_view name, const std::vector<std::string>& names);

[[nodiscard]] std::string in_words(Nanoseconds duration);   // "87.3 ms", "1.2 s", "250 us"
[[nodiscard]] std::string in_words(Time time);              // "4 min 12.480 s"
[[nodiscard]] std::string in_groups(std::uint64_t number);  // "2 995"
[[nodiscard]] std::string in_percent(double share);  // 0.999 is "99.9 %"; five digits at most.
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view thing);  // "16 messages"

}  // namespace bench::checks
