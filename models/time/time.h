#pragma once

// The bench's own time, and a meter's view of it.
//
// World time is exact, in integer nanoseconds from the start of the run. A meter knows only its
// crystal: microseconds that are a few parts per million too long or too short.

#include <chrono>
#include <cstdint>

#include "firmware/units/time.h"
#include "models/numeric/int128.h"

namespace bench {

using Nanoseconds = std::chrono::nanoseconds;

struct World {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = Nanoseconds;
    using time_point = std::chrono::time_point<World, Nanoseconds>;
    static constexpr bool is_steady = true;
};
using Time = World::time_point;  // Since the start of the run.

inline constexpr Time kStart{};
inline constexpr Time kEndOfTime{Nanoseconds{INT64_MAX}};

constexpr std::int64_t ns(Time time) { return time.time_since_epoch().count(); }

// Counts microseconds of a crystal that is `drift_ppb` parts per billion fast, from the start of
// the run. It never stops: a meter's battery keeps it through a power cut.
class LocalClock {
public:
    constexpr LocalClock() = default;
    explicit constexpr LocalClock(std::int64_t drift_ppb) : drift_ppb_{drift_ppb} {}

    // Whole local microseconds that have passed at `time`.
    [[nodiscard]] constexpr std::int64_t ticks(Time time) const {
        const std::int64_t world = ns(time);
        if (world >= 0 && world < kNear && drift_is_small()) {
            // floor((1000 a + b)(1 + drift)) in steps that fit 64 bits: the same, without a
            // division of 128 bits.
            const std::int64_t rest = world % 1000 * (kBillion + drift_ppb_) / 1000;
            const std::int64_t gained = world / 1000 * drift_ppb_ + rest;
            const std::int64_t whole = gained / kBillion;
            return world / 1000 + (gained < whole * kBillion ? whole - 1 : whole);
        }
        const Int128 scaled = static_cast<Int128>(world) * (kBillion + drift_ppb_);
        return static_cast<std::int64_t>(scaled / (static_cast<Int128>(kBillion) * 1000));
    }
    // The first instant at which ticks() is at least `ticks` (>= 0).
    [[nodiscard]] constexpr Time at(std::int64_t ticks) const {
        if (ticks >= 0 && ticks < kNear / 1000 && drift_is_small()) {
            // t / (1 + drift) = t - t drift / (1 + drift), and t in quotient and rest of the rate.
            const std::int64_t near_rate = kBillion + drift_ppb_;
            const std::int64_t world = ticks * 1000;
            const std::int64_t part = world % near_rate * drift_ppb_;
            const std::int64_t whole = part / near_rate;
            const std::int64_t lost = part < whole * near_rate ? whole - 1 : whole;
            return Time{Nanoseconds{world - world / near_rate * drift_ppb_ - lost}};
        }
        const Int128 rate = kBillion + drift_ppb_;
        const Int128 scaled = static_cast<Int128>(ticks) * kBillion * 1000;
        return Time{Nanoseconds{static_cast<std::int64_t>((scaled + rate - 1) / rate)}};
    }

private:
    static constexpr std::int64_t kBillion = 1'000'000'000;
    static constexpr std::int64_t kNear = 100'000'000 * kBillion;  // Three years.
    [[nodiscard]] constexpr bool drift_is_small() const {
        return drift_ppb_ >= -50'000 && drift_ppb_ <= 50'000;
    }
    std::int64_t drift_ppb_ = 0;
};

}  // namespace bench
