#include "models/mains/decimal.h"

#include <algorithm>

namespace bench::mains {
namespace {

constexpr std::size_t kDigitsBeforePoint = 6;

bool digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t value(std::string_view text) {
    std::int64_t sum = 0;
    for (const char c : text) sum = sum * 10 + (c - '0');
    return sum;
}

}  // namespace

std::optional<std::int64_t> decimal(std::string_view text, int decimals) {
    const std::size_t point = text.find('.');
    const std::string_view before = text.substr(0, point);
    if (!digits(before) || before.size() > kDigitsBeforePoint) return std::nullopt;
    std::int64_t result = value(before);
    int missing = decimals;
    if (point != std::string_view::npos) {
        const std::string_view behind = text.substr(point + 1);
        if (!digits(behind) || behind.size() > static_cast<std::size_t>(decimals))
            return std::nullopt;
        for (std::size_t i = 0; i < behind.size(); ++i) result *= 10;
        result += value(behind);
        missing -= static_cast<int>(behind.size());
    }
    for (; missing > 0; --missing) result *= 10;
    return result;
}

std::optional<int> whole(std::string_view text) {
    if (!digits(text) || text.size() > 9) return std::nullopt;
    return static_cast<int>(value(text));
}

}  // namespace bench::mains
