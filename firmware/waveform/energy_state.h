#pragma once

// Registers as they outlive a reset: two copies, of which the older is written over, so that a cut
// in the middle of a write leaves the other.

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "firmware/core/measurement.h"
#include "firmware/core/result.h"

namespace meter::waveform {

inline constexpr std::size_t kRegisters = 7;
inline constexpr std::size_t kEnergyStateOctets = 60;
// What five octets hold: 10.99 GWh.
inline constexpr std::int64_t kRegisterLimit = (std::int64_t{1} << 40) - 1;

// Registers in the order import, export, reactive I .. IV, apparent; what has not yet made a whole
// unit in 1 / 2^24 of it.
struct EnergyImage {
    std::array<std::int64_t, kRegisters> whole{};
    std::array<std::uint32_t, kRegisters> fraction{};
    std::uint16_t sequence = 0;  // Of the save, rising, modulo 65 536.
};

// Little-endian: sequence (2), seven times whole (5) and fraction (3), CRC-16/CCITT-FALSE (2).
struct EnergyState {
    std::array<std::uint8_t, kEnergyStateOctets> octets{};

    [[nodiscard]] static EnergyState of(const EnergyImage& image);
    // Error::malformed: the CRC is wrong, or the registers were never written.
    [[nodiscard]] Result<EnergyImage> image() const;
};

struct EnergyBackup {
    std::array<EnergyState, 2> copy{};

    // The newer copy that is intact. Error::malformed: neither is.
    [[nodiscard]] Result<EnergyImage> newest() const;
    // Which copy the next save writes over.
    [[nodiscard]] std::size_t oldest() const;
};

static_assert(sizeof(EnergyBackup) == 2 * kEnergyStateOctets);
static_assert(std::is_trivially_copyable_v<EnergyBackup>);

}  // namespace meter::waveform
