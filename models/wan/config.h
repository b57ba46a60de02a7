#pragma once

#include "models/time/time.h"

namespace bench::wan {

struct BackhaulConfig {
    Nanoseconds delay = std::chrono::milliseconds{5};  // One way.
    double loss = 0;                                   // Probability, each datagram by itself.
};

// Ethernet from a meter's own modem to the head end.
struct WireConfig {
    double rate_bps = 100e6;                             // > 0, in each direction.
    Nanoseconds delay = std::chrono::microseconds{300};  // One way, after the frame's last bit.
    double loss = 0;                                     // Probability, each frame by itself.
};

}  // namespace bench::wan
