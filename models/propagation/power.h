#pragma once

// A power with any exponent, the same on every machine.

#include "models/numeric/numeric.h"

namespace bench::propagation {

// base > 0
[[nodiscard]] inline double power(double base, double exponent) {
    return numeric::exp(exponent * numeric::log(base));
}

}  // namespace bench::propagation
