#include "models/interference/jammers.h"

#include <algorithm>

#include "models/interference/check.h"
#include "models/numeric/numeric.h"

namespace bench::interference {
namespace {

using std::chrono::microseconds;

constexpr Nanoseconds kShortestDwell = microseconds{1};

double checked_width(double width_khz, std::string_view name) {
    require(width_khz > 0, name, fmt::format("a width of {} kHz", width_khz),
            "write 1 kHz for a carrier, the channel's width for noise");
    return width_khz;
}

const SweptConfig& checked(std::string_view name, const SweptConfig& config) {
    require(config.last_khz > config.first_khz, name, "a sweep that ends below its start",
            "write the lower frequency first");
    require(config.period >= microseconds{100}, name, "a sweep shorter than 100 us",
            "write a carrier as wide as the sweep instead: faster than a bit it is noise");
    return config;
}

const PulsedConfig& checked(std::string_view name, const PulsedConfig& config) {
    require_share(config.duty, name, "duty");
    require(config.period >= microseconds{10}, name, "a pulse period below 10 us",
            "write a carrier of the mean power instead");
    return config;
}

Grid drawn_grid(Nanoseconds period, const chance::Key& key) {
    return {period, share(period, key.of("phase").uniform(0))};
}

}  // namespace

Carrier::Carrier(std::string_view name, const CarrierConfig& config)
    : config_{config},
      spectrum_{Spectrum::flat(checked_width(config.width_khz, name), config.eirp_dbm)} {}

void Carrier::bursts(const Question& question, std::vector<Burst>& out) const {
    out.push_back({kStart, kEndOfTime, spectrum_.received_mw(question.band, config_.centre_khz)});
}

Swept::Swept(std::string_view name, const SweptConfig& config, const chance::Key& key)
    : config_{checked(name, config)},
      sweeps_{drawn_grid(config.period, key)},
      average_{{{config.first_khz, 0}, {config.last_khz, 0}}, config.eirp_dbm},
      power_mw_{numeric::from_db(config.eirp_dbm)} {}

void Swept::bursts(const Question& question, std::vector<Burst>& out) const {
    const double beside =
        average_.received_mw(question.band, 0) - average_.within_mw(question.band, 0);
    out.push_back({kStart, kEndOfTime, std::max(beside, 0.0)});
    const double range = config_.last_khz - config_.first_khz;
    const auto part = [&](double khz) {
        return std::clamp((khz - config_.first_khz) / range, 0.0, 1.0);
    };
    const double enter = part(question.band.centre_khz - question.band.width_khz / 2);
    const double leave = part(question.band.centre_khz + question.band.width_khz / 2);
    if (!(leave > enter)) return;
    for (auto n = sweeps_.index(question.from); sweeps_.start(n) < question.to; ++n) {
        const Time from = sweeps_.start(n) + share(config_.period, enter);
        const Time to = sweeps_.start(n) + share(config_.period, leave);
        if (from < question.to && to > question.from) out.push_back({from, to, power_mw_});
    }
}

Pulsed::Pulsed(std::string_view name, const PulsedConfig& config, const chance::Key& key)
    : config_{checked(name, config)},
      pulses_{drawn_grid(config.period, key)},
      spectrum_{Spectrum::flat(checked_width(config.width_khz, name), config.eirp_dbm)} {}

void Pulsed::bursts(const Question& question, std::vector<Burst>& out) const {
    const double power = spectrum_.received_mw(question.band, config_.centre_khz);
    const Nanoseconds on = share(config_.period, config_.duty);
    for (auto n = pulses_.index(question.from); pulses_.start(n) < question.to; ++n) {
        const Time start = pulses_.start(n);
        if (start + on > question.from) out.push_back({start, start + on, power});
    }
}

Reactive::Reactive(std::string_view name, const ReactiveConfig& config)
    : config_{config}, power_mw_{numeric::from_db(config.eirp_dbm)} {
    require(config.delay >= Nanoseconds{0} && config.length > Nanoseconds{0}, name,
            "a negative delay, or a burst of no length",
            "write a delay such as 300 us and a length such as 5 ms");
}

void Reactive::bursts(const Question& question, std::vector<Burst>& out) const {
    for (const Time frame : question.frames) {
        const Time start = frame + config_.delay;
        const Time end = start + config_.length;
        if (start < question.to && end > question.from) out.push_back({start, end, power_mw_});
    }
}

Following::Following(std::string_view name, const FollowingConfig& config)
    : spectrum_{Spectrum::flat(checked_width(config.width_khz, name), config.eirp_dbm)} {}

void Following::bursts(const Question& question, std::vector<Burst>& out) const {
    if (question.victim == nullptr) return;
    for (Time at = question.from; at < question.to;) {
        const Hops::Dwell dwell = question.victim->at(at);
        if (dwell.centre_khz) {
            out.push_back(
                {dwell.start, dwell.end, spectrum_.received_mw(question.band, *dwell.centre_khz)});
        }
        if (dwell.end == kEndOfTime) return;
        at = std::max(dwell.end, at + kShortestDwell);
    }
}

}  // namespace bench::interference
