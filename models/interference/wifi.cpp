#include "models/interference/wifi.h"

#include <optional>

#include "models/interference/check.h"
#include "models/numeric/numeric.h"

namespace bench::interference {
namespace {

constexpr Nanoseconds kBeaconInterval = std::chrono::microseconds{102'400};  // 100 units of 1024 us
constexpr Nanoseconds kShortestGap = std::chrono::microseconds{34};          // DIFS, 802.11g

void check(std::string_view name, const WifiConfig& config) {
    require(config.duty >= 0 && config.duty <= 0.85, name,
            fmt::format("duty {} is not 0 to 0.85", config.duty),
            "write a share that leaves room for the gaps, such as 0.4");
    require(config.shortest_frame >= std::chrono::microseconds{20} &&
                config.longest_frame >= config.shortest_frame,
            name, "frames last from shortest_frame to longest_frame",
            "write 20 us or more, shortest first");
    require(config.beacon_length >= Nanoseconds{0} && config.beacon_length < kBeaconInterval, name,
            "a beacon fits between two beacons", "write 0 to 102 ms");
}

}  // namespace

Spectrum wifi_spectrum(double eirp_dbm) {
    return Spectrum{{{-30'000, -40},
                     {-20'000, -28},
                     {-11'000, -20},
                     {-9'000, 0},
                     {9'000, 0},
                     {11'000, -20},
                     {20'000, -28},
                     {30'000, -40}},
                    eirp_dbm};
}

Wifi::Wifi(std::string_view name, const WifiConfig& config, const chance::Key& key)
    : config_{config},
      spectrum_{wifi_spectrum(config.eirp_dbm)},
      beacons_{kBeaconInterval, share(kBeaconInterval, key.of("beacon").uniform(0))},
      lengths_{key.of("length")},
      gaps_{key.of("gap")} {
    check(name, config);
    const Nanoseconds mean = (config.shortest_frame + config.longest_frame) / 2;
    if (config.duty > 0) train_length_ = share(mean * kFrames, 1 / config.duty);
}

// A train whose frames leave no room for the gaps, by chance, has all of them shortened alike.
std::array<Wifi::Frame, Wifi::kFrames> Wifi::train(std::int64_t number) const {
    std::array<Nanoseconds, kFrames> lengths{};
    std::array<double, kFrames + 1> gaps{};
    Nanoseconds busy{};
    double weights = 0;
    for (std::size_t i = 0; i <= kFrames; ++i) {
        const std::uint64_t index = draw_index(number) * 32 + i;
        gaps[i] = -numeric::log(1 - gaps_.uniform(index));
        weights += gaps[i];
        if (i == kFrames) break;
        const Nanoseconds range = config_.longest_frame - config_.shortest_frame;
        lengths[i] = config_.shortest_frame + share(range, lengths_.uniform(index));
        busy += lengths[i];
    }
    const Nanoseconds room = train_length_ - kShortestGap * static_cast<int>(kFrames);
    const double squeeze =
        busy > room ? static_cast<double>(room.count()) / static_cast<double>(busy.count()) : 1;
    const Nanoseconds idle = room - share(busy, squeeze);
    std::array<Frame, kFrames> frames{};
    Time at = Grid{train_length_, {}}.start(number);
    for (std::size_t i = 0; i < kFrames; ++i) {
        at += share(idle, gaps[i] / weights) + kShortestGap;
        frames[i] = {at, at + share(lengths[i], squeeze)};
        at = frames[i].end;
    }
    return frames;
}

void Wifi::bursts(const Question& question, std::vector<Burst>& out) const {
    std::optional<double> power;  // Mostly nobody sends, and it is not needed.
    const auto add = [&](Time start, Time end) {
        if (start >= question.to || end <= question.from) return;
        if (!power) power = spectrum_.received_mw(question.band, config_.centre_khz);
        out.push_back({start, end, *power});
    };
    if (config_.duty > 0) {
        const Grid trains{train_length_, {}};
        for (auto n = trains.index(question.from); trains.start(n) < question.to; ++n) {
            for (const Frame& frame : train(n)) add(frame.start, frame.end);
        }
    }
    if (config_.beacon_length == Nanoseconds{0}) return;
    for (auto n = beacons_.index(question.from); beacons_.start(n) < question.to; ++n) {
        add(beacons_.start(n), beacons_.start(n) + config_.beacon_length);
    }
}

}  // namespace bench::interference
