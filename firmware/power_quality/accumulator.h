#pragma once

// Sums over windows and what they come to.

#include <array>
#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/power_quality/aggregate.h"

namespace meter::power_quality {

// Mean of squares of up to kMostWindows 31-bit values in 64 bits: squares are summed in units of
// 1024, which leaves a resolution of 32 of the value's unit (32 uV, 32 uA) at zero and vanishes
// above.
class SquareSum {
public:
    static constexpr std::uint16_t kMostWindows = 4095;
    void add(std::int32_t value);
    [[nodiscard]] std::int32_t root_mean(std::uint16_t count) const;  // `count` above 0.

private:
    std::uint64_t sum_ = 0;
};

// The square root rounded down, of any 64 bits.
[[nodiscard]] std::uint32_t square_root(std::uint64_t square);

class Accumulator {
public:
    void clear() { *this = Accumulator{}; }
    // Asserts that it is not full (SquareSum::kMostWindows).
    void add(const Window& window, bool flagged);
    // Of at least one window. `tick` and `complete` are the caller's to set.
    void read(Interval interval, Aggregate& out) const;

    [[nodiscard]] std::uint16_t windows() const { return windows_; }
    [[nodiscard]] bool full() const { return windows_ == SquareSum::kMostWindows; }
    [[nodiscard]] bool gapless() const { return gapless_; }
    [[nodiscard]] SampleIndex begin() const { return begin_; }

private:
    struct Phase {
        void add(const PhaseWindow& window);
        void read(std::uint16_t count, PhaseAggregate& out) const;

        SquareSum voltage, current, voltage_thd, current_thd;
        std::int64_t active = 0;
        std::array<SquareSum, kHarmonicOrders> voltage_harmonics, current_harmonics;
    };
    std::array<Phase, kPhases> phase_{};
    SquareSum neutral_, negative_, zero_;
    std::int64_t cycles_ = 0;  // Millihertz times samples.
    SampleIndex begin_ = 0, end_ = 0;
    std::uint64_t samples_ = 0;
    std::uint16_t windows_ = 0, flagged_ = 0;
    bool gapless_ = true;
};

}  // namespace meter::power_quality
