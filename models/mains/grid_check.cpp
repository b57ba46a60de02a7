#include "models/mains/grid_check.h"

#include <array>
#include <cmath>
#include <initializer_list>

#include <fmt/format.h>

#include "models/mains/load_current.h"

namespace bench::mains {
namespace {

using Complaint = std::optional<std::string>;

struct Range {
    const char* name;
    double value;
    double low;
    double high;
};

Complaint outside(std::initializer_list<Range> ranges) {
    for (const Range& range : ranges) {
        if (range.value >= range.low && range.value <= range.high) continue;
        return fmt::format("{} is {}; write {} .. {}", range.name, range.value, range.low,
                           range.high);
    }
    return std::nullopt;
}

Complaint wrong_harmonics(const std::vector<Harmonic>& list) {
    std::array<bool, kMaxOrder + 1> seen{};
    for (const Harmonic& harmonic : list) {
        if (auto bad = outside(
                {{"the order of a harmonic", static_cast<double>(harmonic.order), 2, kMaxOrder},
                 {"the share of a harmonic", harmonic.share, 0, 10},
                 {"the angle of a harmonic", harmonic.angle_deg, -360, 360}})) {
            return bad;
        }
        bool& known = seen[static_cast<std::size_t>(harmonic.order)];
        if (known) {
            return fmt::format("harmonic {} is listed twice; write it once", harmonic.order);
        }
        known = true;
    }
    return std::nullopt;
}

Complaint wrong_inter_harmonics(const GridConfig& config) {
    const auto& list = config.inter_harmonics;
    if (list.size() > 8) return fmt::format("{} inter-harmonics; write at most 8", list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (auto bad =
                outside({{"the frequency of an inter-harmonic", list[i].frequency_hz, 1, 3500},
                         {"the share of an inter-harmonic", list[i].share, 0, 1}})) {
            return bad;
        }
        const double off = std::remainder(list[i].frequency_hz, config.frequency_hz);
        if (std::abs(off) < 0.5) {
            return fmt::format(
                "the inter-harmonic of {} Hz is a harmonic; keep 0.5 Hz away from "
                "multiples of {} Hz, or write it under harmonics",
                list[i].frequency_hz, config.frequency_hz);
        }
        for (std::size_t k = 0; k < i; ++k) {
            if (list[k].frequency_hz == list[i].frequency_hz) {
                return fmt::format("the inter-harmonic of {} Hz is listed twice; write it once",
                                   list[i].frequency_hz);
            }
        }
    }
    return std::nullopt;
}

Complaint wrong_frequency(const GridConfig& config) {
    const FrequencyDrift& drift = config.drift;
    if (auto bad = outside({{"the frequency", config.frequency_hz, 42.5, 69},
                            {"the amplitude of the drift", drift.amplitude_hz, 0, 5},
                            {"the period of the drift", drift.period_s, 1, 1e6}})) {
        return bad;
    }
    return outside(
        {{"the lowest frequency of the drift", config.frequency_hz - drift.amplitude_hz, 42.5, 69},
         {"the highest frequency of the drift", config.frequency_hz + drift.amplitude_hz, 42.5,
          69}});
}

Complaint wrong_phases(const GridConfig& config) {
    for (const PhaseSetting& phase : config.phase) {
        if (auto bad =
                outside({{"the magnitude of a phase", phase.magnitude_percent, 0, 200},
                         {"the angle error of a phase", phase.angle_error_deg, -180, 180}})) {
            return bad;
        }
        const bool touched = phase.magnitude_percent != 100 || phase.angle_error_deg != 0;
        if (config.unbalance != 0 && touched) {
            return "unbalance and the setting of a phase exclude each other; write one of them";
        }
    }
    if (config.unbalance != 0 && config.phases != kAllPhases) {
        return "an unbalance needs three phases; leave it out";
    }
    return outside({{"the unbalance", config.unbalance, 0, 0.5},
                    {"the angle of the unbalance", config.unbalance_angle_deg, -360, 360}});
}

Complaint wrong_mask(std::uint8_t phases, const char* of) {
    if (phases >= 1 && phases <= kAllPhases) return std::nullopt;
    return fmt::format(
        "the phases of {} are {}; write 1 .. 7, the sum of 1, 2 and 4 for L1, L2, L3", of, phases);
}

Complaint wrong_span(const char* of, Time start, Nanoseconds length) {
    if (start < kStart) return fmt::format("{} starts before the run; write 0 s or more", of);
    if (length <= Nanoseconds{0}) return fmt::format("{} has no length; write one above 0 s", of);
    return std::nullopt;
}

Complaint wrong_amount(const LoadItem& load) {
    if ((load.power_w > 0) == (load.current_a > 0)) {
        return "a load has power or current; write one of them, above 0";
    }
    if (auto bad = outside({{"the power of a load", load.power_w, 0, 1e7},
                            {"the current of a load", load.current_a, 0, 1e4},
                            {"the power factor of a load", load.power_factor, 0, 1}})) {
        return bad;
    }
    if (load.kind == LoadKind::resistive && load.power_factor != 1) {
        return fmt::format(
            "a resistive load has the power factor 1, not {}; write kind motor or "
            "spectrum",
            load.power_factor);
    }
    if (load.power_w > 0 && load.power_factor < 0.01) {
        return fmt::format("the power factor is {}; write 0.01 or more, or a current",
                           load.power_factor);
    }
    return std::nullopt;
}

Complaint wrong_shape(const LoadItem& load) {
    const bool bridge = load.kind == LoadKind::rectifier || load.kind == LoadKind::inverter;
    if (!load.spectrum.empty() && !bridge && load.kind != LoadKind::spectrum) {
        return "a resistive load or a motor has no spectrum of its own; write kind spectrum";
    }
    if (load.thd != 0 && (!bridge || !load.spectrum.empty())) {
        return "thd is for a rectifier or an inverter without a spectrum; leave it out";
    }
    if (load.inrush_multiple != 1 && load.kind != LoadKind::motor) {
        return "an inrush is a motor's; write kind motor";
    }
    if (load.inrush_multiple > 1 && load.inrush_decay <= Nanoseconds{0}) {
        return "an inrush needs a decay time; write one above 0 s";
    }
    if (auto bad = outside({{"the inrush multiple", load.inrush_multiple, 1, 20},
                            {"the decay of the inrush in s",
                             static_cast<double>(load.inrush_decay.count()) * 1e-9, 0, 10},
                            {"the thd", load.thd, 0, 10}})) {
        return bad;
    }
    return wrong_harmonics(load.spectrum);
}

Complaint wrong_residual(const GridEvent& event) {
    // To a millionth, so that 105 % is not a little more or less.
    const double percent = std::round(event.residual * 1e8) * 1e-6;
    switch (event.kind) {
        case EventKind::dip:
            return outside({{"the residual of a dip in %", percent, 0, 95}});
        case EventKind::swell:
            return outside({{"the residual of a swell in %", percent, 105, 200}});
        case EventKind::interruption:
        case EventKind::phase_loss:
            return outside({{"the residual of an interruption in %", percent, 0, 10}});
        case EventKind::phase_swap:
            if (phase_count(event.phases) == 2) return std::nullopt;
            return "a phase swap is of exactly two phases; write two, as l2+l3";
    }
    return "no such kind of event";
}

Complaint missing_phase(const GridConfig& config, std::uint8_t phases) {
    if ((phases & ~config.phases) == 0) return std::nullopt;
    return fmt::format(
        "it is on a phase that the grid does not have; its phases are {}, the "
        "grid's {}",
        phases, config.phases);
}

}  // namespace

std::optional<std::string> complaint(const GridConfig& config) {
    if (auto bad = outside({{"the nominal voltage", config.nominal_v, 10, 1000}})) return bad;
    if (auto bad = wrong_frequency(config)) return bad;
    if (auto bad = wrong_mask(config.phases, "the grid")) return bad;
    if (auto bad = wrong_phases(config)) return bad;
    if (auto bad = wrong_harmonics(config.harmonics)) return bad;
    if (auto bad = wrong_inter_harmonics(config)) return bad;
    const Flicker& flicker = config.flicker;
    if (auto bad = outside({{"the depth of the flicker", flicker.depth, 0, 0.5}})) return bad;
    if (flicker.depth == 0) return std::nullopt;
    return outside(
        {{"the changes of the flicker in a minute", flicker.changes_per_minute, 0.01, 4800}});
}

std::optional<std::string> complaint(const LoadItem& load) {
    if (auto bad = wrong_mask(load.phases, "a load")) return bad;
    if (auto bad = wrong_span("a load", load.start, load.length)) return bad;
    if (auto bad = wrong_amount(load)) return bad;
    return wrong_shape(load);
}

std::optional<std::string> complaint(const GridEvent& event) {
    if (auto bad = wrong_mask(event.phases, "an event")) return bad;
    if (auto bad = wrong_span("an event", event.start, event.length)) return bad;
    if (auto bad = wrong_residual(event)) return bad;
    return outside({{"the phase jump", event.phase_jump_deg, -180, 180}});
}

std::optional<std::string> complaint(const GridConfig& config, const std::vector<LoadItem>& loads,
                                     const std::vector<GridEvent>& events) {
    if (auto bad = complaint(config)) return bad;
    for (std::size_t i = 0; i < loads.size(); ++i) {
        auto bad = complaint(loads[i]);
        if (!bad) bad = missing_phase(config, loads[i].phases);
        if (bad) return fmt::format("load {}: {}", i + 1, *bad);
    }
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto bad = complaint(events[i]);
        if (!bad && events[i].kind == EventKind::phase_swap) {
            bad = missing_phase(config, events[i].phases);
        }
        if (bad) return fmt::format("event {}: {}", i + 1, *bad);
    }
    return std::nullopt;
}

}  // namespace bench::mains
