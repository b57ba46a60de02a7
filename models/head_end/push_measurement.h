#pragma once

// The two measurement pushes as the head end reads them, from the description of the wire alone
// (firmware/cosem/README.md).

#include <optional>

#include "models/head_end/push_body.h"
#include "models/trace/events.h"
#include "models/trace/phasors.h"

namespace bench::head_end {

inline constexpr std::size_t kPhasorFields = 4;
inline constexpr std::size_t kQualityFields = 9;

[[nodiscard]] std::optional<trace::PhasorValues> read_phasors(Body& body);
// Without its time.
[[nodiscard]] std::optional<trace::Measured> read_quality(Body& body);

}  // namespace bench::head_end
