#include "models/emi/occurrence.h"

#include <algorithm>
#include <cmath>

#include "models/emi/thresholds.h"
#include "models/numeric/numeric.h"

namespace bench::emi {
namespace {

// 1 / (pi 1.2 us): where the spectrum of a surge's front bends.
constexpr double kSurgeHz = 265'258;
constexpr double kSamePhase = 1e-9;  // Turns; nearer than this is the phase itself.
constexpr int kSliceSteps = 4;
constexpr std::size_t kCurrentChannels = 3;  // The first of them, as mains::kWaves.

const Waveform* waveform_of(Kind kind) {
    switch (kind) {
        case Kind::eft_burst:
            return &eft_pulse();
        case Kind::surge:
            return &surge_voltage();
        case Kind::esd:
            return &esd_current();
        case Kind::conducted_rf:
        case Kind::radiated_rf:
        case Kind::magnetic_field:
        case Kind::dc_magnet:
            break;
    }
    return nullptr;
}

double frequency_of(const DisturbanceConfig& config, Victim victim) {
    switch (config.kind) {
        case Kind::surge:  // It reaches the rail by conduction through the supply.
            return victim == Victim::rail ? kCornerHz : kSurgeHz;
        case Kind::conducted_rf:
        case Kind::radiated_rf:
            return config.carrier_hz;
        case Kind::eft_burst:
        case Kind::esd:
        case Kind::magnetic_field:
        case Kind::dc_magnet:
            break;
    }
    return kCornerHz;
}

// When the pin, behind its filter, has been low for long enough; `drop_v` a value of 1.
std::optional<double> filtered_reset(const Waveform& wave, double drop_v) {
    constexpr double kStep = 1e-9;
    const double share = 1 - numeric::exp(-kStep / kResetFilterS);
    double filtered = 0;
    double low_since = -1;
    const int steps = static_cast<int>((wave.end_s() + 10 * kResetFilterS) / kStep);
    for (int i = 1; i <= steps; ++i) {
        const double t = i * kStep;
        filtered += (drop_v * wave.value(t) - filtered) * share;
        if (filtered <= kSupplyV - kResetPinV) {
            low_since = -1;
        } else if (low_since < 0) {
            low_since = t;
        } else if (t - low_since > kResetPinS) {
            return t;
        }
    }
    return std::nullopt;
}

}  // namespace

Occurrence::Occurrence(const DisturbanceConfig& config, const Installation& installation,
                       const chance::Key& key)
    : config_{config},
      wave_{waveform_of(config.kind)},
      mains_hz_{installation.mains_hz},
      mains_zero_s_{installation.mains_zero_s},
      clamps_{key.of("clamp")},
      dips_{key.of("dip")} {
    const Port port = port_of(config);
    for (std::size_t v = 0; v < kVictims; ++v) {
        const auto victim = static_cast<Victim>(v);
        gain_[v] = coupling(port, victim, frequency_of(config, victim), installation);
        keys_.push_back(key.of(v));
    }
    if (!pulsed()) return;
    const double peak = wave_->shape().peak;
    scale_v_ = config.kind == Kind::esd ? config.level / peak : config.level;
    source_peak_v_ = scale_v_ * peak;
    if (is_surge()) source_peak_v_ = std::min(source_peak_v_, kClampHighV);
    after_s_ = is_surge() ? std::max(wave_->end_s(), kDipLongS) : wave_->end_s();
    find_resets();
}

void Occurrence::find_resets() {
    const double pin_drop = kSupplyV - kResetPinV;
    if (is_surge()) brown_out_ = peak_v(Victim::rail) > kSupplyV - kBrownOutV;
    if (peak_v(Victim::reset_pin) <= pin_drop) return;
    const double value_v = gain(Victim::reset_pin) * scale_v_;
    if (!is_surge()) {
        pin_reset_s_ = filtered_reset(*wave_, value_v);
        return;
    }
    // Far longer than the filter; whether a pulse is deep enough, its clamp says.
    const Span low = wave_->above(pin_drop / value_v);
    if (low.to_s - low.from_s > kResetPinS) pin_reset_s_ = low.from_s + kResetPinS;
}

bool Occurrence::reaches_channel(std::size_t channel) const {
    if (port_of(config_) != Port::mains) return true;
    const std::size_t line = channel % kCurrentChannels;
    const bool neutral = channel >= 2 * kCurrentChannels;
    return (config_.lines & (neutral ? unsigned{line_neutral} : 1U << line)) != 0;
}

double Occurrence::period_s() const {
    return config_.kind == Kind::eft_burst ? config_.burst_period_s : config_.interval_s;
}

std::uint64_t Occurrence::per_period() const {
    return config_.kind == Kind::eft_burst ? config_.spikes_per_burst : 1;
}

double Occurrence::instant(std::uint64_t number) const {
    const auto period = static_cast<double>(number / per_period());
    const auto spike = static_cast<double>(number % per_period());
    const double at_s = config_.start_s + period * period_s();
    if (config_.kind == Kind::eft_burst) return at_s + spike / config_.spike_rate_hz;
    if (!is_surge() || !config_.phase_deg) return at_s;
    const double turns = (at_s - mains_zero_s_) * mains_hz_ - *config_.phase_deg / 360;
    const double part = turns - std::floor(turns);
    return part < kSamePhase ? at_s : at_s + (1 - part) / mains_hz_;
}

// By division to within a pulse or two, then forward.
std::uint64_t Occurrence::first_from(double from_s) const {
    const double late_s = from_s - config_.start_s - (config_.phase_deg ? 1 / mains_hz_ : 0);
    if (late_s <= 0) return 0;
    const auto period = static_cast<std::uint64_t>(late_s / period_s());
    const double rest_s = late_s - static_cast<double>(period) * period_s();
    const auto spikes = per_period() == 1 ? 0
                                          : static_cast<std::uint64_t>(std::max(
                                                0.0, std::min(rest_s * config_.spike_rate_hz,
                                                              static_cast<double>(per_period()))));
    std::uint64_t number = period * per_period() + spikes;
    number = number > 2 ? number - 2 : 0;
    while (instant(number) < from_s) ++number;
    return number;
}

int Occurrence::sign(std::uint64_t number) const {
    switch (config_.polarity) {
        case Polarity::positive:
            return 1;
        case Polarity::negative:
            return -1;
        case Polarity::alternating:
            break;
    }
    return (number / per_period()) % 2 == 0 ? 1 : -1;
}

bool Occurrence::any_pulse(double from_s, double to_s) const {
    bool any = false;
    if (pulsed()) {
        pulses(from_s, to_s, [&](const Pulse&) {
            any = true;
            return false;
        });
    }
    return any;
}

double Occurrence::clamp_v(const Pulse& pulse) const {
    return kClampLowV + (kClampHighV - kClampLowV) * clamps_.uniform(pulse.number);
}

double Occurrence::peak_v(Victim victim, const Pulse& pulse) const {
    const double source = is_surge() ? std::min(source_peak_v_, clamp_v(pulse)) : source_peak_v_;
    return gain(victim) * source;
}

double Occurrence::value_v(Victim victim, const Pulse& pulse, double after_s) const {
    if (is_surge() && victim == Victim::rail) {
        return after_s >= 0 && after_s < dip_s(pulse) ? -peak_v(victim, pulse) : 0;
    }
    double source = scale_v_ * wave_->value(after_s);
    if (is_surge()) source = std::min(source, clamp_v(pulse));
    return pulse.sign * gain(victim) * source;
}

double Occurrence::area_vs(Victim victim, const Pulse& pulse) const {
    return pulse.sign * gain(victim) * scale_v_ * wave_->shape().area_s;
}

double Occurrence::slice_vs(Victim victim, const Pulse& pulse, double from_s, double to_s) const {
    if (scale_v_ <= 0) return 0;
    const double ceiling = clamp_v(pulse) / scale_v_;
    return pulse.sign * gain(victim) * scale_v_ * wave_->area_s(from_s, to_s, ceiling, kSliceSteps);
}

Span Occurrence::above(Victim victim, const Pulse& pulse, double level_v) const {
    if (peak_v(victim, pulse) <= level_v) return {};
    if (is_surge() && victim == Victim::rail) return {0, dip_s(pulse)};
    return wave_->above(level_v / (gain(victim) * scale_v_));
}

double Occurrence::dip_s(const Pulse& pulse) const {
    return kDipShortS + (kDipLongS - kDipShortS) * dips_.uniform(pulse.number);
}

std::optional<double> Occurrence::brown_out_s(const Pulse& pulse) const {
    if (!brown_out_ || peak_v(Victim::rail, pulse) <= kSupplyV - kBrownOutV) return std::nullopt;
    return kBrownOutS;
}

std::optional<double> Occurrence::pin_reset_s(const Pulse& pulse) const {
    const bool low = pulse.sign < 0 && peak_v(Victim::reset_pin, pulse) > kSupplyV - kResetPinV;
    return low ? pin_reset_s_ : std::nullopt;
}

bool Occurrence::can_reset() const { return brown_out_ || pin_reset_s_.has_value(); }

double Occurrence::equivalent_width_s() const {
    return wave_->shape().area_s / wave_->shape().peak;
}

}  // namespace bench::emi
