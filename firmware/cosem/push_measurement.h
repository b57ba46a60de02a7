#pragma once

// The values of the two measurement pushes. False when one does not fit the wire.
//
// Phasors: one octet string of 33 octets: frequency in mHz (2), 1 if flagged (1), and for each
// phase voltage in 0.01 V (2), its angle in 0.01 degrees (2, signed), current in 0.1 mA (4), its
// angle (2, signed). Angles are against U1.
//
// Power quality: frequency in mHz, u2 and u0 in ppm, neutral current in uA (double-long-unsigned),
// flags (unsigned: 1 flagged, 2 phase order L1 L3 L2), and an array of three structures: voltage in
// uV, current in uA (double-long-unsigned), active power in mW, reactive power in mvar
// (double-long), apparent power in mVA (double-long-unsigned), angles of voltage and current in
// 0.001 degrees (double-long), THD of voltage and current in ppm (double-long-unsigned), and the
// harmonics of voltage and of current as octet strings: 50 times two octets, order 1 first, in
// parts of 50 000 of the phase's RMS value.

#include "firmware/core/measurement.h"
#include "firmware/cosem/axdr.h"

namespace meter::cosem {

inline constexpr std::uint8_t kPhasorElements = 4;
inline constexpr std::uint8_t kQualityElements = 9;
inline constexpr std::size_t kPhasorOctets = 33;
inline constexpr std::uint32_t kHarmonicScale = 50'000;

[[nodiscard]] bool write_phasors(AxdrWriter& writer, const PhasorSet& phasors);
[[nodiscard]] bool write_quality(AxdrWriter& writer, const Window& window);

}  // namespace meter::cosem
