#include "models/system/quality_onsets.h"

#include <cmath>
#include <functional>
#include <optional>

namespace bench::system {
namespace {

using mains::EventKind;
using mains::GridEvent;
using meter::EventCode;
using meter::Stream;

constexpr int kHalfCyclesLooked = 400;

EventCode of_phase(EventCode first, std::size_t phase) {
    return static_cast<EventCode>(static_cast<std::size_t>(first) + phase);
}

// The first zero crossing of L1 after `from` at which `holds`, none before `until`.
std::optional<Time> first_half_cycle(const mains::Grid& grid, Time from, Time until,
                                     const std::function<bool(Time)>& holds) {
    const double cycles = grid.cycles_at(from);
    const double first = std::ceil((cycles - 0.25) * 2) / 2 + 0.25;
    for (int half = 0; half < kHalfCyclesLooked; ++half) {
        const double wanted = first + 0.5 * half - cycles;
        const Time time = from + Nanoseconds{std::llround(wanted / grid.frequency_hz(from) * 1e9)};
        if (time > until) return std::nullopt;
        if (holds(time)) return time;
    }
    return std::nullopt;
}

bool has(const GridEvent& event, std::size_t phase) { return (event.phases >> phase & 1U) != 0; }

bool everywhere(const GridEvent& event) { return event.phases == mains::kAllPhases; }

class Judge {
public:
    Judge(const mains::Grid& grid, const GridEvent& event, const QualityThresholds& thresholds)
        : grid_{grid}, event_{event}, thresholds_{thresholds} {}

    [[nodiscard]] std::optional<Nanoseconds> falls_below(std::size_t phase, double share) const {
        return after_start([=, this](Time time) { return volts(phase, time) < share; });
    }
    [[nodiscard]] std::optional<Nanoseconds> rises_above(std::size_t phase, double share) const {
        return after_start([=, this](Time time) { return volts(phase, time) > share; });
    }
    // The last of the three to fall decides.
    [[nodiscard]] std::optional<Nanoseconds> all_fall_below(double share) const {
        return after_start([=, this](Time time) {
            return volts(0, time) < share && volts(1, time) < share && volts(2, time) < share;
        });
    }
    [[nodiscard]] std::optional<Nanoseconds> returns_to(std::size_t phase, double share) const {
        const Time end = event_.start + event_.length;
        const auto time = first_half_cycle(
            grid_, end, kEndOfTime, [=, this](Time at) { return volts(phase, at) >= share; });
        if (!time) return std::nullopt;
        return *time - end;
    }

private:
    [[nodiscard]] double volts(std::size_t phase, Time time) const {
        return grid_.half_cycle_rms(phase, time) / thresholds_.nominal_v;
    }
    template <typename Holds>
    [[nodiscard]] std::optional<Nanoseconds> after_start(Holds holds) const {
        // The value of a short event still shows up to a cycle after it.
        const Time until = event_.start + event_.length + std::chrono::milliseconds{20};
        const auto time = first_half_cycle(grid_, event_.start, until, holds);
        if (!time) return std::nullopt;
        return *time - event_.start;
    }

    const mains::Grid& grid_;
    const GridEvent& event_;
    const QualityThresholds& thresholds_;
};

}  // namespace

std::vector<QualityOnset> onsets_at_start(const mains::Grid& grid, const GridEvent& event,
                                          const QualityThresholds& thresholds) {
    std::vector<QualityOnset> onsets;
    if (event.kind == EventKind::phase_swap) return onsets;
    const Judge judge{grid, event, thresholds};
    const auto owe = [&](EventCode first, std::size_t phase, std::optional<Nanoseconds> after) {
        if (after) onsets.push_back({Stream::alarms, of_phase(first, phase), *after});
    };
    const auto dead = judge.all_fall_below(thresholds.interruption);
    for (std::size_t phase = 0; phase < 3; ++phase) {
        if (!has(event, phase)) continue;
        owe(EventCode::voltage_sag_l1, phase, judge.falls_below(phase, thresholds.dip));
        owe(EventCode::voltage_swell_l1, phase, judge.rises_above(phase, thresholds.swell));
        if (everywhere(event)) {
            owe(EventCode::phase_outage_l1, phase, dead);
            continue;
        }
        const auto lost = judge.falls_below(phase, thresholds.interruption);
        if (lost && event.length > thresholds.phase_debounce + *lost)
            owe(EventCode::phase_outage_l1, phase, *lost + thresholds.phase_debounce);
    }
    return onsets;
}

std::vector<QualityOnset> onsets_at_end(const mains::Grid& grid, const GridEvent& event,
                                        const QualityThresholds& thresholds) {
    std::vector<QualityOnset> onsets;
    for (const QualityOnset& start : onsets_at_start(grid, event, thresholds)) {
        const int phase =
            static_cast<int>(start.code) - static_cast<int>(EventCode::phase_outage_l1);
        if (phase < 0 || phase > 2) continue;
        const Judge judge{grid, event, thresholds};
        const auto index = static_cast<std::size_t>(phase);
        const auto back = judge.returns_to(index, thresholds.interruption + thresholds.hysteresis);
        if (!back) continue;
        const Nanoseconds debounce = everywhere(event) ? Nanoseconds{0} : thresholds.phase_debounce;
        onsets.push_back(
            {Stream::events, of_phase(EventCode::phase_returned_l1, index), *back + debounce});
    }
    return onsets;
}

}  // namespace bench::system
