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
    [[nodiscard]] Int128 import_pj(Time time) const;
    [[nodiscard]] Int128 export_pj(Time time) const;
    // What a capture at `time` lies between (README, "Tolerances of captures"). `unmeasured_*`
    // flowed while the module did not measure.
    [[nodiscard]] std::array<trace::MintedValues, 2> bounds(Time time, Int128 unmeasured_import_pj,
                                                            Int128 unmeasured_export_pj) const;
    [[nodiscard]] trace::Measured measured_at(Time time) const;
    // Nothing changes within [from, to].
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

    // Least and most of what was true within [from, to].
    void widen_over(Time from, Time to, trace::MintedValues& low, trace::MintedValues& high) const;
    [[nodiscard]] bool saturates(const mains::Truth& truth) const;
    [[nodiscard]] bool driven_by_nothing(const mains::Truth& truth) const;

    const ThreePhaseConfig& config_;
    Nanoseconds duration_;
    std::vector<Time> steps_;
    std::vector<Time> injections_;     // Begins.
    std::optional<mains::Grid> grid_;  // One of the two.
    std::optional<mains::GatedWave> recorded_;
    emi::Disturbances disturbances_;
    Bus bus_;
    std::unique_ptr<afe::RtlConverter> converter_;  // Null at sample fidelity.
    afe::FrontEnd front_end_;
    afe::SampleFifo fifo_;
    board::SamplePort port_;
    hal_metrology adjustment_;
    std::vector<Time> changes_;  // Of mains and loads, sorted.
    std::unique_ptr<const quality::Voltages> voltages_;
};

}  // namespace bench::system
