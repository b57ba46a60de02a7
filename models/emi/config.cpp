#include "models/emi/config.h"

#include <algorithm>

namespace bench::emi {
namespace {

// Of the basic standards of each kind; channel.md 7 and metering.md 5.
constexpr std::array<double, 4> kFast{500, 1000, 2000, 4000};
constexpr std::array<double, 4> kContact{2000, 4000, 6000, 8000};
constexpr std::array<double, 4> kAir{2000, 4000, 8000, 15000};
constexpr std::array<double, 3> kConducted{1, 3, 10};
constexpr std::array<double, 4> kRadiated{1, 3, 10, 30};
constexpr std::array<double, 8> kMagnetic{1, 3, 10, 30, 100, 300, 400, 1000};

}  // namespace

std::span<const double> ladder(Kind kind, Discharge discharge) {
    switch (kind) {
        case Kind::eft_burst:
        case Kind::surge:
            return kFast;
        case Kind::esd:
            return discharge == Discharge::contact ? kContact : kAir;
        case Kind::conducted_rf:
            return kConducted;
        case Kind::radiated_rf:
            return kRadiated;
        case Kind::magnetic_field:
            return kMagnetic;
        case Kind::dc_magnet:
            break;
    }
    return {};
}

bool on_ladder(Kind kind, double level, Discharge discharge) {
    const std::span<const double> levels = ladder(kind, discharge);
    return levels.empty() || std::ranges::find(levels, level) != levels.end();
}

}  // namespace bench::emi
