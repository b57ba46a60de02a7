#include "models/radio/propagation.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "models/numeric/numeric.h"

namespace bench::radio {
namespace {

constexpr double kLightSpeed = 299'792'458.0;
constexpr double kFourPi = 12.566370614359172;
constexpr double kThermalDbmPerHz = -173.975;  // kT at 290 K.

// Field-like losses in dB. The slab formula of ITU-R P.2040 gives less (brick of 22 cm: 5.56 at
// 868 MHz, concrete of 20 cm: 7.49): mortar, rebar, clutter and oblique incidence are missing from
// it. The values are engineering defaults above it, of the size of COST 231's light (3.4) and heavy
// (6.9) walls. `least_cm` to `most_cm`: the thicknesses that a row stands for.
struct WallRow {
    Material material;
    double least_cm;
    double most_cm;
    double sub_ghz_db;
    double ghz_2_4_db;
};
constexpr double kAny = 1e9;  // Built one way only: the thickness is not looked at.
constexpr std::array<WallRow, 9> kWalls{{
    {Material::brick, 10, 10, 4, 6},
    {Material::brick, 22, 22, 7, 10},
    {Material::concrete, 10, 10, 8, 12},
    {Material::concrete, 20, 20, 12, 18},
    {Material::reinforced_concrete, 20, 30, 18, 25},
    {Material::plasterboard, 0, kAny, 2, 3},   // Stud wall, 2 x 13 mm.
    {Material::glass, 0, kAny, 2, 3},          // Clear, 6 mm.
    {Material::low_e_glass, 0, kAny, 20, 25},  // Metallised.
    {Material::wood, 0, kAny, 2, 3},           // Door of 4 cm.
}};

struct EnclosureRow {
    Enclosure enclosure;
    double sub_ghz_db;
    double ghz_2_4_db;
};
constexpr std::array<EnclosureRow, 4> kEnclosures{{
    {Enclosure::none, 0, 0},
    {Enclosure::meter_box_closed, 12, 15},  // Metal, with slots or a plastic window.
    {Enclosure::steel_cabinet, 25, 30},     // Closed, antenna inside.
    {Enclosure::pit, 25, 35},               // Under ground, cast-iron lid.
}};

bool is_sub_ghz(double frequency_mhz) {
    if (frequency_mhz >= 700 && frequency_mhz < 1000) return true;
    if (frequency_mhz >= 2300 && frequency_mhz < 2600) return false;
    throw std::invalid_argument("no wall losses for this frequency");
}

}  // namespace

double free_space_db(double distance, double frequency_mhz) {
    const double wavelengths = std::max(distance, 1.0) * frequency_mhz * 1e6 / kLightSpeed;
    return 20.0 * numeric::log10(kFourPi * wavelengths);
}

double log_distance_db(double distance, double frequency_mhz, double exponent) {
    const double beyond = 10.0 * exponent * numeric::log10(std::max(distance, 1.0));
    return free_space_db(1.0, frequency_mhz) + beyond;
}

double wall_db(const WallConfig& wall, double frequency_mhz) {
    if (wall.count < 0) throw std::invalid_argument("a wall cannot stand fewer than 0 times");
    const bool sub_ghz = is_sub_ghz(frequency_mhz);
    for (const WallRow& row : kWalls) {
        if (row.material != wall.material) continue;
        if (wall.thickness_cm < row.least_cm || wall.thickness_cm > row.most_cm) continue;
        return wall.count * (sub_ghz ? row.sub_ghz_db : row.ghz_2_4_db);
    }
    throw std::invalid_argument("no loss is known for a wall of this material and thickness");
}

double enclosure_db(Enclosure enclosure, double frequency_mhz) {
    const bool sub_ghz = is_sub_ghz(frequency_mhz);
    for (const EnclosureRow& row : kEnclosures) {
        if (row.enclosure == enclosure) return sub_ghz ? row.sub_ghz_db : row.ghz_2_4_db;
    }
    throw std::invalid_argument("no loss is known for this enclosure");
}

double distance_m(const Position& a, const Position& b) {
    const double x = a.x - b.x;
    const double y = a.y - b.y;
    const double z = a.z - b.z;
    const double squared = x * x + y * y + z * z;
    if (!(squared > 0)) throw std::invalid_argument("two nodes of a link are in one place");
    return numeric::square_root(squared);
}

double median_loss_db(const LinkConfig& link, const NodeConfig& a, const NodeConfig& b,
                      double frequency_mhz) {
    double loss = log_distance_db(distance_m(a.at, b.at), frequency_mhz, link.exponent);
    for (const WallConfig& wall : link.walls) loss += wall_db(wall, frequency_mhz);
    return loss + enclosure_db(a.enclosure, frequency_mhz) +
           enclosure_db(b.enclosure, frequency_mhz);
}

double noise_dbm(double bandwidth_hz, double noise_figure_db) {
    return kThermalDbmPerHz + 10.0 * numeric::log10(bandwidth_hz) + noise_figure_db;
}

}  // namespace bench::radio
