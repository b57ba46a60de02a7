// Antenna, oscillator and registers of a disturbed meter's radio; and what was felt at all.

#include "models/emi/disturbances.h"
#include "models/emi/thresholds.h"
#include "models/numeric/numeric.h"

namespace bench::emi {
namespace {

constexpr double kMilliwatts = 1000;
constexpr double kLightSpeed = 299'792'458;
constexpr double kFreeSpaceOhm = 376.730313668;
constexpr double kFourPi = 12.566370614359172;
constexpr double kThermalDbmPerHz = -173.975;  // 290 K
// The band that stands for the radio's when it is asked whether it felt anything.
constexpr double kFeltWidthHz = 200e3;
// A bit flips here and there: 3 sigma below the margin.
constexpr double kBusFeltV = kBusMarginV - 3 * kBusSigmaV;

double longest_s(const Occurrence& source, const RadioBand& band) {
    return std::max(source.equivalent_width_s(), 1 / band.width_hz);
}

// A pulse of P tau in a spectrum of 1 / tau leaves P (B tau)^2 for 1 / B behind a filter of B.
double pulse_dbm(const Occurrence& source, const RadioBand& band) {
    const double volts = source.peak_v(Victim::antenna);
    const double share = std::min(band.width_hz * source.equivalent_width_s(), 1.0);
    return numeric::to_db(volts * volts / kAntennaOhm * kMilliwatts * share * share);
}

// Field strength to power in an isotropic antenna, with the mean of 80 % modulation.
double field_dbm(const DisturbanceConfig& config, double shield_db) {
    const double wavelength = kLightSpeed / config.carrier_hz;
    const double mean = 1 + config.modulation_depth * config.modulation_depth / 2;
    const double density = config.level * config.level * mean / kFreeSpaceOhm;
    return numeric::to_db(density * wavelength * wavelength / kFourPi * kMilliwatts) - shield_db;
}

bool in_band(const DisturbanceConfig& config, const RadioBand& band) {
    const double off_hz = config.carrier_hz - band.centre_hz;
    return config.kind == Kind::radiated_rf && off_hz <= band.width_hz / 2 &&
           -off_hz <= band.width_hz / 2;
}

// A surge's spectrum ends far below the radio's band.
bool noisy(const Occurrence& source) {
    return source.pulsed() && source.config().kind != Kind::surge && source.config().level > 0;
}

bool antenna_feels(const Occurrence& source, const RadioBand& radio) {
    if (in_band(source.config(), radio)) return source.config().level > 0;
    const double floor_dbm = kThermalDbmPerHz + numeric::to_db(kFeltWidthHz) + kRadioNoiseFigureDb;
    return noisy(source) && pulse_dbm(source, {0, kFeltWidthHz}) > floor_dbm;
}

bool reaches(const Occurrence& source, Victim victim) {
    const bool current = victim == Victim::adc_current;
    for (std::size_t channel = current ? 3 : 0; channel < (current ? 7U : 3U); ++channel) {
        if (source.reaches_channel(channel)) return true;
    }
    return false;
}

// What one sample of the front end moves by, at the most.
double adc_shift_v(const Occurrence& source, Victim victim) {
    const DisturbanceConfig& config = source.config();
    if (config.kind == Kind::surge) return source.peak_v(victim);
    if (source.pulsed()) return source.area_vs(victim, {}) * kSincPeak / kSamplePeriodS;
    const double peak = config.level * source.gain(victim) * (1 + config.modulation_depth);
    return kKappaPerV * peak * peak;
}

// At all; whether it acts within the window is the caller's question.
bool adc_can_feel(const Occurrence& source, Victim victim, const Installation& installation) {
    const DisturbanceConfig& config = source.config();
    const bool current = victim == Victim::adc_current;
    if (config.kind == Kind::dc_magnet) return current && config.level > 0;
    if (config.kind == Kind::magnetic_field) {
        return current && induced_peak_v(config, installation) > kAdcNoiseV;
    }
    return reaches(source, victim) && adc_shift_v(source, victim) > kAdcNoiseV;
}

bool pin_resets(const Occurrence& source, double from_s, double to_s) {
    bool any = false;
    if (!source.can_reset()) return false;
    source.pulses(from_s, to_s, [&](const Pulse& pulse) {
        any = source.pin_reset_s(pulse).has_value();
        return !any;
    });
    return any;
}

}  // namespace

bool Disturbances::any_above(const Occurrence& source, Victim victim, double level_v, double from_s,
                             double to_s) {
    if (source.peak_v(victim) <= level_v) return false;
    bool any = false;
    source.pulses(from_s, to_s, [&](const Pulse& pulse) {
        any = source.peak_v(victim, pulse) > level_v;
        return !any;
    });
    return any;
}

bool Disturbances::any_above(Victim victim, double level_v, double from_s, double to_s) const {
    bool any = false;
    each(from_s, to_s, [&](const Occurrence& source) {
        any = any || any_above(source, victim, level_v, from_s, to_s);
    });
    return any;
}

void Disturbances::radio_noise(const RadioBand& band, double from_s, double to_s,
                               std::vector<RadioNoise>& out) const {
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    each(from_s - 1 / band.width_hz, to_s, [&](const Occurrence& source) {
        const DisturbanceConfig& config = source.config();
        if (in_band(config, band) && config.level > 0 && config.end_s > from_s) {
            out.push_back(
                {config.start_s, config.end_s, field_dbm(config, installation_.shield_db)});
        }
        if (!noisy(source)) return;
        const double length_s = longest_s(source, band);
        const double power_dbm = pulse_dbm(source, band);
        source.pulses(from_s - length_s, to_s, [&](const Pulse& pulse) {
            const double end_s = pulse.at_s + length_s;
            if (end_s > from_s) out.push_back({pulse.at_s, end_s, power_dbm});
            return true;
        });
    });
    std::ranges::stable_sort(out.begin() + begin, out.end(), {}, &RadioNoise::start_s);
}

bool Disturbances::pll_lost(double from_s, double to_s) const {
    return any_above(Victim::crystal, kPllV, from_s, to_s);
}

bool Disturbances::radio_registers_lost(double from_s, double to_s) const {
    return any_above(Victim::rail, kRadioRegistersV, from_s, to_s);
}

Felt Disturbances::felt(std::uint32_t id, double from_s, double to_s,
                        const RadioBand& radio) const {
    Felt felt;
    each(from_s, to_s, [&](const Occurrence& source) {
        if (source.config().id != id) return;
        const auto mark = [&](Victim victim, bool does) {
            if (does) felt.set(Occurrence::index(victim));
        };
        if (source.pulsed() && !source.any_pulse(from_s, to_s)) return;
        for (const Victim victim : {Victim::adc_voltage, Victim::adc_current}) {
            mark(victim, adc_can_feel(source, victim, installation_));
        }
        mark(Victim::antenna, antenna_feels(source, radio));
        if (!source.pulsed()) return;
        mark(Victim::rail, any_above(source, Victim::rail, kRamV, from_s, to_s));
        mark(Victim::serial_bus, any_above(source, Victim::serial_bus, kBusFeltV, from_s, to_s));
        mark(Victim::crystal, any_above(source, Victim::crystal, kPllV, from_s, to_s));
        mark(Victim::ethernet, any_above(source, Victim::ethernet, kEthernetV, from_s, to_s));
        mark(Victim::reset_pin, pin_resets(source, from_s, to_s));
    });
    return felt;
}

}  // namespace bench::emi
