#pragma once

// Power on a logarithmic scale: a level (dBm) is a point, a ratio (dB) is a distance.
// level - level = ratio, level + ratio = level; level + level does not exist.

#include <compare>
#include <cstdint>

namespace meter {

class Decibels {
public:
    constexpr Decibels() = default;
    explicit constexpr Decibels(std::int32_t hundredths) : hundredths_{hundredths} {}
    [[nodiscard]] constexpr std::int32_t hundredths() const { return hundredths_; }
    friend constexpr auto operator<=>(Decibels, Decibels) = default;
    friend constexpr Decibels operator+(Decibels a, Decibels b) {
        return Decibels{a.hundredths_ + b.hundredths_};
    }
    friend constexpr Decibels operator-(Decibels a, Decibels b) {
        return Decibels{a.hundredths_ - b.hundredths_};
    }
    friend constexpr Decibels operator-(Decibels a) { return Decibels{-a.hundredths_}; }

private:
    std::int32_t hundredths_ = 0;
};

class PowerLevel {
public:
    constexpr PowerLevel() = default;
    explicit constexpr PowerLevel(std::int32_t hundredths_dbm) : hundredths_{hundredths_dbm} {}
    [[nodiscard]] constexpr std::int32_t hundredths_dbm() const { return hundredths_; }
    friend constexpr auto operator<=>(PowerLevel, PowerLevel) = default;
    friend constexpr PowerLevel operator+(PowerLevel a, Decibels b) {
        return PowerLevel{a.hundredths_ + b.hundredths()};
    }
    friend constexpr PowerLevel operator-(PowerLevel a, Decibels b) {
        return PowerLevel{a.hundredths_ - b.hundredths()};
    }
    friend constexpr Decibels operator-(PowerLevel a, PowerLevel b) {
        return Decibels{a.hundredths_ - b.hundredths_};
    }

private:
    std::int32_t hundredths_ = 0;
};

}  // namespace meter
