#pragma once

#include "models/time/time.h"

namespace bench::supply {

struct SupplyConfig {
    Nanoseconds hold_up = std::chrono::milliseconds{500};  // Full reservoir, board running.
    Nanoseconds detection =
        std::chrono::milliseconds{20};  // Mains absent this long before the signal.
    Nanoseconds start_up =
        std::chrono::milliseconds{300};  // Mains back to first instruction, when down.
    // A three-phase meter is fed while one phase is above this share of the nominal voltage. An
    // engineering default: switched supplies of meters are specified from 0.8 Un down and work a
    // good deal lower.
    double least_share = 0.6;
};

}  // namespace bench::supply
