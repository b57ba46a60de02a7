#pragma once

// The loss on the way into a building: ITU-R P.2109-2, annex 1, section 3.
//
// Stands for the whole building, so it is never added to walls or floors of it.

#include "models/chance/chance.h"
#include "models/propagation/config.h"

namespace bench::propagation {

struct EntryQuestion {
    Building building = Building::traditional;
    double frequency_ghz = 0.868;  // 0.08 to 100
    double elevation_deg = 0;      // Of the path at the facade, -90 to 90.
    double probability = 0.5;      // Of a loss no greater, between 0 and 1 without the ends.
};
// In dB. Throws std::invalid_argument outside the ranges.
[[nodiscard]] double entry_loss_db(const EntryQuestion& question);

// What a building takes beyond the median one, in dB, by a probability that its key draws. 0 if the
// probability is stated: then the median loss of the path already has it.
[[nodiscard]] double entry_deviation_db(const EntryLoss& entry, double frequency_ghz,
                                        double elevation_deg, const chance::Key& building);

}  // namespace bench::propagation
