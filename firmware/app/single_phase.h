#pragma once

// The residential product: one phase, measured by an IC of its own.

#include "firmware/app/ic_front.h"
#include "firmware/app/join_capture.h"
#include "firmware/app/join_event.h"
#include "firmware/app/join_link.h"
#include "firmware/app/join_sealer.h"
#include "firmware/app/module.h"

namespace meter::app {

struct StandardJoins {
    using Leases = store::Store&;
    using Budget = radio::RegulatoryBudget;
    using Sealer = JoinSealer;
    using Link = JoinLink;
    using Captures = JoinCapture;
    using Events = JoinEvent;
    using Front = IcFront;
};

template <typename Joins>
using SinglePhase = Module<Joins>;

}  // namespace meter::app
