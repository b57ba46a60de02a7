#pragma once

// One disturbance over one stretch of time: its pulses found by division, and what its source
// leaves at each victim.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/chance/chance.h"
#include "models/emi/config.h"
#include "models/emi/coupling.h"
#include "models/emi/waveform.h"

namespace bench::emi {

struct Pulse {
    double at_s = 0;
    int sign = 1;
    std::uint64_t number = 0;  // Within the occurrence: burst times spikes plus spike.
};

class Occurrence {
public:
    // `key` is of this disturbance and this occurrence of it. The configuration has been checked.
    Occurrence(const DisturbanceConfig& config, const Installation& installation,
               const chance::Key& key);

    [[nodiscard]] const DisturbanceConfig& config() const { return config_; }
    // When it acts, with what its last pulse leaves behind.
    [[nodiscard]] double start_s() const { return config_.start_s; }
    [[nodiscard]] double end_s() const { return config_.end_s + after_s_; }
    [[nodiscard]] bool pulsed() const { return wave_ != nullptr; }
    // How long a pulse may still act after its start.
    [[nodiscard]] double after_s() const { return after_s_; }
    [[nodiscard]] bool reaches_channel(std::size_t channel) const;

    // Calls visit(Pulse) for each whose start is in [from_s, to_s), in order, until it says false.
    template <typename Visit>
    void pulses(double from_s, double to_s, Visit visit) const {
        for (std::uint64_t n = first_from(from_s);; ++n) {
            const double at_s = instant(n);
            if (at_s >= to_s || at_s >= config_.end_s) return;
            if (!visit(Pulse{at_s, sign(n), n})) return;
        }
    }
    [[nodiscard]] bool any_pulse(double from_s, double to_s) const;

    // Volts at the victim for each volt of the source.
    [[nodiscard]] double gain(Victim victim) const { return gain_[index(victim)]; }
    // Highest magnitude that a pulse can reach at the victim, volts. 0 without pulses.
    [[nodiscard]] double peak_v(Victim victim) const { return gain(victim) * source_peak_v_; }
    // Of one pulse: a surge is clamped at a voltage of its own.
    [[nodiscard]] double peak_v(Victim victim, const Pulse& pulse) const;
    // Signed volts, `after_s` the pulse's start.
    [[nodiscard]] double value_v(Victim victim, const Pulse& pulse, double after_s) const;
    // Whole integral, volt seconds, signed. Not of a surge.
    [[nodiscard]] double area_vs(Victim victim, const Pulse& pulse) const;
    // Of a surge, over [from_s, to_s) after its start.
    [[nodiscard]] double slice_vs(Victim victim, const Pulse& pulse, double from_s,
                                  double to_s) const;
    // From when to when the magnitude at the victim exceeds `level_v` > 0.
    [[nodiscard]] Span above(Victim victim, const Pulse& pulse, double level_v) const;
    // A surge holds the rail down for as long as the supply recovers.
    [[nodiscard]] double dip_s(const Pulse& pulse) const;
    // How long after the start of a pulse the microcontroller resets; none: it does not.
    // Only a surge holds the rail down for a microsecond: 4 kV of EFT straight on it, 0.4 us.
    [[nodiscard]] std::optional<double> brown_out_s(const Pulse& pulse) const;
    [[nodiscard]] std::optional<double> pin_reset_s(const Pulse& pulse) const;
    // Whether any pulse can; asked before looking at each.
    [[nodiscard]] bool can_reset() const;
    // Area through peak of the source's pulse: its length as the spectrum sees it.
    [[nodiscard]] double equivalent_width_s() const;

    [[nodiscard]] const chance::Key& key(Victim victim) const { return keys_[index(victim)]; }
    [[nodiscard]] static constexpr std::size_t index(Victim victim) {
        return static_cast<std::size_t>(victim);
    }

private:
    [[nodiscard]] double instant(std::uint64_t number) const;
    [[nodiscard]] std::uint64_t first_from(double from_s) const;
    [[nodiscard]] int sign(std::uint64_t number) const;
    [[nodiscard]] double clamp_v(const Pulse& pulse) const;  // Of the source.
    [[nodiscard]] bool is_surge() const { return config_.kind == Kind::surge; }
    [[nodiscard]] double period_s() const;  // Between bursts, or between single pulses.
    [[nodiscard]] std::uint64_t per_period() const;
    void find_resets();

    DisturbanceConfig config_;
    const Waveform* wave_ = nullptr;  // None: the disturbance is no pulse.
    double scale_v_ = 0;              // Source volts for a value of 1 of the waveform.
    double source_peak_v_ = 0;
    double after_s_ = 0;
    double mains_hz_ = 50;
    double mains_zero_s_ = 0;
    bool brown_out_ = false;             // A surge can; see brown_out_s().
    std::optional<double> pin_reset_s_;  // Of a negative pulse.
    std::array<double, kVictims> gain_{};
    std::vector<chance::Key> keys_;  // By victim.
    chance::Key clamps_;
    chance::Key dips_;
};

}  // namespace bench::emi
