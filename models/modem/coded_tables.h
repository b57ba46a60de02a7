#pragma once

// What becomes of frames with forward error correction, for a bench that counts packets: rates
// measured on bit-level frames (generate_tables.cpp), h = 0.5, BT = 0.5, NRNSC with interleaver and
// soft decisions. Look-ups only.
//
// A frame of n bits of information (PHR and PSDU, before coding) survives noise of one level with
// chance exp(n x coded_log_survival_per_bit(Es/N0)), and each burst of interference in it with
// chance 1 - burst_loss(its symbols, Es/N0 in it).

#include "models/modem/tables/half_index.h"

namespace bench::modem {

// ln of the chance that decoding does not go wrong at a bit of information. Es/N0 of a symbol on
// the air, dB, to the nearest hundredth within -10 .. 30; beyond, as there. Above the highest level
// measured the last slope goes on, which flatters nobody: the true curve falls faster. Never below
// ln(1/2).
[[nodiscard]] double coded_log_survival_per_bit(double es_n0_db);

// Chance that a burst over so many symbols on the air (0 or more, not necessarily whole) spoils a
// frame that is otherwise safe. `sir_db` is Es over the density of interference and noise in the
// burst. Linear between the rows measured; SIR beyond -10 .. 12 dB as there; a longer burst than
// measured is several in a row.
[[nodiscard]] double burst_loss(double symbols, double sir_db);

// Es/N0 at which one in ten frames of 250 octets of PSDU is lost, dB.
inline constexpr double kCodedRequiredDb = half_index::kRequiredDb;

}  // namespace bench::modem
