#pragma once

// All that judges one run: the one sink that a runner adds, and the results it takes out at the
// end.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "harness/checks/account.h"
#include "harness/checks/expression.h"
#include "harness/checks/facts.h"
#include "harness/checks/faults.h"
#include "harness/checks/ledger.h"
#include "harness/checks/monitor.h"
#include "harness/checks/nonces.h"
#include "reports/result/result.h"

namespace bench::checks {

struct Check {
    Expression expression;
    std::string text;  // As written, without the clause.
    std::string clause;
    result::Place place;
    bool may_be_vacuous = false;
};

class CheckSet final : public trace::Sink, private OutcomeListener {
public:
    using trace::Sink::record;
    // Throws std::invalid_argument when a check names what the facts lack.
    CheckSet(std::vector<Check> checks, RunFacts facts);
    CheckSet(const CheckSet&) = delete;
    CheckSet& operator=(const CheckSet&) = delete;

    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;
    // Once, when the run is over: in the order of the checks.
    [[nodiscard]] std::vector<result::CheckResult> finish();

    [[nodiscard]] const Ledger& ledger() const { return ledger_; }
    [[nodiscard]] const NonceMonitor& nonces() const { return nonces_; }
    [[nodiscard]] const LatencyAccounts& accounts() const { return accounts_; }
    [[nodiscard]] const FaultLedger& faults() const { return faults_; }

private:
    struct Item {
        Check check;
        std::unique_ptr<MonitorContext> context;
        std::vector<std::unique_ptr<Monitor>> monitors;
    };
    void settled(const Outcome& outcome) override;
    void pair_measurement(const trace::Record& item, std::span<const std::uint8_t> bytes);
    void pair_phasors(const trace::Record& item, const trace::PhasorValues& truth);
    [[nodiscard]] ScopeFilter scope(const Expression& expression) const;
    [[nodiscard]] static result::CheckResult conclude(Item& item);

    RunFacts facts_;
    NonceMonitor nonces_;
    LatencyAccounts accounts_;
    Ledger ledger_;
    FaultLedger faults_;
    std::vector<Item> items_;
    trace::Measured said_;         // By the last power-quality message.
    trace::PhasorValues phasors_;  // By the last set of phasors.
    std::array<std::vector<Monitor*>, trace::kKinds> by_kind_;  // Who wants records of the kind.
};

// One result of several parts joined by `and`: the worst part speaks.
[[nodiscard]] result::CheckResult join(const std::vector<Finding>& findings);

}  // namespace bench::checks
