#include <algorithm>
#include <cmath>
#include <complex>
#include <optional>

#include <fmt/format.h>

#include "harness/checks/monitor.h"
#include "harness/checks/text.h"

// tve: the greatest total vector error of phasors, |said - true| / |true| (IEEE C37.118.1-2011,
// 5.3.2). Angles are against the voltage of phase 1, on either side.

namespace bench::checks {
namespace {

using trace::PhasorValues;

// Below a tenth of Un and of In the standard has no limit for it (C37.118.1-2011, table 3).
constexpr double kLeast = 0.1;

double vector_error(std::int32_t said_micro, std::int32_t said_mdeg, std::int32_t true_micro,
                    std::int32_t true_mdeg) {
    constexpr double kRadians = 3.14159265358979323846 / 180e3;
    const auto said = std::polar(static_cast<double>(said_micro), said_mdeg * kRadians);
    const auto truth = std::polar(static_cast<double>(true_micro), true_mdeg * kRadians);
    return std::abs(said - truth) / std::abs(truth);
}

class VectorErrorMonitor final : public Monitor {
public:
    VectorErrorMonitor(const VectorErrorLimit& part, const MonitorContext& context)
        : part_{part}, context_{context}, judged_{context.facts.judged()} {}

    void phasors(Time time, const PhasorValues& said, const PhasorValues& truth,
                 bool steady) override {
        if (time < judged_.from || time > judged_.to || !context_.scope.holds(time)) return;
        if (!steady || said.flagged != 0 || truth.phase[0].voltage_uv < least_voltage()) {
            ++left_out_;
            return;
        }
        ++messages_;
        for (std::size_t p = 0; p < std::size(said.phase); ++p) look(time, p, said, truth);
    }

    Finding finish() override {
        const std::string left = fmt::format("{} flagged or unsteady left out", left_out_);
        if (messages_ == 0) return vacuous("no phasors to judge, " + left);
        Finding finding;
        const double limit = static_cast<double>(part_.limit) / 1e6;
        const bool good = holds(part_.comparison, worst_, limit);
        finding.verdict = good ? result::Verdict::pass : result::Verdict::fail;
        finding.seen = in_percent(worst_);
        finding.excess = excess_of(worst_, part_.comparison, limit);
        finding.margin = in_percent(std::fabs(limit - worst_)) + (good ? " to spare" : " over");
        finding.evidence = fmt::format("{}, {}", counted(messages_, "message"), left);
        if (good) return finding;
        finding.first_violation = when_;
        finding.detail = detail_;
        return finding;
    }

private:
    [[nodiscard]] double least_voltage() const { return kLeast * context_.facts.nominal_v * 1e6; }

    void look(Time time, std::size_t p, const PhasorValues& said, const PhasorValues& truth) {
        const trace::PhasorPair& a = said.phase[p];
        const trace::PhasorPair& b = truth.phase[p];
        if (b.voltage_uv >= least_voltage()) {
            note(time, p, "voltage",
                 vector_error(a.voltage_uv, a.voltage_angle_mdeg, b.voltage_uv,
                              b.voltage_angle_mdeg));
        }
        if (b.current_ua >= kLeast * context_.facts.nominal_a * 1e6) {
            note(time, p, "current",
                 vector_error(a.current_ua, a.current_angle_mdeg, b.current_ua,
                              b.current_angle_mdeg));
        }
    }
    void note(Time time, std::size_t p, const char* what, double error) {
        if (error <= worst_) return;
        worst_ = error;
        when_ = time;
        detail_ = fmt::format("{} of L{}, accepted at {}", what, p + 1, in_words(time));
    }

    VectorErrorLimit part_;
    const MonitorContext& context_;
    Span judged_;
    std::uint64_t messages_ = 0;
    std::uint64_t left_out_ = 0;
    double worst_ = 0;
    std::optional<Time> when_;
    std::string detail_;
};

}  // namespace

std::unique_ptr<Monitor> make(const VectorErrorLimit& part, const MonitorContext& context) {
    return std::make_unique<VectorErrorMonitor>(part, context);
}

}  // namespace bench::checks
