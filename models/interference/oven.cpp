#include "models/interference/oven.h"

#include <array>

#include "models/interference/check.h"
#include "models/numeric/numeric.h"

namespace bench::interference {
namespace {

constexpr double kFirstSampleKhz = 2'366'000;
constexpr double kSampleKhz = 6000;
constexpr double kPerMhz = 60;  // dBm/Hz to dBm/MHz.
constexpr std::array<double, 20> kSamples = {
    -67.5 + kPerMhz, -67.5 + kPerMhz, -67.5 + kPerMhz, -67.5 + kPerMhz, -67.5 + kPerMhz,
    -66.0 + kPerMhz, -64.0 + kPerMhz, -63.0 + kPerMhz, -62.5 + kPerMhz, -63.0 + kPerMhz,
    -62.5 + kPerMhz, -62.5 + kPerMhz, -58.0 + kPerMhz, -53.5 + kPerMhz, -44.0 + kPerMhz,
    -38.0 + kPerMhz, -45.0 + kPerMhz, -65.0 + kPerMhz, -67.5 + kPerMhz, -67.5 + kPerMhz};

constexpr Nanoseconds kDriftStep = std::chrono::seconds{1};
constexpr double kSecondTubeDb = 3;
constexpr int kSweepPieces = 8;  // A sweep of 20 MHz in steps of 2.5.

Nanoseconds drawn_phase(const chance::Key& key, Nanoseconds period) {
    return share(period, key.uniform(0));
}

void check(std::string_view name, const OvenConfig& config) {
    require(config.door_db >= 0 && config.door_db <= 60, name,
            fmt::format("a door of {} dB", config.door_db), "write 0 to 60, sound doors 10 to 20");
    require(config.drift_mhz >= 0 && config.drift_mhz <= 20, name,
            fmt::format("a drift of {} MHz", config.drift_mhz), "write 0 to 20");
    require(config.sweep_mhz >= 0 && config.sweep_mhz <= 60, name,
            fmt::format("a sweep of {} MHz", config.sweep_mhz), "write 0 to 60");
    require_share(config.on_fraction, name, "on_fraction");
    require_share(config.cooking_fraction, name, "cooking_fraction");
    require(config.cooking_period >= std::chrono::seconds{1}, name, "a cooking period below 1 s",
            "write 10 to 30 s");
    require_mains(config.mains_millihertz, name);
}

}  // namespace

std::span<const double> oven_samples() { return kSamples; }

Spectrum oven_spectrum() {
    std::vector<Spectrum::Point> points{{kFirstSampleKhz - kSampleKhz, kSamples.front()}};
    for (std::size_t i = 0; i < kSamples.size(); ++i) {
        points.push_back({kFirstSampleKhz + kSampleKhz * static_cast<double>(i), kSamples[i]});
    }
    points.push_back({points.back().khz + kSampleKhz, kSamples.back()});
    return Spectrum{std::move(points)};
}

Oven::Oven(std::string_view name, const OvenConfig& config, const chance::Key& key)
    : config_{config},
      mains_{Grid::of_millihertz(config.mains_millihertz, config.mains_phase)},
      cooking_{config.cooking_period, drawn_phase(key.of("cooking"), config.cooking_period)},
      spectrum_{oven_spectrum()},
      drift_{key.of("drift")} {
    check(name, config);
    const double tubes_db = config.kind == OvenKind::commercial ? kSecondTubeDb : 0;
    level_ = numeric::from_db(tubes_db - config.door_db);
}

double Oven::drift_khz(Time time) const {
    const Grid steps{kDriftStep, {}};
    const std::int64_t step = steps.index(time);
    const double part = static_cast<double>((time - steps.start(step)).count()) /
                        static_cast<double>(kDriftStep.count());
    const double here = drift_.uniform(draw_index(step));
    const double next = drift_.uniform(draw_index(step + 1));
    return (2 * (here + part * (next - here)) - 1) * config_.drift_mhz * 1000;
}

bool Oven::cooking(Time time) const {
    return time - cooking_.start(cooking_.index(time)) <
           share(config_.cooking_period, config_.cooking_fraction);
}

void Oven::bursts(const Question& question, std::vector<Burst>& out) const {
    for (std::int64_t cycle = mains_.index(question.from); mains_.start(cycle) < question.to;
         ++cycle) {
        const Time start = mains_.start(cycle);
        const Nanoseconds length = mains_.start(cycle + 1) - start;
        if (!cooking(start)) continue;
        const Nanoseconds on = share(length, config_.on_fraction);
        if (config_.kind == OvenKind::commercial) {
            swept(question, start, on / 2, out);
            swept(question, start + length / 2, on / 2, out);
        } else if (start + on > question.from) {
            out.push_back({start, start + on,
                           level_ * spectrum_.received_mw(question.band, drift_khz(start))});
        }
    }
}

void Oven::swept(const Question& question, Time start, Nanoseconds length,
                 std::vector<Burst>& out) const {
    const double drift = drift_khz(start);
    for (int i = 0; i < kSweepPieces; ++i) {
        const Time from = start + length * i / kSweepPieces;
        const Time to = start + length * (i + 1) / kSweepPieces;
        if (from >= question.to || to <= question.from) continue;
        const double shift = ((i + 0.5) / kSweepPieces - 0.5) * config_.sweep_mhz * 1000;
        out.push_back({from, to, level_ * spectrum_.received_mw(question.band, drift + shift)});
    }
}

}  // namespace bench::interference
