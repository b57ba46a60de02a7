#pragma once

// What the works write into a three-phase unit: its parts' errors as measured there, to within the
// errors of the measurement. Into a unit that is not adjusted go the values of its design.

#include "firmware/hal/metrology.h"
#include "models/afe/front_end.h"
#include "models/chance/chance.h"
#include "models/system/config.h"

namespace bench::system {

[[nodiscard]] hal_metrology adjust(const ThreePhaseConfig& config, const afe::FrontEnd& unit,
                                   const chance::Key& key);

}  // namespace bench::system
