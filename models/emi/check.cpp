#include "models/emi/check.h"

#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace bench::emi {
namespace {

constexpr double kShortestInterval = 0.05;  // Above two cycles of any mains: see phase_deg.
constexpr std::uint32_t kMostSpikes = 65'535;

class Checked {
public:
    explicit Checked(std::uint32_t id) : id_{id} {}
    void require(bool holds, std::string_view what, double value, std::string_view instead) const {
        if (holds) return;
        throw std::invalid_argument(
            fmt::format("disturbance {}: {} {}; write {}", id_, what, value, instead));
    }

private:
    std::uint32_t id_;
};

void require(bool holds, std::string_view what, double value, std::string_view instead) {
    if (holds) return;
    throw std::invalid_argument(fmt::format("installation: {} {}; write {}", what, value, instead));
}

void check_lines(const DisturbanceConfig& config, const Checked& checked) {
    const bool mains = (config.lines & kMainsLines) != 0;
    const bool signal = (config.lines & line_signal) != 0;
    checked.require(config.lines <= (kMainsLines | line_signal) && mains != signal, "lines",
                    config.lines, "conductors of the mains (1 to 15) or the signal cable (16)");
}

void check_burst(const DisturbanceConfig& config, const Checked& checked) {
    checked.require(config.spike_rate_hz > 0, "spike rate", config.spike_rate_hz,
                    "hertz above 0, 5 000 or 100 000");
    checked.require(config.spikes_per_burst >= 1 && config.spikes_per_burst <= kMostSpikes,
                    "spikes a burst", config.spikes_per_burst, "1 to 65 535");
    checked.require(config.spikes_per_burst / config.spike_rate_hz < config.burst_period_s,
                    "burst period", config.burst_period_s, "seconds above spikes / rate, 0.3");
}

void check_carrier(const DisturbanceConfig& config, const Checked& checked) {
    checked.require(config.carrier_hz > 0, "carrier", config.carrier_hz, "hertz above 0, 80e6");
    checked.require(config.modulation_depth >= 0 && config.modulation_depth <= 1,
                    "modulation depth", config.modulation_depth, "a share such as 0.8");
    checked.require(config.modulation_hz >= 0, "modulation", config.modulation_hz, "hertz, 1 000");
}

}  // namespace

void check(const DisturbanceConfig& config) {
    const Checked checked{config.id};
    checked.require(config.level >= 0, "level", config.level, "0 or more");
    checked.require(config.start_s >= 0, "start", config.start_s, "seconds from the run's start");
    checked.require(config.end_s > config.start_s, "end", config.end_s, "an end after the start");
    switch (config.kind) {
        case Kind::eft_burst:
            check_lines(config, checked);
            check_burst(config, checked);
            break;
        case Kind::surge:
            check_lines(config, checked);
            [[fallthrough]];
        case Kind::esd:
            checked.require(config.interval_s >= kShortestInterval, "interval", config.interval_s,
                            "0.05 s or more");
            break;
        case Kind::conducted_rf:
            check_lines(config, checked);
            [[fallthrough]];
        case Kind::radiated_rf:
            check_carrier(config, checked);
            break;
        case Kind::magnetic_field:
        case Kind::dc_magnet:
            break;
    }
}

void check(const Installation& installation) {
    require(installation.shield_db >= 0 && installation.shield_db <= 60, "shield",
            installation.shield_db, "0 to 60 dB");
    for (const auto& db : installation.coupling_db) {
        if (db) require(*db >= 0 && *db <= 200, "coupling", *db, "0 to 200 dB");
    }
    require(installation.mains_hz >= 40 && installation.mains_hz <= 70, "mains",
            installation.mains_hz, "40 to 70 Hz");
    require(installation.loop_area_m2 >= 0, "loop area", installation.loop_area_m2, "0 m2 or more");
    require(installation.saturating_mt > 0, "saturating magnet", installation.saturating_mt,
            "millitesla above 0, 200");
}

}  // namespace bench::emi
