#pragma once

// Which faults of the timeline happened, and which had an effect where they should have one.

#include <cstdint>
#include <string>
#include <vector>

#include "harness/checks/facts.h"
#include "models/trace/events.h"
#include "reports/result/result.h"

namespace bench::checks {

class FaultLedger final : public trace::Sink {
public:
    using trace::Sink::record;
    explicit FaultLedger(const RunFacts& facts);
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;

    [[nodiscard]] const std::vector<result::FaultResult>& results() const { return results_; }
    // Entries that happened and never had an effect: a run that passed in spite of them proved
    // nothing.
    [[nodiscard]] std::vector<std::string> without_effect() const;
    // Occurrences that began and have not ended.
    [[nodiscard]] std::uint64_t open() const { return started_ - ended_; }

private:
    void note(const trace::FaultEffective& effect);

    std::vector<result::FaultResult> results_;
    std::vector<std::vector<trace::Effect>> effects_;  // By entry and occurrence.
    std::uint64_t started_ = 0;
    std::uint64_t ended_ = 0;
};

}  // namespace bench::checks
