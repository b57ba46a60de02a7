#pragma once

#include "models/time/time.h"

namespace bench::supply {

struct SupplyConfig {
    Nanoseconds hold_up = std::chrono::milliseconds{500};  // Full reservoir, board running.
    Nanoseconds detection =
        std::chrono::milliseconds{20};  // Mains absent this long before the signal.
    Nanoseconds start_up =
        std::chrono::milliseconds{300};  // Mains back to first instruction, when down.
};

}  // namespace bench::supply
