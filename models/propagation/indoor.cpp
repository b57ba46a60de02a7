#include "models/propagation/indoor.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "models/numeric/numeric.h"
#include "models/propagation/distance.h"
#include "models/propagation/materials.h"
#include "models/propagation/power.h"

namespace bench::propagation {
namespace {

// ITU-R P.1238-11, table 2.
struct SiteGeneralRow {
    Environment environment;
    const char* name;
    double distance;   // alpha
    double offset;     // beta
    double frequency;  // gamma
    double sigma_db;
    double least_ghz;
    double most_ghz;
    double least_m;
    double most_m;
};
constexpr std::array<SiteGeneralRow, 6> kSites{{
    {Environment::office_los, "office_los", 1.46, 34.62, 2.03, 3.76, 0.3, 83.5, 2, 27},
    {Environment::office_nlos, "office_nlos", 2.46, 29.53, 2.38, 5.04, 0.3, 82, 4, 30},
    {Environment::corridor_los, "corridor_los", 1.63, 28.12, 2.25, 4.07, 0.3, 83.5, 2, 160},
    {Environment::corridor_nlos, "corridor_nlos", 2.77, 29.27, 2.48, 7.63, 0.625, 83.5, 4, 94},
    {Environment::industrial_los, "industrial_los", 2.31, 24.52, 2.06, 2.69, 0.625, 70, 2, 101},
    {Environment::industrial_nlos, "industrial_nlos", 3.79, 21.01, 1.34, 9.05, 0.625, 70, 5, 108},
}};

const SiteGeneralRow& row_of(Environment environment) {
    for (const SiteGeneralRow& row : kSites) {
        if (row.environment == environment) return row;
    }
    throw std::invalid_argument("ITU-R P.1238 does not know this environment");
}

void refuse_below_zero(int floors) {
    if (floors < 0) throw std::invalid_argument("a path cannot cross fewer than 0 floors");
}

}  // namespace

double site_general_db(Environment environment, double distance, double frequency_mhz) {
    const SiteGeneralRow& row = row_of(environment);
    return 10.0 * row.distance * numeric::log10(std::max(distance, 1.0)) + row.offset +
           10.0 * row.frequency * numeric::log10(frequency_mhz * 1e-3);
}

double site_general_sigma_db(Environment environment) { return row_of(environment).sigma_db; }

std::optional<Complaint> site_general_warning(Environment environment, double distance,
                                              double frequency_mhz) {
    const SiteGeneralRow& row = row_of(environment);
    const std::string where = fmt::format("path law p1238 {}", row.name);
    const std::string instead = "take multi_wall or log_distance, or read the loss with care";
    if (!(distance >= row.least_m && distance <= row.most_m)) {
        return Complaint{where,
                         fmt::format("{:.1f} m is outside the measured {:g} to {:g} m", distance,
                                     row.least_m, row.most_m),
                         instead};
    }
    const double ghz = frequency_mhz * 1e-3;
    if (!(ghz >= row.least_ghz && ghz <= row.most_ghz)) {
        return Complaint{where,
                         fmt::format("{:g} GHz is outside the measured {:g} to {:g} GHz", ghz,
                                     row.least_ghz, row.most_ghz),
                         instead};
    }
    return std::nullopt;
}

PowerLoss power_loss_2_ghz(Premises premises, int floors) {
    refuse_below_zero(floors);
    const bool any = floors > 0;
    switch (premises) {
        case Premises::residential:
            return {28, 4.0 * floors};
        case Premises::office:
            return {30, any ? 15.0 + 4.0 * (floors - 1) : 0.0};
        case Premises::commercial:
            return {22, any ? 6.0 + 3.0 * (floors - 1) : 0.0};
    }
    throw std::invalid_argument("ITU-R P.1238 does not know these premises");
}

PowerLoss power_loss_900_mhz(Premises premises, int floors) {
    refuse_below_zero(floors);
    constexpr std::array<double, 4> kOffice{0, 9, 19, 24};
    if (premises == Premises::office && floors <= 3) {
        return {33, kOffice[static_cast<std::size_t>(floors)]};
    }
    if (premises == Premises::commercial && floors == 0) return {20, 0};
    throw std::invalid_argument(
        "ITU-R P.1238-8 has no loss at 900 MHz for these premises and floors: take the column of "
        "2 GHz");
}

double power_loss_db(const PowerLoss& loss, double distance, double frequency_mhz) {
    return 20.0 * numeric::log10(frequency_mhz) +
           loss.coefficient * numeric::log10(std::max(distance, 1.0)) + loss.floors_db - 28.0;
}

double floors_db(int floors, double first_floor_db) {
    refuse_below_zero(floors);
    if (floors == 0) return 0;
    constexpr double kLessening = 0.46;  // b
    const double k = floors;
    return power(k, (k + 2.0) / (k + 1.0) - kLessening) * first_floor_db;
}

double multi_wall_db(const CountedWalls& walls, double distance, double frequency_mhz) {
    return free_space_db(distance, frequency_mhz) + walls.constant_db +
           wall_db({Material::light_wall, 0, walls.light}, frequency_mhz) +
           wall_db({Material::heavy_wall, 0, walls.heavy}, frequency_mhz) + floors_db(walls.floors);
}

}  // namespace bench::propagation
