#pragma once

// Equal stretches of time, counted from an origin: slots, hops, mains cycles. Times before the
// origin have negative numbers.

#include <cstdint>

#include "models/numeric/int128.h"
#include "models/time/time.h"

namespace bench::interference {

// Stretch n starts at origin + n * period, where the period may be a fraction of nanoseconds:
// nothing adds up over a long run.
class Grid {
public:
    constexpr Grid(Nanoseconds period, Nanoseconds origin)
        : numerator_{period.count()}, denominator_{1}, origin_{origin.count()} {}
    [[nodiscard]] static constexpr Grid of_millihertz(std::int64_t millihertz, Nanoseconds origin) {
        Grid grid{Nanoseconds{1'000'000'000'000}, origin};
        grid.denominator_ = millihertz;
        return grid;
    }

    [[nodiscard]] constexpr std::int64_t index(Time time) const {
        const Int128 scaled = static_cast<Int128>(ns(time) - origin_) * denominator_;
        const Int128 whole = scaled / numerator_;
        std::int64_t guess = static_cast<std::int64_t>(scaled % numerator_ < 0 ? whole - 1 : whole);
        if (start(guess + 1) <= time) ++guess;  // Starts are rounded down to a nanosecond.
        return guess;
    }
    [[nodiscard]] constexpr Time start(std::int64_t index) const {
        const Int128 scaled = static_cast<Int128>(index) * numerator_;
        const Int128 whole = scaled / denominator_;
        return Time{Nanoseconds{
            origin_ + static_cast<std::int64_t>(scaled % denominator_ < 0 ? whole - 1 : whole)}};
    }

private:
    std::int64_t numerator_;
    std::int64_t denominator_;
    std::int64_t origin_;
};

// A share of a length, to the nanosecond below.
constexpr Nanoseconds share(Nanoseconds length, double part) {
    return Nanoseconds{static_cast<std::int64_t>(static_cast<double>(length.count()) * part)};
}

// A draw's index: negative stretches have draws of their own.
constexpr std::uint64_t draw_index(std::int64_t stretch) {
    return static_cast<std::uint64_t>(stretch);
}

}  // namespace bench::interference
