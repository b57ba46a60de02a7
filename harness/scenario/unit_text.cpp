// Whole numbers, and numbers back into text.

#include <charconv>

#include <fmt/format.h>

#include "harness/scenario/unit.h"

namespace bench::scenario {

namespace {
constexpr std::int64_t kOne = 1'000'000'000;
}  // namespace

Integer parse_integer(std::string_view text, std::string_view key) {
    const auto refuse = [&](std::string help) {
        return Integer{
            0, Complaint{"E208", fmt::format("'{}' needs a whole number, got '{}'", key, text),
                         std::move(help)}};
    };
    if (text.size() > 1 && text[0] == '0')
        return refuse("a number does not begin with a needless zero");
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return refuse("the number is too large");
    if (error == std::errc{} && end != text.data() + text.size())
        return refuse("write digits alone: a count has no unit and no fraction");
    if (error != std::errc{}) return refuse("write digits, for example 3");
    return {value, std::nullopt};
}

std::string time_text(std::int64_t ns) {
    const std::int64_t minutes = ns / (60 * kOne);
    const std::int64_t rest = ns % (60 * kOne);
    if (minutes < 1) return decimal_text(ns) + " s";
    std::string text = minutes < 60 ? "" : fmt::format("{} h ", minutes / 60);
    if (minutes % 60 != 0) text += fmt::format("{} min ", minutes % 60);
    if (rest != 0) text += decimal_text(rest) + " s ";
    text.pop_back();
    return text;
}

std::string decimal_text(std::int64_t nano) {
    const std::uint64_t size =
        nano < 0 ? 0 - static_cast<std::uint64_t>(nano) : static_cast<std::uint64_t>(nano);
    std::string text = fmt::format("{}{}.{:09}", nano < 0 ? "-" : "", size / kOne, size % kOne);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace bench::scenario
