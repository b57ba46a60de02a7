#pragma once

// What lies between two antennas, as plain structs that the scenario fills in.
//
// Positions in metres, z upwards; losses in dB; thicknesses in cm; heights in metres.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bench::propagation {

struct Position {  // Metres.
    double x = 0;
    double y = 0;
    double z = 0;
};

struct Point {  // In the plan, metres.
    double x = 0;
    double y = 0;
};

// Why something was refused: which thing, what is wrong with it, and what to write instead.
struct Complaint {
    std::string where;
    std::string what;
    std::string instead;
};

// Around one antenna.
enum class Enclosure : std::uint8_t { none, meter_box_closed, steel_cabinet, pit };

// The last three are COST 231's own classes, for budgets that name no material.
enum class Material : std::uint8_t {
    brick,
    concrete,
    reinforced_concrete,
    plasterboard,
    glass,
    low_e_glass,
    wood,
    light_wall,
    heavy_wall,
    floor_slab
};

// Walls of a link that are counted, not drawn.
struct WallConfig {
    Material material = Material::brick;
    double thickness_cm = 22;  // One of the thicknesses of the material table.
    int count = 1;
};

inline constexpr double kEndless = std::numeric_limits<double>::infinity();

// A drawn wall: an upright rectangle over the line from `from` to `to`.
struct WallSegment {
    std::string name;
    Point from;
    Point to;
    double bottom = 0;  // Metres; -kEndless and kEndless are allowed.
    double top = 3;
    Material material = Material::brick;
    double thickness_cm = 22;
    std::optional<double> loss_db;  // Instead of the table's, in every band.
};

// A drawn floor: a level rectangle. Without corners it has no end, and is crossed out of doors too.
struct Floor {
    std::string name;
    double height = 3;  // Metres, of its middle.
    Material material = Material::floor_slab;
    double thickness_cm = 25;
    std::optional<double> loss_db;  // Instead of the table's, in every band.
    Point least{-kEndless, -kEndless};
    Point most{kEndless, kEndless};
};

// Replaces the table's loss of a material, whatever the thickness and the band.
struct MaterialOverride {
    Material material = Material::brick;
    double loss_db = 0;
};

struct SiteConfig {  // What is drawn once and lies between all links.
    std::vector<WallSegment> walls;
    std::vector<Floor> floors;
    std::vector<MaterialOverride> materials;
};

struct FreeSpace {};
struct LogDistance {  // From free space at 1 m.
    double exponent = 2.8;
};
// ITU-R P.1238-11, one storey: the walls of the place are inside its coefficients.
enum class Environment : std::uint8_t {
    office_los,
    office_nlos,
    corridor_los,
    corridor_nlos,
    industrial_los,
    industrial_nlos
};
struct SiteGeneral {
    Environment environment = Environment::office_nlos;
};
// COST 231: free space, a constant, and floors whose losses do not simply add up.
struct MultiWall {
    double constant_db = 0;  // L_c, 0 to 37.
    int floors = 0;          // Counted, not drawn; 18.3 dB for the first.
};
using PathLaw = std::variant<FreeSpace, LogDistance, SiteGeneral, MultiWall>;

enum class Building : std::uint8_t { traditional, thermally_efficient };

// ITU-R P.2109-2: the way into a building, instead of its walls and floors.
struct EntryLoss {
    Building building = Building::traditional;
    std::optional<double> probability;  // Not exceeded with it; absent: a draw of the building.
    double basement_db = 0;             // On top, below ground: 10 to 20.
};

struct ShadowingConfig {
    double sigma_db = 0;
    double correlation_m = 5;  // 5 within doors, 20 to 50 in streets.
    double slow_sigma_db = 0;  // People, doors, cars: 1 to 2.
    double slow_time_s = 600;  // After which the slow part's correlation is 1/e.
};

struct PathConfig {
    PathLaw law = LogDistance{};
    std::vector<WallConfig> walls;
    std::optional<EntryLoss> entry;
    ShadowingConfig shadowing;
};

// Named paths of the scenario language.
enum class Preset : std::uint8_t {
    street_los,
    street_meter_box,
    basement_rc,
    highrise_riser,
    steel_cabinet,
    pit_lid
};

}  // namespace bench::propagation
