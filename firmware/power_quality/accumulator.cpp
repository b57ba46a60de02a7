#include "firmware/power_quality/accumulator.h"

#include <cassert>

namespace meter::power_quality {
namespace {

constexpr std::uint64_t kUnit = 1024;  // Of the sums of squares.

constexpr std::int64_t rounded(std::int64_t sum, std::int64_t count) {
    return (sum + (sum < 0 ? -count : count) / 2) / count;
}

}  // namespace

std::uint32_t square_root(std::uint64_t square) {
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 62; bit != 0; bit >>= 2) {
        const bool fits = square >= root + bit;
        if (fits) square -= root + bit;
        root = (root >> 1) + (fits ? bit : 0);
    }
    return static_cast<std::uint32_t>(root);
}

void SquareSum::add(std::int32_t value) {
    const auto square = static_cast<std::uint64_t>(std::int64_t{value} * value);
    sum_ += (square + kUnit / 2) / kUnit;
}

std::int32_t SquareSum::root_mean(std::uint16_t count) const {
    const std::uint64_t mean = sum_ / count * kUnit + sum_ % count * kUnit / count;
    const std::uint64_t root = square_root(mean);
    return static_cast<std::int32_t>(root + (mean - root * root > root ? 1 : 0));
}

void Accumulator::add(const Window& window, bool flagged) {
    assert(!full());
    if (windows_ == 0) begin_ = window.begin;
    gapless_ = gapless_ && (windows_ == 0 || window.begin == end_);
    end_ = window.end;
    ++windows_;
    flagged_ = static_cast<std::uint16_t>(flagged_ + (flagged ? 1 : 0));
    const SampleIndex length = window.end - window.begin;
    samples_ += length;
    cycles_ += static_cast<std::int64_t>(length) * window.frequency.count();
    for (std::size_t p = 0; p < kPhases; ++p) phase_[p].add(window.phase[p]);
    neutral_.add(window.neutral.count());
    negative_.add(window.negative_unbalance.count());
    zero_.add(window.zero_unbalance.count());
}

void Accumulator::Phase::add(const PhaseWindow& window) {
    voltage.add(window.voltage.count());
    current.add(window.current.count());
    voltage_thd.add(window.voltage_thd.count());
    current_thd.add(window.current_thd.count());
    active += window.active.count();
    for (std::size_t h = 0; h < kHarmonicOrders; ++h) {
        voltage_harmonics[h].add(window.voltage_harmonics[h].count());
        current_harmonics[h].add(window.current_harmonics[h].count());
    }
}

void Accumulator::Phase::read(std::uint16_t count, PhaseAggregate& out) const {
    out.voltage = Microvolts{voltage.root_mean(count)};
    out.current = Microamperes{current.root_mean(count)};
    out.voltage_thd = PartsPerMillion{voltage_thd.root_mean(count)};
    out.current_thd = PartsPerMillion{current_thd.root_mean(count)};
    out.active = Milliwatts{rounded(active, count)};
    for (std::size_t h = 0; h < kHarmonicOrders; ++h) {
        out.voltage_harmonics[h] = Microvolts{voltage_harmonics[h].root_mean(count)};
        out.current_harmonics[h] = Microamperes{current_harmonics[h].root_mean(count)};
    }
}

void Accumulator::read(Interval interval, Aggregate& out) const {
    assert(windows_ > 0);
    out.interval = interval;
    out.begin = begin_;
    out.end = end_;
    out.windows = windows_;
    out.flagged_windows = flagged_;
    out.flagged = flagged_ > 0;
    if (samples_ > 0) {
        const std::int64_t mean = rounded(cycles_, static_cast<std::int64_t>(samples_));
        out.frequency = Millihertz{static_cast<std::int32_t>(mean)};
    }
    for (std::size_t p = 0; p < kPhases; ++p) phase_[p].read(windows_, out.phase[p]);
    out.neutral = Microamperes{neutral_.root_mean(windows_)};
    out.negative_unbalance = PartsPerMillion{negative_.root_mean(windows_)};
    out.zero_unbalance = PartsPerMillion{zero_.root_mean(windows_)};
}

}  // namespace meter::power_quality
