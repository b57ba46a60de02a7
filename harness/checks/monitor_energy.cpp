#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "firmware/core/message.h"
#include "harness/checks/monitor.h"
#include "harness/checks/text.h"

// energy_error: what the accepted registers advanced by, against the energy that truly flowed.

namespace bench::checks {
namespace {

using result::Verdict;

class EnergyMonitor final : public Monitor {
public:
    EnergyMonitor(const EnergyLimit& part, const MonitorContext& context)
        : part_{part}, context_{context} {
        if (context.facts.truth == nullptr) {
            throw std::invalid_argument("energy_error needs the true energy of the run");
        }
    }

    // Truth is one meter's: the first that is heard.
    void settled(const Outcome& outcome) override {
        // Phasors say nothing of registers.
        const bool capture = meter::is_capture(static_cast<meter::Stream>(outcome.stream));
        if (!capture || outcome.kind != Outcome::Kind::delivered || !outcome.judged) return;
        if (!context_.scope.holds(outcome) || (readings_ > 0 && outcome.meter != meter_)) return;
        const std::int64_t value = part_.export_register ? outcome.export_cwh : outcome.import_cwh;
        if (readings_ == 0 || outcome.cause < first_) {
            first_ = outcome.cause;
            first_cwh_ = value;
        }
        if (readings_ == 0 || outcome.cause > last_) {
            last_ = outcome.cause;
            last_cwh_ = value;
        }
        meter_ = outcome.meter;
        ++readings_;
    }

    Finding finish() override {
        if (readings_ < 2) return vacuous("fewer than two accepted captures where the check looks");
        const double true_wh = flowed(first_, last_);
        const double seen_wh = static_cast<double>(last_cwh_ - first_cwh_) / 100.0;
        // Of a flow of nothing an error has no share: what the register counted all the same is it.
        const bool nothing = !part_.in_wh && std::fabs(true_wh) <= kResolutionWh;
        if (nothing && std::fabs(seen_wh) <= kResolutionWh) return vacuous("no energy flowed");
        const bool in_wh = part_.in_wh || nothing;
        const double scale = in_wh ? 1.0 : true_wh;
        const double error = (seen_wh - true_wh) / scale;
        const double surely =
            std::max(0.0, std::fabs(seen_wh - true_wh) - uncertainty_wh()) / std::fabs(scale);
        const double apart = (nothing ? 0.0 : part_.limit / 1e6) - surely;
        const auto in_words_of = [in_wh](double value) {
            return in_wh ? fmt::format("{:.2f} Wh", value) : in_percent(value);
        };
        Finding finding;
        finding.verdict = apart >= 0.0 ? Verdict::pass : Verdict::fail;
        finding.seen = in_words_of(error);
        finding.excess = -apart;
        finding.margin = in_words_of(std::fabs(apart)) + (apart >= 0.0 ? " to spare" : " over");
        finding.evidence = fmt::format("{:.2f} Wh of {:.2f} Wh in {} captures", seen_wh, true_wh,
                                       in_groups(readings_));
        if (finding.verdict == Verdict::pass) return finding;
        finding.first_violation = last_;
        finding.detail =
            fmt::format("the register advanced by {:.2f} Wh from {} to {}, {:.2f} Wh flowed",
                        seen_wh, in_words(first_), in_words(last_), true_wh);
        return finding;
    }

private:
    static constexpr double kResolutionWh = 0.01;  // Of the register.

    [[nodiscard]] double flowed(Time from, Time to) const {
        const EnergyTruth& truth = *context_.facts.truth;
        return part_.export_register ? truth.export_wh(from, to) : truth.import_wh(from, to);
    }
    // What a register may lag behind at either end, where its cycles may begin, and its last digit.
    [[nodiscard]] double uncertainty_wh() const {
        const EnergyTruth& truth = *context_.facts.truth;
        const auto lag = [&](Time at) {
            return flowed(std::max(kStart, at - truth.register_age(at)), at);
        };
        return std::max(lag(first_), lag(last_)) + truth.apart_wh(first_, last_) + kResolutionWh;
    }

    EnergyLimit part_;
    const MonitorContext& context_;
    trace::Entity meter_ = 0;
    std::uint64_t readings_ = 0;
    Time first_;
    Time last_;
    std::int64_t first_cwh_ = 0;
    std::int64_t last_cwh_ = 0;
};

}  // namespace

std::unique_ptr<Monitor> make(const EnergyLimit& part, const MonitorContext& context) {
    return std::make_unique<EnergyMonitor>(part, context);
}

}  // namespace bench::checks
