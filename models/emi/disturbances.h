#pragma once

// Everything that disturbs one meter, asked by each of its victims.
//
// All answers are pure functions of the key, the installation, what was added and the question: a
// window may be cut anywhere and asked in any order. Chance is keyed by (disturbance, occurrence,
// burst, pulse, victim). A question costs by the pulses inside its window, whatever lies before.

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/chance/chance.h"
#include "models/emi/config.h"
#include "models/emi/front_end.h"
#include "models/emi/occurrence.h"

namespace bench::emi {

enum class ResetCause : std::uint8_t { brown_out, pin };
struct Reset {
    double at_s = 0;
    ResetCause cause = ResetCause::brown_out;
};

struct RamFlip {
    double at_s = 0;
    double address = 0;    // Share of the memory, [0, 1).
    std::uint8_t bit = 0;  // 0 .. 7
};

struct RadioBand {  // Of the receiver that asks.
    double centre_hz = 0;
    double width_hz = 0;  // > 0
};
struct RadioNoise {
    double start_s = 0;
    double end_s = 0;
    double power_dbm = 0;  // At the antenna feed, within the band.
};

struct EthernetHit {
    std::uint32_t bit_errors = 0;
    [[nodiscard]] bool destroyed() const { return bit_errors > 0; }  // The check sequence fails.
};

// By Victim: what went above its threshold (thresholds.h).
using Felt = std::bitset<kVictims>;

class Disturbances final : public FrontEndDisturbance {
public:
    // `meter` is the meter's key; throws std::invalid_argument for an installation that cannot be.
    Disturbances(const Installation& installation, const chance::Key& meter);

    // An occurrence over [start_s, end_s), or the configuration's own. In any order. Throws
    // std::invalid_argument: where, what, what to write instead.
    void add(const DisturbanceConfig& config, double start_s, double end_s);
    void add(const DisturbanceConfig& config) { add(config, config.start_s, config.end_s); }

    [[nodiscard]] bool none() const { return occurrences_.empty(); }

    // The front end (front_end.h). A surge comes as a row of impulses, one each 10 us.
    void impulses(std::size_t channel, double from_s, double to_s,
                  std::vector<Impulse>& out) const override;
    [[nodiscard]] double voltage(std::size_t channel, double at_s) const override;
    [[nodiscard]] double core_bias(double at_s) const override;
    [[nodiscard]] bool active(double from_s, double to_s) const override;

    // Appends the indices, ascending, of the bits that flip; bit i is sampled at
    // start_s + (i + 1/2) seconds_per_bit.
    void bit_flips(double start_s, double seconds_per_bit, std::size_t bits,
                   std::vector<std::size_t>& out) const;
    [[nodiscard]] double rail(double at_s) const;  // Volts, 3.3 undisturbed.
    // The first reset in [after_s, until_s).
    [[nodiscard]] std::optional<Reset> next_reset(double after_s, double until_s) const;
    // Appends the flips of [from_s, to_s), by time.
    void ram_flips(double from_s, double to_s, std::vector<RamFlip>& out) const;

    // Appends intervals that overlap [from_s, to_s), by start; several may overlap, powers add.
    void radio_noise(const RadioBand& band, double from_s, double to_s,
                     std::vector<RadioNoise>& out) const;
    // Whether the radio's oscillator lost its lock in [from_s, to_s): what is sent or received
    // meanwhile is spoilt. Or its registers their contents: until the firmware sets it up again.
    [[nodiscard]] bool pll_lost(double from_s, double to_s) const;
    [[nodiscard]] bool radio_registers_lost(double from_s, double to_s) const;

    // A frame on the wire over [start_s, end_s). `frame` is its key.
    [[nodiscard]] EthernetHit ethernet_hit(double start_s, double end_s,
                                           const chance::Key& frame) const;

    // What felt the disturbance of this id in [from_s, to_s). `radio`: where the radio listens; a
    // carrier is felt at the antenna only within it.
    [[nodiscard]] Felt felt(std::uint32_t id, double from_s, double to_s,
                            const RadioBand& radio = {}) const;

private:
    // Calls visit(occurrence) for each that may act within [from_s, to_s).
    template <typename Visit>
    void each(double from_s, double to_s, Visit visit) const {
        back_from(std::ranges::lower_bound(occurrences_, to_s, {}, &Occurrence::start_s), from_s,
                  visit);
    }
    template <typename Visit>
    void each_at(double at_s, Visit visit) const {
        back_from(std::ranges::upper_bound(occurrences_, at_s, {}, &Occurrence::start_s), at_s,
                  visit);
    }
    template <typename Visit>
    void back_from(std::vector<Occurrence>::const_iterator later, double from_s,
                   Visit& visit) const {
        for (auto n = static_cast<std::size_t>(later - occurrences_.begin()); n > 0; --n) {
            if (last_end_[n - 1] <= from_s) return;
            if (occurrences_[n - 1].end_s() > from_s) visit(occurrences_[n - 1]);
        }
    }
    // Whether a pulse of `source` that starts in [from_s, to_s) exceeds `level_v` at the victim.
    [[nodiscard]] static bool any_above(const Occurrence& source, Victim victim, double level_v,
                                        double from_s, double to_s);
    [[nodiscard]] bool any_above(Victim victim, double level_v, double from_s, double to_s) const;

    Installation installation_;
    chance::Key meter_;
    std::vector<Occurrence> occurrences_;  // By start.
    std::vector<double> last_end_;         // The latest end of this and all before it.
};

}  // namespace bench::emi
