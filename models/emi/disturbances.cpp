#include "models/emi/disturbances.h"

#include "models/emi/check.h"
#include "models/emi/coupling.h"
#include "models/emi/thresholds.h"
#include "models/numeric/numeric.h"

namespace bench::emi {
namespace {

constexpr std::size_t kVoltageChannels = 3;
constexpr double kSliceS = 10e-6;  // A surge is heard in pieces of this.

Victim victim_of(std::size_t channel) {
    return channel < kVoltageChannels ? Victim::adc_voltage : Victim::adc_current;
}

// One impulse a slice, in its middle.
void add_slices(const Occurrence& source, Victim victim, const Pulse& pulse, double from_s,
                double to_s, std::vector<Impulse>& out) {
    for (double begin = 0; begin < source.after_s(); begin += kSliceS) {
        const double at_s = pulse.at_s + begin + kSliceS / 2;
        if (at_s < from_s || at_s >= to_s) continue;
        out.push_back({at_s, source.slice_vs(victim, pulse, begin, begin + kSliceS)});
    }
}

// Rectified: kappa V^2 (1 + m cos)^2 (channel.md 7.2).
double rectified_v(const Occurrence& source, Victim victim, double at_s) {
    const DisturbanceConfig& config = source.config();
    const double amplitude = config.level * source.gain(victim);
    const double envelope =
        1 + config.modulation_depth * numeric::cos_turns(config.modulation_hz * at_s);
    return kKappaPerV * amplitude * amplitude * envelope * envelope;
}

// The change of mu0 H sqrt(2) sin.
double induced_v(const DisturbanceConfig& config, const Installation& installation, double at_s) {
    const double turns = (at_s - installation.mains_zero_s) * installation.mains_hz +
                         config.phase_deg.value_or(0) / 360;
    return induced_peak_v(config, installation) * numeric::cos_turns(turns);
}

}  // namespace

Disturbances::Disturbances(const Installation& installation, const chance::Key& meter)
    : installation_{installation}, meter_{meter.of("emi")} {
    check(installation);
}

void Disturbances::add(const DisturbanceConfig& config, double start_s, double end_s) {
    DisturbanceConfig placed = config;
    placed.start_s = start_s;
    placed.end_s = end_s;
    check(placed);
    const auto earlier = std::ranges::count_if(
        occurrences_, [&](const Occurrence& each) { return each.config().id == config.id; });
    const chance::Key key = meter_.of(config.id).of(static_cast<std::uint64_t>(earlier));
    occurrences_.insert(std::ranges::upper_bound(occurrences_, start_s, {}, &Occurrence::start_s),
                        Occurrence{placed, installation_, key});
    last_end_.clear();
    double latest = 0;
    for (const Occurrence& each : occurrences_) {
        latest = std::max(latest, each.end_s());
        last_end_.push_back(latest);
    }
}

void Disturbances::impulses(std::size_t channel, double from_s, double to_s,
                            std::vector<Impulse>& out) const {
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    const Victim victim = victim_of(channel);
    each(from_s, to_s, [&](const Occurrence& source) {
        if (!source.pulsed() || !source.reaches_channel(channel)) return;
        const bool surge = source.config().kind == Kind::surge;
        const double first_s = surge ? from_s - source.after_s() : from_s;
        source.pulses(first_s, to_s, [&](const Pulse& pulse) {
            if (surge) {
                add_slices(source, victim, pulse, from_s, to_s, out);
            } else {
                out.push_back({pulse.at_s, source.area_vs(victim, pulse)});
            }
            return true;
        });
    });
    std::ranges::stable_sort(out.begin() + begin, out.end(), {}, &Impulse::at_s);
}

double Disturbances::voltage(std::size_t channel, double at_s) const {
    double sum = 0;
    each_at(at_s, [&](const Occurrence& source) {
        const Kind kind = source.config().kind;
        if (kind == Kind::magnetic_field && channel >= kVoltageChannels) {
            sum += induced_v(source.config(), installation_, at_s);
        }
        if (kind != Kind::conducted_rf && kind != Kind::radiated_rf) return;
        if (source.reaches_channel(channel)) sum += rectified_v(source, victim_of(channel), at_s);
    });
    return sum;
}

double Disturbances::core_bias(double at_s) const {
    double sum = 0;
    each_at(at_s, [&](const Occurrence& source) {
        if (source.config().kind == Kind::dc_magnet) {
            sum += source.config().level / installation_.saturating_mt;
        }
    });
    return sum;
}

bool Disturbances::active(double from_s, double to_s) const {
    bool any = false;
    each(from_s, to_s, [&](const Occurrence& source) {
        const bool surge = source.config().kind == Kind::surge;
        any = any || !source.pulsed() ||
              source.any_pulse(surge ? from_s - source.after_s() : from_s, to_s);
    });
    return any;
}

}  // namespace bench::emi
