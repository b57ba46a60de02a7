#include "harness/scenario/analogue_check.h"

#include <bit>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/emi/config.h"
#include "models/mains/grid_check.h"

namespace bench::scenario {

namespace {

using system::Action;

// As a scenario writes them: "l1+l3".
std::string names_of(std::uint8_t phases) {
    std::vector<std::string> names;
    for (unsigned phase = 0; phase < 3; ++phase) {
        if ((phases >> phase & 1U) != 0) names.push_back(fmt::format("l{}", phase + 1));
    }
    return fmt::format("{}", fmt::join(names, "+"));
}

class AnalogueCheck {
public:
    AnalogueCheck(const Draft& draft, Findings& findings)
        : draft_{draft}, findings_{findings}, meter_{draft.scenario.config.meters.front()} {}

    void run() {
        for (const EntryDraft& entry : draft_.entries) check_entry(entry);
        if (!meter_.three_phase) return;
        const system::ThreePhaseConfig& config = *meter_.three_phase;
        if (const auto wrong = mains::complaint(config.grid)) complain(draft_.grid, *wrong);
        for (std::size_t i = 0; i < config.loads.size(); ++i) check_load(i);
    }

private:
    // A complaint says what is wrong; what to write instead; "load 2: " goes before.
    void complain(const Place& place, const std::string& wrong, const std::string& before = {}) {
        const std::size_t cut = wrong.find("; ");
        const std::string help = cut == std::string::npos ? "" : wrong.substr(cut + 2);
        findings_.error("E330", place, before + wrong.substr(0, cut), help);
    }

    void check_load(std::size_t index) {
        const system::ThreePhaseConfig& config = *meter_.three_phase;
        const mains::LoadItem& load = config.loads[index];
        if (const auto wrong = mains::complaint(load)) {
            complain(draft_.loads, *wrong, fmt::format("load {}: ", index + 1));
            return;
        }
        if ((load.phases & ~config.grid.phases) != 0 && !draft_.scenario.wave) {
            findings_.error("E330", draft_.loads,
                            fmt::format("load {}: it is on {}, the grid has {} only", index + 1,
                                        names_of(load.phases), names_of(config.grid.phases)),
                            fmt::format("write 'phases: {}'", names_of(config.grid.phases)));
            return;
        }
        const double maximum = config.front_end.current.front().maximum_a;
        const int phases = std::popcount(load.phases);
        const double current =
            load.current_a > 0 ? load.current_a
                               : load.power_w / phases / load.power_factor / config.grid.nominal_v;
        if (current <= maximum) return;
        findings_.error(
            "E331", draft_.loads,
            fmt::format("load {}: {:.4g} A is above Imax, {:.4g} A", index + 1, current, maximum),
            "lower it, or give the front end a larger 'maximum'");
    }

    void check_entry(const EntryDraft& entry) {
        const Action action = entry.entry.action;
        const bool analogue = action == Action::voltage || action == Action::inject;
        if (!analogue || entry.chosen.size() != 1 || !entry.sound) return;
        if (!meter_.three_phase) {
            findings_.error("E332", entry.actions, "this happens only to a three-phase meter",
                            "give the meter a 'grid' in place of a 'load'");
            return;
        }
        if (action == Action::inject) return check_level(entry);
        if (draft_.scenario.wave) {
            findings_.error("E332", entry.actions, "a recorded waveform does not change",
                            "give the meter a 'grid' in place of a 'wave'");
            return;
        }
        mains::GridEvent event = entry.entry.grid_event;
        event.length = std::chrono::seconds{1};  // The timeline's own; judged elsewhere.
        if (const auto wrong = mains::complaint(event)) complain(entry.analogue, *wrong);
    }

    void check_level(const EntryDraft& entry) {
        const emi::DisturbanceConfig& config = entry.entry.disturbance;
        if (emi::on_ladder(config.kind, config.level, config.discharge)) return;
        findings_.warning("W330", entry.level,
                          fmt::format("{:.6g} is not a level of the standard", config.level),
                          fmt::format("its levels are {}",
                                      fmt::join(emi::ladder(config.kind, config.discharge), ", ")));
    }

    const Draft& draft_;
    Findings& findings_;
    const system::MeterConfig& meter_;
};

}  // namespace

void check_analogue(const Draft& draft, Findings& findings) {
    AnalogueCheck{draft, findings}.run();
}

}  // namespace bench::scenario
