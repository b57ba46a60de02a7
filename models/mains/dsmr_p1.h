#pragma once

// Reads the telegrams that a Dutch meter sends on its P1 port every second (DSMR 5.0.2 P1
// companion).
//
// A capture may begin in the middle of a telegram and may have lost its carriage returns; the CRC
// is computed over the telegram as it was sent, with them. Nothing else is forgiven.

#include <optional>
#include <string_view>

#include "models/mains/series.h"

namespace bench::mains {

inline constexpr Nanoseconds kDsmrPeriod = std::chrono::seconds{1};

[[nodiscard]] std::optional<RecordingError> read_dsmr_p1(std::string_view text, Phase phase,
                                                         Series& series);

}  // namespace bench::mains
