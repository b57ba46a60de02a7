#pragma once

// The analogue side of one three-phase meter: mains or a recorded wave, what disturbs it, the front
// end, its FIFO, what the works adjusted, and the truth about all of it.

#include <memory>
#include <optional>
#include <vector>

#include "firmware/hal/metrology.h"
#include "models/afe/front_end.h"
#include "models/afe/rtl_converter.h"
#include "models/afe/sample_fifo.h"
#include "models/board/sample_port.h"
#include "models/emi/disturbances.h"
#include "models/mains/gated_wave.h"
#include "models/mains/grid.h"
#include "models/quality/voltages.h"
#include "models/system/config.h"
#include "models/system/spans.h"
#include "models/trace/events.h"
#include "models/trace/phasors.h"

namespace bench::system {

class Analogue {
public:
    // Occurrences of the whole timeline of `config` are built in: what happens to the mains and
    // what disturbs the meter `meter` are functions of time.
    Analogue(const BenchConfig& config, const MeterConfig& meter,
             const std::vector<Occurrence>& occurrences, chance::Key key, Agenda& agenda);

    [[nodiscard]] board::SamplePort& port() { return port_; }
    [[nodiscard]] const hal_metrology& adjustment() const { return adjustment_; }
    [[nodiscard]] const emi::Disturbances& disturbances() const { return disturbances_; }
    [[nodiscard]] const quality::Voltages& voltages() const { return *voltages_; }
    // Begins and ends of what happens to the mains, in order.
    [[nodiscard]] const std::vector<Time>& steps() const { return steps_; }
    // When an input may be driven beyond the range of the converter.
    [[nodiscard]] std::vector<Time> out_of_range() const;
    // When no phase stands high enough to feed the meter (MeterConfig::supply), united.
    [[nodiscard]] std::vector<TimeSpan> unfed(double least_share) const;
    [[nodiscard]] double mean_square(std::size_t phase, Time from, Time to) const;
    [[nodiscard]] double nominal_hz() const;
    [[nodiscard]] Nanoseconds duration() const { return duration_; }
    // A disturbance acts within [from, to], or the unit was never adjusted.
    [[nodiscard]] bool disturbed(Time from, Time to) const;

    [[nodiscard]] mains::Truth truth_at(Time time) const;
    // Since the start of the run, in picojoules.
    [[nodiscard]] mains::EnergyTruth energy_at(Time time) const;
    [[nodiscard]] Int128 import_pj(Time time) const { return energy_at(time).import_pj; }
    [[nodiscard]] Int128 export_pj(Time time) const { return energy_at(time).export_pj; }
    // By how much the registers may lag behind what has flowed by `time`.
    [[nodiscard]] Nanoseconds register_age(Time time) const;
    // What registers may show at `time` (README, "Tolerances of captures"). `unmeasured_*` flowed
    // while the module did not measure.
    [[nodiscard]] trace::MintedRegisters registers(Time time, Int128 unmeasured_import_pj,
                                                   Int128 unmeasured_export_pj) const;
    // What a capture at `time` lies between.
    [[nodiscard]] std::array<trace::MintedValues, 2> bounds(
        Time time, const trace::MintedRegisters& registers) const;
    // Over the 3 s that end then.
    [[nodiscard]] trace::Measured measured_at(Time time) const;
    // Fundamentals, of a recording those of the two cycles before.
    [[nodiscard]] trace::PhasorValues phasors_at(Time time) const;
    // Nothing changes within [from, to]: no step, and no cycle of a recorded wave differs much from
    // the others.
    [[nodiscard]] bool steady(Time from, Time to) const;

private:
    class Bus final : public afe::BusDisturbance {
    public:
        explicit Bus(const emi::Disturbances& disturbances) : disturbances_{disturbances} {}
        [[nodiscard]] bool active(double from_s, double to_s) const override;
        void flips(double start_s, double bit_s, std::size_t bits,
                   std::vector<std::size_t>& out) const override;

    private:
        const emi::Disturbances& disturbances_;
    };

    // What class and starting current leave open by then of a register whose truth is
    // `direction_pj`, in picojoules.
    [[nodiscard]] Int128 slack_pj(Time time, const mains::EnergyTruth& energy,
                                  Int128 direction_pj) const;
    // Calls `see` with each Truth that held within [from, to].
    template <typename See>
    void each_state(Time from, Time to, See see) const;
    [[nodiscard]] bool steady_cycles(Time from, Time to) const;
    [[nodiscard]] bool saturates(const mains::Truth& truth) const;
    [[nodiscard]] bool driven_by_nothing(const mains::Truth& truth) const;

    const ThreePhaseConfig& config_;
    Nanoseconds duration_;
    std::vector<Time> steps_;
    std::vector<Time> injections_;     // Begins.
    std::vector<TimeSpan> injected_;   // While a disturbance may leave traces, united.
    std::optional<mains::Grid> grid_;  // One of the two.
    std::optional<mains::GatedWave> recorded_;
    emi::Disturbances disturbances_;
    Bus bus_;
    std::unique_ptr<afe::RtlConverter> converter_;  // Null at sample fidelity.
    afe::FrontEnd front_end_;
    afe::SampleFifo fifo_;
    board::SamplePort port_;
    hal_metrology adjustment_;
    std::vector<Time> changes_;              // Of mains and loads, sorted.
    std::vector<Int128> injected_gross_pj_;  // Of each of injected_, with those before.
    std::unique_ptr<const quality::Voltages> voltages_;
};

}  // namespace bench::system
