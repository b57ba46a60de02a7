#pragma once

// How much of a disturbance's voltage arrives at a victim (channel.md 7.2):
// V_victim = V_source 10^(-A/20), A(f) = A0 + 20 log(f0 / f) below f0 = 10 MHz, A0 above.

#include <cstddef>

#include "models/emi/config.h"

namespace bench::emi {

enum class Port : std::uint8_t { mains, signal, enclosure };
inline constexpr std::size_t kPorts = 3;
inline constexpr double kCornerHz = 10e6;  // f0

// Mains or signal by its lines; ESD, fields and magnets act on the enclosure.
[[nodiscard]] Port port_of(const DisturbanceConfig& config);

// A0 of the default matrix. The mains row is the reference's; the other two are engineering
// defaults (README, Limits). A field of 1 V/m counts as a source of 1 V at the enclosure.
[[nodiscard]] double default_attenuation_db(Port port, Victim victim);

// A with the installation's knobs and overrides, never below 0. frequency_hz > 0.
[[nodiscard]] double attenuation_db(Port port, Victim victim, double frequency_hz,
                                    const Installation& installation);
// 10^(-A/20).
[[nodiscard]] double coupling(Port port, Victim victim, double frequency_hz,
                              const Installation& installation);

// Peak volts that a power-frequency magnetic field induces in a current channel (Faraday):
// 2 pi f mu0 sqrt(2) H area.
[[nodiscard]] double induced_peak_v(const DisturbanceConfig& config,
                                    const Installation& installation);

}  // namespace bench::emi
