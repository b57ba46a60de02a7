#pragma once

// Whether a planted fault was chosen for this process. Included by the copies of the firmware that plant.py writes.

#include <type_traits>

namespace planted {

extern const int chosen;  // Number of the fault; -1: none, and the firmware is the product.

// A template, so that a constexpr function may ask: it is right wherever the compiler evaluates it.
template <int Number>
constexpr bool on() {
    if (std::is_constant_evaluated()) return false;
    return chosen == Number;
}

}  // namespace planted
