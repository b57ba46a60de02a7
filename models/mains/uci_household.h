#pragma once

// Reads minute means of a household in the columns of UCI data set 235 (Hebrail and Berard, 2012).
//
// A row whose power, voltage or current is '?' holds no sample: it is a gap. Times are taken as
// they stand, without a time zone.

#include <optional>
#include <string_view>

#include "models/mains/series.h"

namespace bench::mains {

inline constexpr Nanoseconds kUciPeriod = std::chrono::minutes{1};

// `phase` is total or l1: the recording has but one.
[[nodiscard]] std::optional<RecordingError> read_uci_household(std::string_view text, Phase phase,
                                                               Series& series);

}  // namespace bench::mains
