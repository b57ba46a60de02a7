#pragma once

// What disturbs a meter and how well the meter is protected: plain structs that a scenario fills.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace bench::emi {

enum class Kind : std::uint8_t {
    eft_burst,       // IEC 61000-4-4; level in volts of the generator.
    surge,           // IEC 61000-4-5; volts, open circuit.
    esd,             // IEC 61000-4-2; volts of the charged capacitor.
    conducted_rf,    // IEC 61000-4-6; volts (emf, unmodulated).
    radiated_rf,     // IEC 61000-4-3; volts per metre, unmodulated.
    magnetic_field,  // IEC 61000-4-8, power frequency; amperes per metre, rms.
    dc_magnet        // A permanent magnet; millitesla at the current transformers.
};
inline constexpr std::size_t kKinds = 7;

enum class Polarity : std::uint8_t {
    positive,
    negative,
    alternating  // EFT: burst by burst, positive first. Surge and ESD: pulse by pulse.
};

enum class Discharge : std::uint8_t { contact, air };

// Where a disturbance enters. Bits of DisturbanceConfig::lines.
enum Line : std::uint8_t {
    line_1 = 1,
    line_2 = 2,
    line_3 = 4,
    line_neutral = 8,
    line_signal = 16  // The cable of the communication port instead of the mains.
};
inline constexpr std::uint8_t kMainsLines = 15;

struct DisturbanceConfig {
    std::uint32_t id = 0;  // Unique in a run: the key of its draws and the name in felt().
    Kind kind = Kind::eft_burst;
    double level = 0;  // >= 0, unit by kind.
    Polarity polarity = Polarity::positive;
    // eft_burst, surge, conducted_rf: conductors it is coupled to; not empty. Channels u1 i1 belong
    // to line 1 and so on, in to neutral. The other kinds act on the enclosure.
    std::uint8_t lines = kMainsLines;

    // EFT. 75 spikes of 5 kHz are 15 ms, of 100 kHz 0.75 ms.
    double spike_rate_hz = 5'000;         // > 0; the standard has 5 and 100 kHz.
    std::uint32_t spikes_per_burst = 75;  // 1 .. 65 535, and the burst shorter than its period.
    double burst_period_s = 0.3;

    // Surge and ESD: a pulse at the start and then one each interval.
    double interval_s = 60;                    // > 0
    std::optional<double> phase_deg{};         // Surge: waits for this angle of L1 (Installation's
                                               // mains); none: at once. Magnetic field: its phase.
    Discharge discharge = Discharge::contact;  // ESD: only the ladder depends on it.

    // Radio frequency.
    double carrier_hz = 80e6;       // > 0
    double modulation_depth = 0.8;  // Of amplitude, [0, 1].
    double modulation_hz = 1'000;

    double start_s = 0;  // From the start of the run; [start_s, end_s).
    double end_s = 0;
};

// What a disturbance can act on.
enum class Victim : std::uint8_t {
    rail,         // 3.3 V of microcontroller and radio; RAM is hit through it.
    adc_voltage,  // Channels u1 u2 u3, at the modulator's input.
    adc_current,  // Channels i1 i2 i3 in.
    serial_bus,   // SPI between front end and microcontroller.
    reset_pin,    // NRST of the microcontroller.
    antenna,      // Feed of the radio's antenna, 50 ohm.
    crystal,      // Of the radio.
    ethernet      // The differential pair behind its transformer.
};
inline constexpr std::size_t kVictims = 8;

// How a meter is built and installed. The three knobs are those of channel.md 7.2.
struct Installation {
    // The controller's memory corrects single errors; a plain one takes them.
    bool ecc = true;
    double shield_db = 0;     // 20: a metal box around it. [0, 60]
    bool good_earth = true;   // Bad: every attenuation is 15 dB less.
    bool y_capacitor = true;  // Missing: every attenuation from the mains is 20 dB less.
    // Attenuation of a victim at 10 MHz and above instead of the default, from whatever port. The
    // knobs still count. [0, 200] dB.
    std::array<std::optional<double>, kVictims> coupling_db{};
    double mains_hz = 50;        // For the phase of surges and magnetic fields.
    double mains_zero_s = 0;     // An upward zero crossing of L1's voltage.
    double loop_area_m2 = 1e-4;  // Of a current channel's wiring, seen by a magnetic field. [D]
    double saturating_mt = 200;  // A magnet this strong saturates the current transformers.
};

// The levels that the standard lists for a kind, ascending; ESD by discharge; empty for dc_magnet.
[[nodiscard]] std::span<const double> ladder(Kind kind, Discharge discharge = Discharge::contact);
// Whether the level is one of them; true where there is no ladder. A loader may warn otherwise.
[[nodiscard]] bool on_ladder(Kind kind, double level, Discharge discharge = Discharge::contact);

}  // namespace bench::emi
