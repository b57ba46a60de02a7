#include "reports/console/phrase.h"

#include <cmath>

#include <fmt/format.h>

namespace bench::console {
namespace {

constexpr std::int64_t kMicrosecond = 1000;
constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kLongLatency = 10 * kSecond;
constexpr double kExact = 9'007'199'254'740'992.0;  // 2^53

void append_unit(std::string& out, std::int64_t count, const char* unit) {
    if (count == 0) return;
    out += fmt::format("{}{} {}", out.empty() ? "" : " ", count, unit);
}

}  // namespace

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ' ');
    return digits;
}

std::string count_value(double value) {
    const bool whole = value >= 0 && value < kExact && value == std::floor(value);
    return whole ? grouped(static_cast<std::uint64_t>(value)) : fmt::format("{:.6g}", value);
}

std::string duration(std::int64_t ns) {
    const char* sign = ns < 0 ? "-" : "";
    const std::int64_t all_ms = std::abs(ns / kMillisecond);
    std::string text;
    append_unit(text, all_ms / 86'400'000, "d");
    append_unit(text, all_ms / 3'600'000 % 24, "h");
    append_unit(text, all_ms / 60'000 % 60, "min");
    const std::int64_t seconds = all_ms / 1000 % 60;
    const std::int64_t ms = all_ms % 1000;
    if (ms != 0) {
        text += fmt::format("{}{}.{:03} s", text.empty() ? "" : " ", seconds, ms);
    } else if (seconds != 0 || text.empty()) {
        text += fmt::format("{}{} s", text.empty() ? "" : " ", seconds);
    }
    return sign + text;
}

std::string thousandths(std::int64_t micro) {
    const std::int64_t positive = std::abs(micro);
    return fmt::format("{}{}.{:03}", micro < 0 ? "-" : "", positive / 1000, positive % 1000);
}

std::string latency(std::int64_t ns) {
    if (ns == INT64_MAX) return "never";
    return ns < kLongLatency ? thousandths((ns + kMicrosecond / 2) / kMicrosecond) + " ms"
                             : duration(ns);
}

std::string times(std::uint64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

std::string loud(result::Verdict verdict) {
    std::string text = result::word(verdict);
    for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
    return text;
}

const char* color_of(result::Verdict verdict) {
    switch (verdict) {
        case result::Verdict::pass:
            return "\x1b[32m";
        case result::Verdict::inconclusive:
        case result::Verdict::vacuous:
            return "\x1b[33m";
        case result::Verdict::fail:
        case result::Verdict::error:
            break;
    }
    return "\x1b[31m";
}

}  // namespace bench::console
