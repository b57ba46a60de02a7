#pragma once

// Sums of products of samples, in integers: nothing is lost, however they are split and added.

#include <algorithm>
#include <array>
#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/waveform/arithmetic.h"
#include "firmware/waveform/sample_block.h"

namespace meter::waveform {

inline constexpr int kCurrentSquareShift = 8;

struct Sums {
    std::array<std::int64_t, kPhases> uu{};      // (100 uV)^2
    std::array<std::int64_t, kPhases + 1> ii{};  // (16 uA)^2; [3] is the neutral.
    std::array<std::int64_t, kPhases> ui{};      // 100 uV x 1 uA

    Sums& operator+=(const Sums& other);
    Sums& operator-=(const Sums& other);
    // Of one phase, or of the neutral (kPhases), and nothing else.
    [[nodiscard]] Sums of_phase(std::size_t phase) const;
    // This share, in 1 / 65 536.
    [[nodiscard]] Sums share(std::int64_t of_65536) const;
};

// Of samples [from, to) of a block.
[[nodiscard]] Sums sums_of(const Rows& rows, std::size_t from, std::size_t to);

// Root mean square over `length`, in uV and uA.
[[nodiscard]] Microvolts rms_voltage(std::int64_t uu, Ticks length);
[[nodiscard]] Microamperes rms_current(std::int64_t ii, Ticks length);
// Mean power over `length`.
[[nodiscard]] Milliwatts mean_power(std::int64_t ui, Ticks length);

// What was replaced in a span: bit c for channel c, and this one for what stays so.
inline constexpr std::uint8_t kDisturbed = 0x80;
// The channels of a phase, or (kPhases) of the neutral.
[[nodiscard]] constexpr std::uint8_t channels_of(std::size_t phase) {
    return static_cast<std::uint8_t>(
        phase == kPhases ? 1U << kNeutral : 1U << voltage_of(phase) | 1U << current_of(phase));
}

// What has been summed since an instant that may lie within a sample: that sample is split.
struct Span {
    Sums sums{};
    Ticks begin = 0;
    std::uint8_t flags = 0;

    void add(const Sums& more, std::uint8_t more_flags) {
        sums += more;
        flags |= more_flags;
    }
    // Ends at `end`, which lies within the sample `index` whose sums are `one`; goes on from there.
    Span end_at(Ticks end, const Sums& one, SampleIndex index, std::uint8_t one_flags);
};

// Samples before the one in which `instant` lies, counted from `first`; at most `count`.
[[nodiscard]] inline std::size_t samples_until(Ticks instant, SampleIndex first,
                                               std::size_t count) {
    if (sample_of(instant) >= first + count) return count;
    return sample_of(instant) > first ? static_cast<std::size_t>(sample_of(instant) - first) : 0;
}

}  // namespace meter::waveform
