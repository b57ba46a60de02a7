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
    // Worst of all entries, and why: one sentence each.
    struct Judgement {
        result::Verdict verdict = result::Verdict::pass;
        std::vector<std::string> reasons;
    };
    [[nodiscard]] Judgement judge() const { return judge_faults(results_); }
    // Of the results of one run, or of a sweep's added up.
    [[nodiscard]] static Judgement judge_faults(const std::vector<result::FaultResult>& faults);
    // Occurrences that began and have not ended.
    [[nodiscard]] std::uint64_t open() const { return started_ - ended_; }

private:
    void note(Time time, const trace::FaultEffective& effect);

    std::vector<result::FaultResult> results_;
    std::vector<std::vector<trace::Effect>> effects_;  // By entry and occurrence.
    std::uint64_t started_ = 0;
    std::uint64_t ended_ = 0;
};

}  // namespace bench::checks
