#pragma once

// Refuses configurations that cannot be: where, what, what to write instead.

#include "models/emi/config.h"

namespace bench::emi {

// Both throw std::invalid_argument.
void check(const DisturbanceConfig& config);
void check(const Installation& installation);

}  // namespace bench::emi
