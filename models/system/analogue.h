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
#include "models/mains/grid.h"
#include "models/system/config.h"
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
    [[nodiscard]] const mains::Grid* grid() const { return grid_ ? &*grid_ : nullptr; }

    [[nodiscard]] mains::Truth truth_at(Time time) const;
    // Since the start of the run, in picojoules.
    [[nodiscard]] Int128 import_pj(Time time) const;
    [[nodiscard]] Int128 export_pj(Time time) const;
    // What a capture at `time` of a meter that has measured since `since` lies between: energies
    // within 2 % of the truth, the others within 2 % of what was true during the half second
    // before.
    [[nodiscard]] std::array<trace::MintedValues, 2> bounds(Time time, Time since) const;
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

    const ThreePhaseConfig& config_;
    std::optional<mains::Grid> grid_;
    emi::Disturbances disturbances_;
    Bus bus_;
    std::unique_ptr<afe::RtlConverter> converter_;  // Null at sample fidelity.
    afe::FrontEnd front_end_;
    afe::SampleFifo fifo_;
    board::SamplePort port_;
    hal_metrology adjustment_;
    std::vector<Time> changes_;  // Sorted.
};

}  // namespace bench::system
