#include "models/interference/random_sources.h"

#include <algorithm>

#include "models/interference/check.h"
#include "models/interference/grid.h"
#include "models/numeric/numeric.h"

namespace bench::interference {
namespace {

constexpr Nanoseconds kInterval = std::chrono::milliseconds{1};  // LTE's transmission interval.
constexpr Nanoseconds kLongestLteBurst = std::chrono::milliseconds{1000};
constexpr Nanoseconds kLongestBurst = std::chrono::minutes{1};
constexpr double kBeyondKhz = 20'000;
constexpr double kBlockFill = 0.9;  // Nine tenths of a block carry resource blocks: 36.101, 5.6.

RandomBursts::Shape checked(std::string_view name, double duty, Nanoseconds shortest,
                            Nanoseconds longest, Nanoseconds most) {
    require(duty > 0 && duty <= 0.9, name,
            fmt::format("duty {} is not above 0 and at most 0.9", duty),
            "write a share such as 0.01");
    require(shortest >= std::chrono::microseconds{10} && longest >= shortest && longest <= most,
            name, "bursts last from shortest_burst to longest_burst",
            fmt::format("write 10 us to {} ms, shortest first", most.count() / 1'000'000));
    return {.duty = duty, .shortest = shortest, .longest = longest};
}

const LteUplinkConfig& checked(std::string_view name, const LteUplinkConfig& config) {
    require(config.block_end_khz > config.block_start_khz && config.close_in_khz > 0 &&
                config.close_in_khz < kBeyondKhz,
            name, "a block that ends before it starts, or leakage nowhere",
            "write block_start below block_end, close_in above 0 and below 20 000 kHz");
    require_share(config.load, name, "load");
    return config;
}

const NarrowBandConfig& checked(std::string_view name, const NarrowBandConfig& config) {
    require(config.width_khz > 0, name, "a width that is not above zero",
            "write the occupied bandwidth in kHz, such as 125");
    return config;
}

}  // namespace

Spectrum lte_spectrum(const LteUplinkConfig& config) {
    const double mhz = (config.block_end_khz - config.block_start_khz) * kBlockFill / 1000;
    const double within = config.eirp_dbm - numeric::to_db(mhz);
    const double close = config.close_in_dbm_per_mhz - config.better_than_limit_db;
    const double far = config.beyond_dbm_per_mhz - config.better_than_limit_db;
    const double guard = mhz * 1000 * (1 / kBlockFill - 1) / 2;
    const double low = config.block_start_khz;
    const double high = config.block_end_khz;
    return Spectrum{{{low - config.close_in_khz - kBeyondKhz, far},
                     {low - config.close_in_khz, far},
                     {low - config.close_in_khz, close},
                     {low + guard, close},
                     {low + guard, within},
                     {high - guard, within},
                     {high - guard, close},
                     {high + config.close_in_khz, close},
                     {high + config.close_in_khz, far},
                     {high + config.close_in_khz + kBeyondKhz, far}}};
}

LteUplink::LteUplink(std::string_view name, const LteUplinkConfig& config, const chance::Key& key)
    : config_{checked(name, config)},
      spectrum_{lte_spectrum(config)},
      random_{
          checked(name, config.duty, config.shortest_burst, config.longest_burst, kLongestLteBurst),
          key.of("burst")},
      load_{key.of("load")} {}

void LteUplink::bursts(const Question& question, std::vector<Burst>& out) const {
    random_.overlapping(question.from, question.to, [&](const RandomBursts::Burst& burst) {
        const double power = spectrum_.received_mw(question.band, 0);
        if (config_.load >= 1) {
            out.push_back({burst.start, burst.end, power});
        } else {
            intervals(burst, question, power, out);
        }
    });
}

void LteUplink::intervals(const RandomBursts::Burst& burst, const Question& question, double power,
                          std::vector<Burst>& out) const {
    const Nanoseconds before = std::max(question.from - burst.start, Nanoseconds{0});
    for (std::int64_t i = before / kInterval; burst.start + kInterval * i < burst.end; ++i) {
        const Time start = burst.start + kInterval * i;
        if (start >= question.to) return;
        const std::uint64_t index = burst.id * 1024 + static_cast<std::uint64_t>(i);
        if (load_.uniform(index) >= config_.load) continue;
        out.push_back({start, std::min(start + kInterval, burst.end), power});
    }
}

NarrowBand::NarrowBand(std::string_view name, const NarrowBandConfig& config,
                       const chance::Key& key)
    : config_{checked(name, config)},
      spectrum_{Spectrum::flat(config.width_khz, config.eirp_dbm)},
      random_{
          checked(name, config.duty, config.shortest_burst, config.longest_burst, kLongestBurst),
          key.of("burst")} {}

void NarrowBand::bursts(const Question& question, std::vector<Burst>& out) const {
    random_.overlapping(question.from, question.to, [&](const RandomBursts::Burst& burst) {
        out.push_back(
            {burst.start, burst.end, spectrum_.received_mw(question.band, config_.centre_khz)});
    });
}

}  // namespace bench::interference
