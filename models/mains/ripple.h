#pragma once

// What the mean power of a piece leaves out of its work: the product of voltage and current swings
// at sums and differences of their orders, so where a piece begins and ends within a cycle counts.

#include <vector>

#include "models/mains/piece.h"

namespace bench::mains {

// At the flicker factor `factor`; terms of less than a nanojoule in a cycle are left out.
// Inter-harmonics are not in it.
[[nodiscard]] std::vector<RippleTerm> ripple_of(const Piece& piece, double factor);

// The integral of the terms over time, up to the instant at which the fundamental has turned so
// many cycles, in joules. Between two instants it is the difference of both.
[[nodiscard]] double ripple_j(const std::vector<RippleTerm>& terms, double cycles,
                              double frequency_hz);

}  // namespace bench::mains
