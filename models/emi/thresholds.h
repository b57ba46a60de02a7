#pragma once

// From where a victim feels something. Rules of channel.md 7.3; [D] marks engineering defaults.

namespace bench::emi {

inline constexpr double kSupplyV = 3.3;
// Brown-out reset: the rail below this for longer than kBrownOutS.
inline constexpr double kBrownOutV = 2.0;
inline constexpr double kBrownOutS = 1e-6;
// Pin reset: NRST, behind a filter of 100 ns, below 0.3 Vdd for longer than 300 ns.
inline constexpr double kResetPinV = 0.3 * kSupplyV;
inline constexpr double kResetFilterS = 100e-9;
inline constexpr double kResetPinS = 300e-9;
// A pulse of more than this on the rail flips 1e-3 bits of RAM in the mean.
inline constexpr double kRamV = 1.0;
inline constexpr double kRamFlipsPerPulse = 1e-3;
// A bit of the serial bus flips with probability Q((margin - |v|) / sigma) at its sampling instant.
inline constexpr double kBusMarginV = 0.3 * kSupplyV;
inline constexpr double kBusSigmaV = 0.05;
// Between channels of the converter and noise: 95 dB below 0.6 V rms (metering.md 3), about 11 uV.
inline constexpr double kAdcNoiseV = 10.7e-6;
// The share of a pulse's area that one sample of a sinc3 decimator shows, per output period.
inline constexpr double kSincPeak = 0.75;
inline constexpr double kSamplePeriodS = 125e-6;
// Clamping voltage of the varistor at the mains terminals, drawn for each surge.
inline constexpr double kClampLowV = 600;
inline constexpr double kClampHighV = 1200;
// The supply's recovery after a surge, drawn for each.
inline constexpr double kDipShortS = 50e-6;
inline constexpr double kDipLongS = 500e-6;
// Rectification of radio frequency in the front end: kappa V^2 (1 + m cos)^2. [D]
inline constexpr double kKappaPerV = 1e-3;
// The radio's oscillator loses its lock: half of a swing of 1 V. [D]
inline constexpr double kPllV = 0.5;
// The radio's registers are lost: half of its supply. [D]
inline constexpr double kRadioRegistersV = 0.5 * kSupplyV;
// 100BASE-TX: half of the eye of a three-level signal of +-1 V. [D]
inline constexpr double kEthernetV = 0.5;
inline constexpr double kEthernetBitS = 10e-9;
// Input of the radio.
inline constexpr double kAntennaOhm = 50;
inline constexpr double kRadioNoiseFigureDb = 6;

}  // namespace bench::emi
