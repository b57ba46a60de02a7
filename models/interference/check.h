#pragma once

// Refuses a configuration: where, what, what to write instead.

#include <stdexcept>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace bench::interference {

inline void require(bool holds, std::string_view source, std::string_view what,
                    std::string_view instead) {
    if (!holds) {
        throw std::invalid_argument(fmt::format("interferer {}: {}; {}", source, what, instead));
    }
}

// A share of something: above zero, at most one.
inline void require_share(double value, std::string_view source, std::string_view field) {
    require(value > 0 && value <= 1, source,
            fmt::format("{} {} is not above 0 and at most 1", field, value),
            "write a share such as 0.5");
}

inline void require_mains(std::int64_t millihertz, std::string_view source) {
    require(millihertz >= 40'000 && millihertz <= 70'000, source,
            fmt::format("mains of {} mHz", millihertz), "write 40 000 to 70 000");
}

}  // namespace bench::interference
