#pragma once

// One part of a check, judged as the trace goes by.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/checks/expression.h"
#include "harness/checks/facts.h"
#include "harness/checks/outcome.h"
#include "harness/checks/scope.h"
#include "models/trace/events.h"
#include "models/trace/phasors.h"
#include "reports/result/result.h"

namespace bench::checks {

class Ledger;
class NonceMonitor;

// What a part has to say at the end; the fields are those of result::CheckResult.
struct Finding {
    result::Verdict verdict = result::Verdict::inconclusive;
    bool needs_sweep = false;
    std::string seen;
    std::string margin;
    std::string evidence;
    std::string detail;
    std::optional<Time> first_violation;
    std::uint64_t successes = 0;
    std::uint64_t trials = 0;
    std::uint64_t needed = 0;
    std::optional<double> excess;
    std::vector<result::Bucket> histogram;
    std::vector<std::string> violations;
    std::uint64_t more_violations = 0;
};

// What the parts of one check share. All of it outlives them.
struct MonitorContext {
    const RunFacts& facts;
    const Ledger& ledger;
    const NonceMonitor& nonces;
    ScopeFilter scope;

    // Of a stream's name; nullopt is all. Throws std::invalid_argument for an unknown one.
    [[nodiscard]] std::optional<std::uint8_t> stream(const StreamName& name) const;
    [[nodiscard]] std::string describe(
        const Outcome& outcome) const;  // "readings 812 of 4 min 12.480 s"
    // The scope leaves nothing of the run.
    [[nodiscard]] bool nothing_left() const {
        return scope.empty({kStart, kStart + facts.duration});
    }
};

class Monitor {
public:
    virtual ~Monitor() = default;
    // Which kinds record() is to be called with.
    [[nodiscard]] virtual bool wants(trace::Kind) const { return false; }
    virtual void record(const trace::Record&) {}
    virtual void settled(const Outcome&) {}
    // What a power-quality message says and what was true; `steady`: nothing changed meanwhile.
    virtual void measured(Time, const trace::Measured& /*said*/, const trace::Measured& /*truth*/,
                          bool /*steady*/) {}
    // Likewise of phasors.
    virtual void phasors(Time, const trace::PhasorValues& /*said*/,
                         const trace::PhasorValues& /*truth*/, bool /*steady*/) {}
    [[nodiscard]] virtual Finding finish() = 0;
};

[[nodiscard]] std::unique_ptr<Monitor> make_monitor(const Part& part,
                                                    const MonitorContext& context);

// By family; make_monitor chooses.
[[nodiscard]] std::unique_ptr<Monitor> make(const LatencyLimit& part,
                                            const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const TallyLimit& part, const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const LatencyCount& part,
                                            const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const ShareLimit& part, const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const UptimeLimit& part, const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const DeliveryLimit& part,
                                            const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const EnergyLimit& part, const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const MeasurementLimit& part,
                                            const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const EventTimeLimit& part,
                                            const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const VectorErrorLimit& part,
                                            const MonitorContext& context);
// `accepted` and `lost` of power-quality messages, which the ledger does not know.
[[nodiscard]] std::unique_ptr<Monitor> make_report_monitor(const TallyLimit& part,
                                                           const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const Never& part, const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const EventCount& part, const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const AlwaysDepth& part, const MonitorContext& context);
[[nodiscard]] std::unique_ptr<Monitor> make(const Whenever& part, const MonitorContext& context);

[[nodiscard]] Finding vacuous(std::string evidence);
// Verdict, seen and margin of a count against its limit.
[[nodiscard]] Finding judge_count(std::uint64_t seen, Comparison comparison, std::uint64_t limit);
// How far beyond its limit a value is; negative: to spare.
template <typename Value>
[[nodiscard]] double excess_of(Value seen, Comparison comparison, Value limit) {
    const double apart = static_cast<double>(seen) - static_cast<double>(limit);
    switch (comparison) {
        case Comparison::less:
        case Comparison::at_most:
            return apart;
        case Comparison::more:
        case Comparison::at_least:
            return -apart;
        case Comparison::equal:
            return apart < 0 ? -apart : apart;
        case Comparison::not_equal:
            return seen == limit ? 1.0 : -1.0;
    }
    return apart;
}
// "12.7 ms to spare", "43 ms over"; empty for == and !=.
[[nodiscard]] std::string margin_of(Nanoseconds seen, Comparison comparison, Nanoseconds limit);

}  // namespace bench::checks
