#pragma once

// White Gaussian noise, drawn by key: sample n of a key is the same however much is asked for.

#include <cstddef>
#include <span>

#include "models/chance/chance.h"
#include "models/modem/waveform.h"

namespace bench::modem {

// Adds to sample n a complex normal draw whose two parts have the deviation `deviations[n]` each.
// All three of one size. Philox4x64-10 keyed by 128 bits drawn from `key`; one block gives four
// samples, by Box and Muller (1958) from 32 bits each: none beyond 6.8 deviations.
void add_noise(Waveform& wave, std::span<const float> deviations, const chance::Key& key);

}  // namespace bench::modem
