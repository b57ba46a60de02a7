#pragma once

#include "models/time/time.h"

namespace bench::wan {

struct BackhaulConfig {
    Nanoseconds delay = std::chrono::milliseconds{5};  // One way.
    double loss = 0;                                   // Probability, each datagram by itself.
};

}  // namespace bench::wan
