#pragma once

// "Did you mean": the nearest of the words that would have been right.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench::scenario {

// Optimal string alignment distance: insertions, deletions, changes and swaps of neighbours.
[[nodiscard]] std::size_t osa_distance(std::string_view a, std::string_view b);
// The candidate nearest to `word`, if it is near enough to be meant: a third of its length, at
// least one.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& candidates);
// "did you mean 'oven'? (interferers: oven)". Lists at most ten candidates; may be empty.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     const std::vector<std::string>& candidates,
                                     std::string_view list_name);

}  // namespace bench::scenario
