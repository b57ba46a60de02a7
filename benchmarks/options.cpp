#include "benchmarks/options.h"

#include <charconv>

namespace bench::benchmarks {
namespace {

std::optional<std::int64_t> number_of(const std::string& word, std::int64_t low,
                                      std::int64_t high) {
    std::int64_t value = 0;
    const char* end = word.data() + word.size();
    const auto [rest, error] = std::from_chars(word.data(), end, value);
    if (error != std::errc{} || rest != end || value < low || value > high) return std::nullopt;
    return value;
}

// False when the value is not one of this option's.
bool take_value(Options& options, const std::string& name, const std::string& value) {
    if (name == "--json") {
        options.json = value;
        return !value.empty();
    }
    const std::int64_t highest = name == "--runs" ? 100'000 : name == "--days" ? 365 : 31'536'000;
    const auto number = number_of(value, name == "--runs" ? 2 : 1, highest);
    if (!number) return false;
    if (name == "--days") options.length = std::chrono::hours{24 * *number};
    if (name == "--runs") options.runs = static_cast<std::uint64_t>(*number);
    if (name == "--only-simulate") options.only_simulate = std::chrono::seconds{*number};
    return true;
}

}  // namespace

std::optional<Options> parse_options(const std::vector<std::string>& words,
                                     std::string& complaint) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--build") {
            options.build = true;
        } else if (word == "--peers") {
            options.peers = true;
        } else if (word == "--cells") {
            options.only_cells = true;
        } else if (word == "--three-phases") {
            options.only_three_phases = true;
        } else if (word == "--quick") {
            options.samples = std::chrono::seconds{40};
            options.rtl = std::chrono::seconds{12};
            options.street = std::chrono::seconds{20};
            options.length = std::chrono::minutes{10};
            options.counted = std::chrono::minutes{1};
            options.runs = 20;
        } else if (word == "--json" || word == "--days" || word == "--runs" ||
                   word == "--only-simulate") {
            if (i + 1 == words.size() || !take_value(options, word, words[i + 1])) {
                complaint = "no good value for '" + word + "'";
                return std::nullopt;
            }
            ++i;
        } else {
            complaint = "unknown argument '" + word + "'";
            return std::nullopt;
        }
    }
    return options;
}

}  // namespace bench::benchmarks
