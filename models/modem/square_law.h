#pragma once

// The receiver of the published figures: two orthogonal frequencies (h = 1), an energy detector on
// each. It checks the decoder against numbers that others can make; no radio here is like it.

#include <cstdint>

#include "models/chance/chance.h"

namespace bench::modem {

// Of `count` frames (NRNSC, interleaver; two octets of PHR on top of the PSDU) at this Es/N0 of a
// coded symbol, how many come out wrong. Soft: the difference of the energies, 3 bits and a sign.
[[nodiscard]] std::uint64_t square_law_lost_frames(double es_n0_db, bool soft,
                                                   std::size_t psdu_octets, std::uint64_t count,
                                                   const chance::Key& key);

}  // namespace bench::modem
