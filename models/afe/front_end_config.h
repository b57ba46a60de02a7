#pragma once

// What the three-phase analogue front end is made of. Plain values: nominal figures and how far a
// part may lie from them. A spread is the half-width of a uniform draw, made once per part.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "models/mains/wave_source.h"

namespace bench::afe {

inline constexpr std::size_t kChannels = mains::kWaves;  // u1 u2 u3 i1 i2 i3 in
inline constexpr std::size_t kVoltageChannels = 3;

// Resistive divider of one phase.
struct VoltageInput {
    // Volts at the meter per volt at the modulator: 1 Mohm over 1.96 kohm. 1.5 x 230 V rms are then
    // 0.954 V peak, 80 % of the full scale.
    double ratio = 511.2;
    double gain_spread_ppm = 2000;  // Two resistors of 0.1 %.
    double temperature_spread_ppm_per_k = 25;
};

enum class CurrentSensor : std::uint8_t { current_transformer, shunt };

// One current input. Engineering defaults for a transformer-connected meter, 5(6) A class 0.5 S.
struct CurrentInput {
    CurrentSensor sensor = CurrentSensor::current_transformer;
    double rated_a = 5;    // In of the meter; what the sensor does not depend on but tests do.
    double maximum_a = 6;  // Imax
    // Current transformer: turns per primary turn and burden. 1:1500 into 100 ohm gives full scale
    // at 12.7 A rms.
    double turns = 1500;
    double burden_ohm = 100;
    // Phase lead at 50 Hz and small flux; it falls with frequency as the magnetising current does.
    double phase_error_deg = 0.1;  // 6 minutes of arc, > 0 for a transformer.
    double phase_spread_deg = 0.05;
    // Primary current at 50 Hz whose flux is the knee of the core (10 % more flux take 50 % more
    // magnetising current), without static flux.
    double knee_a_rms = 24;
    // Shunt: resistance and the amplifier after it. No phase error, no knee.
    double shunt_ohm = 0.0002;
    double amplification = 16;
    double gain_spread_ppm = 3000;
    double temperature_spread_ppm_per_k = 15;
};

// The direct-connected meter 5(100) A with current transformers: full scale at 170 A rms.
[[nodiscard]] constexpr CurrentInput direct_5_100() {
    CurrentInput input;
    input.maximum_a = 100;
    input.turns = 2500;
    input.burden_ohm = 12.5;
    input.knee_a_rms = 300;
    return input;
}

// Low-pass, modulator and its noise: alike on all channels but for the spread.
struct ConverterConfig {
    // One-pole anti-alias filter: 1 kohm and 22 nF, as on the ADE9000 evaluation board.
    double corner_hz = 7234;
    double corner_spread_percent = 2;
    double full_scale_v = 1.2;  // 2^23 counts.
    double offset_spread_v = 0.5e-3;
    // Full-scale sine to white noise over 0 .. 4 kHz. 101 dB: ADE9000 data sheet, at 8 kS/s. Set it
    // to what the modulator of the rtl fidelity reaches to compare the two.
    double snr_db = 101;
    double reference_spread_ppm = 1000;  // Common to all channels, as is its drift.
    double reference_spread_ppm_per_k = 10;
};

// What the decimator does to a sample. `two_stage`: sinc3 / 32, then a compensated FIR / 4.
// `single_sinc3`: sinc3 / 128 alone, with its droop of 4.33 dB at 2.5 kHz.
enum class Decimator : std::uint8_t { two_stage, single_sinc3 };

enum class InputFaultKind : std::uint8_t {
    open,   // The wire is off: only offset and noise are left.
    stuck,  // The converter answers one value.
};

struct InputFault {
    std::size_t channel = 0;
    InputFaultKind kind = InputFaultKind::open;
    double from_s = 0;  // From the start of the run.
    double to_s = std::numeric_limits<double>::max();
    std::int32_t stuck_count = 0;  // Counts that a stuck channel gives.
};

struct FrontEndConfig {
    std::array<VoltageInput, kVoltageChannels> voltage;
    std::array<CurrentInput, kChannels - kVoltageChannels> current;
    ConverterConfig converter;
    Decimator decimator = Decimator::two_stage;
    // Taps of two_stage's FIR at 32 kS/s, of any scale, symmetric: those of the RTL, so that both
    // fidelities answer alike. Empty: a low-pass designed here.
    std::vector<double> low_pass_taps;
    double temperature_c = 25;  // Gains are as drawn at 25 degrees.
    std::vector<InputFault> faults;
};

}  // namespace bench::afe
