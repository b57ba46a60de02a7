#include "models/emi/coupling.h"

#include <algorithm>
#include <array>

#include "models/numeric/numeric.h"

namespace bench::emi {
namespace {

constexpr double kBadEarthDb = 15;
constexpr double kNoCapacitorDb = 20;
constexpr double kMuZero = 1.25663706212e-6;  // H/m, CODATA 2018.
constexpr double kTwoPi = 6.283185307179586;
constexpr double kRootTwo = 1.4142135623730951;

// A0 at 10 MHz and above; columns as Victim. Mains: channel.md 7.2; its Ethernet and all of the
// other two rows are engineering defaults. The signal cable enters beside the digital side, the
// enclosure's currents pass near the antenna.
constexpr std::array<std::array<double, kVictims>, kPorts> kMatrix{{
    // rail adc_u adc_i bus reset antenna crystal ethernet
    {70, 60, 60, 75, 80, 60, 85, 80},  // mains
    {70, 70, 70, 70, 75, 60, 85, 60},  // signal
    {80, 75, 75, 80, 85, 60, 85, 80},  // enclosure
}};

}  // namespace

Port port_of(const DisturbanceConfig& config) {
    switch (config.kind) {
        case Kind::eft_burst:
        case Kind::surge:
        case Kind::conducted_rf:
            return (config.lines & line_signal) != 0 ? Port::signal : Port::mains;
        case Kind::esd:
        case Kind::radiated_rf:
        case Kind::magnetic_field:
        case Kind::dc_magnet:
            break;
    }
    return Port::enclosure;
}

double default_attenuation_db(Port port, Victim victim) {
    return kMatrix[static_cast<std::size_t>(port)][static_cast<std::size_t>(victim)];
}

double attenuation_db(Port port, Victim victim, double frequency_hz,
                      const Installation& installation) {
    double db = installation.coupling_db[static_cast<std::size_t>(victim)].value_or(
        default_attenuation_db(port, victim));
    if (frequency_hz < kCornerHz) db += 2 * numeric::to_db(kCornerHz / frequency_hz);
    db += installation.shield_db;
    if (!installation.good_earth) db -= kBadEarthDb;
    if (!installation.y_capacitor && port == Port::mains) db -= kNoCapacitorDb;
    return std::max(db, 0.0);
}

double coupling(Port port, Victim victim, double frequency_hz, const Installation& installation) {
    return numeric::pow10(-attenuation_db(port, victim, frequency_hz, installation) / 20);
}

double induced_peak_v(const DisturbanceConfig& config, const Installation& installation) {
    const double flux = kMuZero * config.level * kRootTwo * installation.loop_area_m2;
    return kTwoPi * installation.mains_hz * flux;
}

}  // namespace bench::emi
