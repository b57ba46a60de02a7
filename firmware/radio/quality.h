#pragma once

// A share of successes, as an exponentially weighted moving average with a weight of 0.15 for the
// newest, in 1/65535: one half is forgotten with five failures in a row (0.85^5 = 0.44).

#include <cstdint>

namespace meter::radio {

class Quality {
public:
    static constexpr std::uint32_t kOne = 65535;
    static constexpr std::uint32_t kWeight = 9830;  // 0.15 of 65536.

    constexpr void note(bool success) {
        const std::uint32_t target = success ? kOne : 0;
        const auto distance = static_cast<std::int64_t>(target) - share_;
        share_ = static_cast<std::uint16_t>(share_ + distance * std::int64_t{kWeight} / 65536);
    }
    [[nodiscard]] constexpr std::uint16_t share() const { return share_; }

private:
    std::uint16_t share_ = kOne;  // Innocent until found bad.
};

}  // namespace meter::radio
