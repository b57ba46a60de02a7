#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "harness/checks/monitor.h"
#include "harness/checks/text.h"

// measurement_error: the largest error of what power-quality messages say, against what was true.
// Flagged values and intervals in which the mains or the load changed are left out, as IEC
// 61000-4-30 does with them.

namespace bench::checks {
namespace {

using result::Verdict;
using trace::Measured;
using trace::MeasuredPhase;

constexpr std::size_t kPhases = std::size(Measured{}.phase);

// Of the truth, or of `floor` where it is smaller.
double relative(double said, double truth, double floor = 0) {
    const double scale = std::max(std::fabs(truth), floor);
    return scale > 0 ? std::fabs(said - truth) / scale : 0;
}

// Below `least` a meter need not tell a value from nothing: what it says and what was true may be
// anything up to it. Beyond, the error counts against at least this much, or `floor`.
double beyond(double said, double truth, double least, double floor = 0) {
    if (std::fabs(said) <= least && std::fabs(truth) <= least) return 0;
    return relative(said, truth, std::max(least, floor));
}

double degrees_apart(std::int32_t a_mdeg, std::int32_t b_mdeg) {
    return std::fabs(std::remainder(static_cast<double>(a_mdeg) - b_mdeg, 360e3)) * 1e-3;
}

template <typename Harmonics>
double worst_of(const Harmonics& said, const Harmonics& truth, double floor_micro) {
    double worst = 0;
    for (std::size_t i = 0; i < std::size(said); ++i)
        worst = std::max(worst, relative(said[i], truth[i], floor_micro));
    return worst;
}

class MeasurementMonitor final : public Monitor {
public:
    MeasurementMonitor(const MeasurementLimit& part, const MonitorContext& context)
        : part_{part}, context_{context}, judged_{context.facts.judged()} {}

    void measured(Time time, const Measured& said, const Measured& truth, bool steady) override {
        if (time < judged_.from || time > judged_.to || !context_.scope.holds(time)) return;
        if (!steady || said.flagged != 0) {
            ++left_out_;
            return;
        }
        ++messages_;
        const double error = error_of(said, truth);
        if (error > worst_) worst_ = error;
        if (error > limit() && !first_) first_ = time;
    }

    Finding finish() override {
        const std::string left = fmt::format("{} flagged or unsteady left out", left_out_);
        if (messages_ == 0) return vacuous("no power-quality message to judge, " + left);
        Finding finding;
        finding.verdict = worst_ <= limit() ? Verdict::pass : Verdict::fail;
        finding.seen = in_unit(worst_);
        finding.excess = worst_ - limit();
        finding.margin = in_unit(std::fabs(limit() - worst_)) +
                         (finding.verdict == Verdict::pass ? " to spare" : " over");
        finding.evidence = fmt::format("{} messages, {}", in_groups(messages_), left);
        finding.first_violation = first_;
        return finding;
    }

private:
    [[nodiscard]] double limit() const { return static_cast<double>(part_.limit) / 1e6; }

    [[nodiscard]] std::string in_unit(double value) const {
        if (part_.quantity == Quantity::frequency) return fmt::format("{:.1f} mHz", value * 1e3);
        if (part_.quantity == Quantity::angle) return fmt::format("{:.3f} deg", value);
        return in_percent(value);
    }

    [[nodiscard]] double error_of(const Measured& said, const Measured& truth) const {
        if (part_.quantity == Quantity::frequency)
            return std::fabs(static_cast<double>(said.frequency_mhz) - truth.frequency_mhz) * 1e-3;
        if (part_.quantity == Quantity::unbalance) {
            return std::fabs(static_cast<double>(said.negative_unbalance_ppm) -
                             truth.negative_unbalance_ppm) *
                   1e-6;
        }
        double worst = 0;
        for (std::size_t p = 0; p < kPhases; ++p)
            worst = std::max(worst, of_phase(said.phase[p], truth.phase[p]));
        return worst;
    }

    [[nodiscard]] double of_phase(const MeasuredPhase& said, const MeasuredPhase& truth) const {
        switch (part_.quantity) {
            case Quantity::voltage:
                return beyond(said.voltage_uv, truth.voltage_uv,
                              kVoltageFloor * context_.facts.nominal_v * 1e6);
            case Quantity::current:
                return beyond(said.current_ua, truth.current_ua, context_.facts.starting_a * 1e6);
            case Quantity::active_power:
                return beyond(static_cast<double>(said.active_mw),
                              static_cast<double>(truth.active_mw), starting_mw(),
                              kLeastFactor * static_cast<double>(truth.apparent_mva));
            case Quantity::reactive_power:
                return beyond(static_cast<double>(said.reactive_mvar),
                              static_cast<double>(truth.reactive_mvar), starting_mw(),
                              kLeastFactor * static_cast<double>(truth.apparent_mva));
            case Quantity::voltage_harmonics:
                return worst_of(said.voltage_harmonics_uv, truth.voltage_harmonics_uv,
                                kVoltageFloor * context_.facts.nominal_v * 1e6);
            case Quantity::current_harmonics:
                return worst_of(said.current_harmonics_ua, truth.current_harmonics_ua,
                                kCurrentFloor * context_.facts.nominal_a * 1e6);
            case Quantity::voltage_thd:
                return std::fabs(static_cast<double>(said.voltage_thd_ppm) -
                                 truth.voltage_thd_ppm) *
                       1e-6;
            case Quantity::current_thd:
                return std::fabs(static_cast<double>(said.current_thd_ppm) -
                                 truth.current_thd_ppm) *
                       1e-6;
            case Quantity::angle:
                return std::max(degrees_apart(said.voltage_angle_mdeg, truth.voltage_angle_mdeg),
                                degrees_apart(said.current_angle_mdeg, truth.current_angle_mdeg));
            case Quantity::frequency:
            case Quantity::unbalance:
                break;
        }
        return 0;
    }

    // What a phase draws at the starting current.
    [[nodiscard]] double starting_mw() const {
        return context_.facts.nominal_v * context_.facts.starting_a * 1e3;
    }

    // IEC 61000-4-7, class I: 5 % of the reading, below 1 % of Un 0.05 % of Un; of currents below
    // 3 % of In 0.15 % of In. So the error is counted against at least this share.
    // Down to this share of the apparent power IEC 62053-22 and -24 have limits for power.
    static constexpr double kLeastFactor = 0.25;
    static constexpr double kVoltageFloor = 0.01;
    static constexpr double kCurrentFloor = 0.03;

    MeasurementLimit part_;
    const MonitorContext& context_;
    Span judged_;
    std::uint64_t messages_ = 0;
    std::uint64_t left_out_ = 0;
    double worst_ = 0;
    std::optional<Time> first_;
};

}  // namespace

std::unique_ptr<Monitor> make(const MeasurementLimit& part, const MonitorContext& context) {
    return std::make_unique<MeasurementMonitor>(part, context);
}

}  // namespace bench::checks
