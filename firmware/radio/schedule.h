#pragma once

// When a node is in which slot: slots of one dwell since an origin, 65536 of them in a sequence,
// which then begins anew. The point of the sequence is told on the air as a 24-bit fraction of it
// (UFSI), 256 steps a slot. Instants are of whoever computes; the origin of a neighbour lies on our
// own uptime.

#include <cstdint>

#include "firmware/units/time.h"

namespace meter::radio {

class Schedule {
public:
    static constexpr std::int64_t kSlots = 65536;
    static constexpr std::uint32_t kUfsiMask = 0xFFFFFF;

    constexpr Schedule() = default;
    constexpr Schedule(Instant origin, Duration dwell) : origin_{origin}, dwell_{dwell} {}

    // The schedule of whoever was at `ufsi` at the instant `at`: the middle of that step.
    static constexpr Schedule heard(Instant at, std::uint32_t ufsi, Duration dwell) {
        const std::int64_t elapsed = (2 * std::int64_t{ufsi & kUfsiMask} + 1) * dwell.count() / 512;
        return Schedule{at - Duration{elapsed}, dwell};
    }

    [[nodiscard]] constexpr Instant origin() const { return origin_; }
    [[nodiscard]] constexpr Duration dwell() const { return dwell_; }
    [[nodiscard]] constexpr Duration sequence() const { return dwell_ * kSlots; }

    // Slots are counted on without end here; their channel depends on the count modulo 65536.
    [[nodiscard]] constexpr std::int64_t slot_at(Instant at) const {
        const std::int64_t elapsed = (at - origin_).count();
        const std::int64_t slot = elapsed / dwell_.count();
        return elapsed % dwell_.count() < 0 ? slot - 1 : slot;
    }
    [[nodiscard]] constexpr Instant start_of(std::int64_t slot) const {
        return origin_ + dwell_ * slot;
    }
    static constexpr std::uint16_t hop_slot(std::int64_t slot) {
        return static_cast<std::uint16_t>(slot & (kSlots - 1));
    }

    // What the radio multiplies with: (microseconds * multiplier) >> 32 is 256 steps a dwell.
    // Rounded up, so that a slot's first instant has its own number.
    [[nodiscard]] constexpr std::uint32_t timing_multiplier() const {
        constexpr std::int64_t kSteps = std::int64_t{256} << 32U;
        return static_cast<std::uint32_t>((kSteps + dwell_.count() - 1) / dwell_.count());
    }
    // How far an origin measured by heard() may be off: half a step, and the rounding of the
    // multiplier over a whole sequence (63 us at a dwell of 20 ms, 4.4 ms at 255 ms).
    [[nodiscard]] constexpr Duration resolution() const {
        const std::int64_t dwell = dwell_.count();
        return Duration{dwell / 512 + (dwell * dwell >> 24U) + 1};
    }
    [[nodiscard]] constexpr std::uint32_t ufsi_at(Instant at) const {
        const auto elapsed = static_cast<std::uint64_t>((at - origin_).count());
        return static_cast<std::uint32_t>((elapsed * timing_multiplier()) >> 32U) & kUfsiMask;
    }

    // Moves the origin by whole sequences, which changes nothing on the air, to keep the product
    // above within 64 bits and its rounding error small.
    constexpr void rebase(Instant now) {
        const std::int64_t past = (now - origin_).count() / sequence().count();
        if (past > 0) origin_ += sequence() * past;
    }

private:
    Instant origin_{};
    Duration dwell_{milliseconds(20)};
};

}  // namespace meter::radio
