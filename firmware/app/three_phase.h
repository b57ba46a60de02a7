#pragma once

// The industrial product: three phases, measured by the firmware itself from samples.

#include "firmware/app/afe_front.h"
#include "firmware/app/single_phase.h"

namespace meter::app {

struct ThreePhaseJoins : StandardJoins {
    using Front = AfeFront;
};
using ThreePhase = Module<ThreePhaseJoins>;

}  // namespace meter::app
