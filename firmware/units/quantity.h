#pragma once

// Physical quantities as integers in a fixed unit, each a type of its own: hertz do not add to
// watt-hours, and a bare number does not become either without saying so.

#include <compare>
#include <cstdint>

namespace meter {

template <typename Tag, typename Rep>
class Quantity {
public:
    using rep = Rep;
    constexpr Quantity() = default;
    explicit constexpr Quantity(Rep count) : count_{count} {}
    [[nodiscard]] constexpr Rep count() const { return count_; }

    friend constexpr auto operator<=>(Quantity, Quantity) = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) {
        return Quantity{static_cast<Rep>(a.count_ + b.count_)};
    }
    friend constexpr Quantity operator-(Quantity a, Quantity b) {
        return Quantity{static_cast<Rep>(a.count_ - b.count_)};
    }
    friend constexpr Quantity operator*(Quantity a, Rep factor) {
        return Quantity{static_cast<Rep>(a.count_ * factor)};
    }

private:
    Rep count_ = 0;
};

using Hertz = Quantity<struct HertzTag, std::uint32_t>;
using Energy = Quantity<struct EnergyTag, std::int64_t>;  // 0.01 Wh, the register's resolution
using Milliwatts = Quantity<struct MilliwattsTag, std::int64_t>;  // Positive: import.
using Millivolts = Quantity<struct MillivoltsTag, std::int32_t>;
using Milliamperes = Quantity<struct MilliamperesTag, std::int32_t>;
// Of the three-phase measurement; 32 bits hold 2 147 V and 2 147 A.
using Microvolts = Quantity<struct MicrovoltsTag, std::int32_t>;
using Microamperes = Quantity<struct MicroamperesTag, std::int32_t>;
using Millivars = Quantity<struct MillivarsTag, std::int64_t>;  // Positive: current lags voltage.
using MillivoltAmperes = Quantity<struct MillivoltAmperesTag, std::int64_t>;
using Millihertz = Quantity<struct MillihertzTag, std::int32_t>;
using Millidegrees = Quantity<struct MillidegreesTag, std::int32_t>;  // -180 000 < angle <= 180 000
using PartsPerMillion = Quantity<struct PartsPerMillionTag, std::int32_t>;

}  // namespace meter
