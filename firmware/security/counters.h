#pragma once

// Numbers that are used once: invocation counters and event sequences, taken from a lease.
//
// A ceiling is made durable before any number below it is handed out, so a power cut may skip
// numbers but never repeats one. The lease is renewed when half of it is used, so sending does not
// wait for the flash. It is short after a boot and grows with the uptime: a reset storm wastes
// little of the 32-bit space, a steady meter writes rarely.

#include <cstdint>

#include "firmware/core/result.h"
#include "firmware/security/lease_store.h"
#include "firmware/units/time.h"

namespace meter::security {

inline constexpr std::uint32_t kShortestLease = 64;
inline constexpr std::uint32_t kLongestLease = 1024;
// No number from here on: what is left of the space is the margin in which the key is to be
// changed.
inline constexpr std::uint32_t kLeaseEnd = 0xFFFF0000U;

// 64 in the first hour of uptime, four times more with each further hour, at most 1024.
[[nodiscard]] constexpr std::uint32_t lease_size(Instant now) {
    const std::int64_t hours = now.time_since_epoch() / std::chrono::hours{1};
    if (hours <= 0) return kShortestLease;
    return hours == 1 ? 4 * kShortestLease : kLongestLease;
}

class CounterLease {
public:
    CounterLease(LeaseStore& store, Lease which) : store_{store}, which_{which} {}

    // Once after boot, when the store is readable. Until then there is nothing to take.
    void begin(Instant now);
    // With every step: lets the lease grow, asks for the next one when half is used, and asks again
    // as long as the store has not answered.
    void renew(Instant now);
    // The next number, never 0. Error::exhausted when the durable ceiling or kLeaseEnd is reached.
    Result<std::uint32_t> take();

    // How many may be taken before the ceiling has to move.
    [[nodiscard]] std::uint32_t in_hand() const;
    // The whole space is used up: only a new key (or a new register of events) helps.
    [[nodiscard]] bool worn_out() const { return next_ >= kLeaseEnd; }

private:
    void ask();

    LeaseStore& store_;
    Lease which_;
    std::uint32_t next_ = 0;  // 0: not begun.
    std::uint32_t size_ = kShortestLease;
};

}  // namespace meter::security
