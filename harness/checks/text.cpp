#include "harness/checks/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace bench::checks {
namespace {

// Up to `digits` decimals, without the zeros at the end.
std::string trimmed(double value, int digits) {
    std::string text = fmt::format("{:.{}f}", value, digits);
    if (text.find('.') == std::string::npos) return text;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::string nearest(std::string_view name, const std::vector<std::string>& names) {
    std::string best;
    std::size_t least = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const std::string& candidate : names) {
        const std::size_t apart = distance(name, candidate);
        // All letters replaced is another word.
        if (apart < least && apart < std::max(name.size(), candidate.size())) {
            least = apart;
            best = candidate;
        }
    }
    return best;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& names) {
    const std::string near = nearest(name, names);
    if (!near.empty()) return fmt::format("did you mean '{}'?", near);
    if (names.empty()) return "there is none here";
    return fmt::format("one of: {}", fmt::join(names, ", "));
}

std::string in_words(Nanoseconds duration) {
    const std::int64_t value = duration.count();
    const std::int64_t size = value < 0 ? -value : value;
    if (size < 1'000) return fmt::format("{} ns", value);
    if (size < 1'000'000) return trimmed(static_cast<double>(value) / 1e3, 3) + " us";
    if (size < 1'000'000'000) return trimmed(static_cast<double>(value) / 1e6, 3) + " ms";
    if (size < 120'000'000'000) return trimmed(static_cast<double>(value) / 1e9, 3) + " s";
    return trimmed(static_cast<double>(value) / 60e9, 3) + " min";
}

std::string in_words(Time time) {
    const std::int64_t milliseconds = ns(time) / 1'000'000;
    const std::int64_t minutes = milliseconds / 60'000;
    const std::int64_t rest = milliseconds % 60'000;
    const std::string seconds = fmt::format("{}.{:03} s", rest / 1'000, rest % 1'000);
    if (minutes == 0) return seconds;
    if (minutes < 60) return fmt::format("{} min {}", minutes, seconds);
    return fmt::format("{} h {} min {}", minutes / 60, minutes % 60, seconds);
}

std::string in_groups(std::uint64_t number) {
    std::string text = fmt::format("{}", number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ' ');
    return text;
}

std::string in_percent(double share) { return trimmed(share * 100.0, 3) + " %"; }

std::string counted(std::uint64_t number, std::string_view thing) {
    return fmt::format("{} {}{}", in_groups(number), thing, number == 1 ? "" : "s");
}

}  // namespace bench::checks
