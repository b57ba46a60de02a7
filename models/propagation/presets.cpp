#include "models/propagation/presets.h"

#include <stdexcept>

namespace bench::propagation {
namespace {

// Engineering defaults. Where a preset is not known by its own measurements, shadowing is 7 dB from
// outdoors to indoors (6 to 8) and that of ITU-R P.1238 for an office without sight within doors.
constexpr ShadowingConfig street(double sigma_db) { return {sigma_db, 20, 0, 600}; }
constexpr ShadowingConfig indoors(double sigma_db) { return {sigma_db, 5, 0, 600}; }

}  // namespace

PresetPath preset(Preset name) {
    switch (name) {
        case Preset::street_los:
            return {{LogDistance{2.2}, {}, {}, street(4)}, Enclosure::none, 10, 50};
        case Preset::street_meter_box:
            return {{LogDistance{2.8}, {}, EntryLoss{Building::traditional, {}, 0}, street(7)},
                    Enclosure::meter_box_closed,
                    6,
                    {}};
        case Preset::basement_rc:
            return {
                {LogDistance{2.8}, {}, EntryLoss{Building::thermally_efficient, {}, 15}, street(8)},
                Enclosure::none,
                0,
                100};
        case Preset::highrise_riser:
            return {{MultiWall{0, 1}, {}, {}, indoors(5.04)}, Enclosure::none, 3, {}};
        case Preset::steel_cabinet:
            return {{LogDistance{2.8}, {}, {}, street(7)}, Enclosure::steel_cabinet, 0, {}};
        case Preset::pit_lid:
            // K is not named: nothing is seen through a lid.
            return {{LogDistance{3.3}, {}, {}, street(7)}, Enclosure::pit, 0, {}};
    }
    throw std::invalid_argument("there is no such preset");
}

std::string_view name_of(Preset name) {
    switch (name) {
        case Preset::street_los:
            return "street_los";
        case Preset::street_meter_box:
            return "street_meter_box";
        case Preset::basement_rc:
            return "basement_rc";
        case Preset::highrise_riser:
            return "highrise_riser";
        case Preset::steel_cabinet:
            return "steel_cabinet";
        case Preset::pit_lid:
            return "pit_lid";
    }
    return "unknown preset";
}

}  // namespace bench::propagation
