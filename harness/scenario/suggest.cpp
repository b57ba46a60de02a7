#include "harness/scenario/suggest.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace bench::scenario {

namespace {
// Longer words are never compared: the distance takes time and memory of the product of both
// lengths.
constexpr std::size_t kLongestWord = 64;
constexpr std::size_t kLongestList = 10;
}  // namespace

std::size_t osa_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
    if (word.size() > kLongestWord) return std::nullopt;
    std::optional<std::string> best;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > kLongestWord) continue;
        const std::size_t distance = osa_distance(word, candidate);
        if (distance < least && distance < candidate.size()) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates,
                       std::string_view list_name) {
    const std::optional<std::string> meant = nearest(word, candidates);
    std::string list;
    if (!candidates.empty() && candidates.size() <= kLongestList) {
        list = fmt::format("{}: {}", list_name, fmt::join(candidates, ", "));
    }
    if (!meant) return list;
    if (list.empty()) return fmt::format("did you mean '{}'?", *meant);
    return fmt::format("did you mean '{}'? ({})", *meant, list);
}

}  // namespace bench::scenario
