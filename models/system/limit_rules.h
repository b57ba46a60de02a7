#pragma once

// The limits of aggregated values that a meter watches, each with the true quantity behind it.

#include <vector>

#include "models/mains/truth.h"
#include "models/quality/limit_watch.h"

namespace bench::system {

struct LimitSource {
    quality::LimitRule rule;
    quality::Standing (*standing)(const mains::Truth& truth, const quality::LimitRule& rule,
                                  const quality::Thresholds& thresholds, double nominal_v,
                                  double nominal_hz);
};

// THD of three phases, unbalance, frequency, phase order.
[[nodiscard]] std::vector<LimitSource> limit_sources(const quality::Thresholds& thresholds);

}  // namespace bench::system
