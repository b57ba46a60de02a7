#include "harness/checks/functions.h"

#include <fmt/format.h>

namespace bench::checks {

const std::vector<std::string>& function_names() {
    static const std::vector<std::string> names{"p50",          "p95",
                                                "p99",          "p99.9",
                                                "mean",         "max",
                                                "min",          "count",
                                                "share",        "late",
                                                "lost",         "altered",
                                                "reordered",    "accepted_twice",
                                                "redelivered",  "nonce_reused",
                                                "violations",   "energy_error",
                                                "uptime",       "delivery",
                                                "never",        "always",
                                                "whenever",     "measurement_error",
                                                "availability", "event_time_error",
                                                "tve",          "excused"};
    return names;
}

std::optional<Millionths> quantile_of(const Token& token) {
    const std::string& text = token.text;
    if (text.size() < 2 || text[0] != 'p' || text[1] < '0' || text[1] > '9') return std::nullopt;
    const std::string digits = text.substr(1);
    if (digits.find_first_not_of("0123456789.") != std::string::npos) return std::nullopt;
    const auto value = scaled(digits, 10'000);
    if (!value || *value < 500'000 || *value > 999'900) {
        stop(token, "E344", fmt::format("'{}' is no percentile that can be judged", text),
             "p50 to p99.99; write max for the greatest");
    }
    return static_cast<Millionths>(*value);
}

}  // namespace bench::checks
