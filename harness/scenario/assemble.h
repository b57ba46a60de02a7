#pragma once

// What was written becomes what lies between the antennas.

#include <vector>

#include "harness/scenario/draft.h"

namespace bench::scenario {

// Those whose points were read.
[[nodiscard]] propagation::SiteConfig site_of(const SiteDraft& draft);
// The meter first. A preset's enclosure stands where the scenario says nothing.
[[nodiscard]] std::vector<radio::NodeConfig> nodes_of(const Draft& draft);
[[nodiscard]] propagation::PathConfig rf_path_of(const Draft& draft);
// A preset's fading stands where the scenario says nothing.
[[nodiscard]] std::optional<radio::FadingConfig> fading_of(const Draft& draft);
// Its own path, or the law of rf.
[[nodiscard]] radio::InterfererConfig interferer_of(const Draft& draft,
                                                    const InterfererDraft& each);

}  // namespace bench::scenario
