#include "models/interference/noise.h"

#include "models/interference/check.h"
#include "models/numeric/numeric.h"

namespace bench::interference {
namespace {

constexpr double kThermalDbmPerHz = -173.975;

struct Line {
    double c;
    double d;
};

Line line(Surroundings surroundings) {
    switch (surroundings) {
        case Surroundings::city:
            return {76.8, 27.7};
        case Surroundings::residential:
            return {72.5, 27.7};
        case Surroundings::rural:
            return {67.2, 27.7};
        case Surroundings::quiet_rural:
            return {53.6, 28.6};
    }
    return {53.6, 28.6};
}

void require_raise(double raise_db, std::string_view name) {
    require(raise_db >= 0 && raise_db <= 60, name, fmt::format("a raise of {} dB", raise_db),
            "write 0 to 60; in homes 3 to 10");
}

}  // namespace

double added_noise_mw(double width_khz, double noise_figure_db, double raise_db) {
    const double floor_dbm = kThermalDbmPerHz + numeric::to_db(width_khz * 1000) + noise_figure_db;
    return numeric::from_db(floor_dbm) * (numeric::from_db(raise_db) - 1);
}

double man_made_noise_figure_db(Surroundings surroundings, double frequency_mhz) {
    const auto [c, d] = line(surroundings);
    return c - d * numeric::log10(frequency_mhz);
}

SwitchingNoise::SwitchingNoise(std::string_view name, const SwitchingNoiseConfig& config)
    : config_{config},
      half_cycles_{Grid::of_millihertz(2 * config.mains_millihertz, config.mains_phase)} {
    require_raise(config.raise_db, name);
    require_share(config.on_fraction, name, "on_fraction");
    require_mains(config.mains_millihertz, name);
}

// Rectifiers conduct around the crest, in the middle of each half cycle.
void SwitchingNoise::bursts(const Question& question, std::vector<Burst>& out) const {
    const double power =
        added_noise_mw(question.band.width_khz, config_.noise_figure_db, config_.raise_db);
    for (auto n = half_cycles_.index(question.from); half_cycles_.start(n) < question.to; ++n) {
        const Nanoseconds length = half_cycles_.start(n + 1) - half_cycles_.start(n);
        const Nanoseconds on = share(length, config_.on_fraction);
        const Time start = half_cycles_.start(n) + (length - on) / 2;
        if (start < question.to && start + on > question.from) {
            out.push_back({start, start + on, power});
        }
    }
}

ManMadeNoise::ManMadeNoise(std::string_view name, const ManMadeNoiseConfig& config)
    : config_{config} {
    require_raise(config.raise_db, name);
}

void ManMadeNoise::bursts(const Question& question, std::vector<Burst>& out) const {
    out.push_back(
        {kStart, kEndOfTime,
         added_noise_mw(question.band.width_khz, config_.noise_figure_db, config_.raise_db)});
}

}  // namespace bench::interference
