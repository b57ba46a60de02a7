#pragma once

// What counters need from storage: a ceiling that is durable before any counter below it is used.

#include <cstdint>

namespace meter::security {

enum class Lease : std::uint8_t { invocation_counter = 0, event_sequence = 1 };
inline constexpr std::uint8_t kLeases = 2;

class LeaseStore {
public:
    // The ceiling known durable: at boot, what the flash says (0 on a blank one).
    [[nodiscard]] virtual std::uint32_t ceiling(Lease lease) const = 0;
    // Asks for a higher one. Takes effect later, never at once; asking again is harmless.
    virtual void raise(Lease lease, std::uint32_t ceiling) = 0;

protected:
    ~LeaseStore() = default;
};

}  // namespace meter::security
