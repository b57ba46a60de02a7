#pragma once

// Losses within a building by recommendation: ITU-R P.1238 in two forms and COST 231 multi-wall.
//
// Distances in metres (below 1 m counts as 1 m), frequencies in MHz.

#include <optional>

#include "models/propagation/config.h"

namespace bench::propagation {

// ITU-R P.1238-11, site-general: 10 a log10(d) + b + 10 g log10(f in GHz), the median over a
// building of this kind on one storey.
[[nodiscard]] double site_general_db(Environment environment, double distance_m,
                                     double frequency_mhz);
// The standard deviation that the recommendation states about that median.
[[nodiscard]] double site_general_sigma_db(Environment environment);
// A distance or a frequency outside the range from which the coefficients come. The loss is
// computed all the same.
[[nodiscard]] std::optional<Complaint> site_general_warning(Environment environment,
                                                            double distance_m,
                                                            double frequency_mhz);

// The older form, ITU-R P.1238-8: 20 log10(f in MHz) + N log10(d) + L_f(n) - 28.
struct PowerLoss {
    double coefficient = 28;  // N
    double floors_db = 0;     // L_f(n)
};
enum class Premises : std::uint8_t { residential, office, commercial };
// The columns of 1.8 to 2 GHz (which ns-3 takes at every frequency) and of 900 MHz. Throws
// std::invalid_argument where the recommendation has no value: at 900 MHz residential premises, or
// floors but 0 to 3 of an office; a count of floors below 0.
[[nodiscard]] PowerLoss power_loss_2_ghz(Premises premises, int floors);
[[nodiscard]] PowerLoss power_loss_900_mhz(Premises premises, int floors);
[[nodiscard]] double power_loss_db(const PowerLoss& loss, double distance_m, double frequency_mhz);

// COST 231 final report, chapter 4: k^((k + 2) / (k + 1) - b) L_f, b = 0.46. 0 for k = 0.
inline constexpr double kFirstFloorDb = 18.3;  // L_f, fitted at 1.8 GHz.
[[nodiscard]] double floors_db(int floors, double first_floor_db = kFirstFloorDb);

struct CountedWalls {  // With COST 231's two classes of walls.
    double constant_db = 0;
    int light = 0;
    int heavy = 0;
    int floors = 0;
};
[[nodiscard]] double multi_wall_db(const CountedWalls& walls, double distance_m,
                                   double frequency_mhz);

}  // namespace bench::propagation
