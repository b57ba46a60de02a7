#pragma once

// What the last power-quality message of a run said, and what was true, for its report.

#include <vector>

#include "models/trace/events.h"
#include "reports/result/result.h"

namespace bench::run {

class LastMeasurement final : public trace::Sink {
public:
    using trace::Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;
    // "u1", "thd_u1" and so on, each followed by its truth, "true_u1"; empty if nothing came.
    [[nodiscard]] std::vector<result::Count> counts() const;

private:
    trace::Measured said_;
    trace::Measured truth_;
    bool any_ = false;
};

}  // namespace bench::run
