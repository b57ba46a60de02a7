#include "models/interference/hopper.h"

#include <algorithm>

#include "models/interference/check.h"

namespace bench::interference {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

void check(std::string_view name, const HopperConfig& config) {
    require(config.channels >= 1 && config.channels <= 4096, name,
            fmt::format("{} channels", config.channels), "write 1 to 4096");
    require(config.spacing_khz > 0 && config.width_khz > 0, name,
            "spacing or width is not above zero", "write both in kHz, such as 1000");
    require(config.interval >= microseconds{10} && config.on > Nanoseconds{0} &&
                config.on <= config.interval,
            name, "it is on for longer than its interval, or the interval is below 10 us",
            "write an on time above zero and at most the interval");
    require(config.activity >= 0 && config.activity <= 1, name,
            fmt::format("activity {} is not 0 to 1", config.activity), "write a share such as 0.5");
}

std::vector<int> used_channels(const HopperConfig& config) {
    std::vector<int> used;
    for (int channel = 0; channel < config.channels; ++channel) {
        if (std::ranges::find(config.avoided, channel) == config.avoided.end()) {
            used.push_back(channel);
        }
    }
    return used;
}

// Bluetooth core specification, volume 2 part A, 3.2.1: 20 dB at the edge of the channel, and far
// less than that from two channels off; the others keep to about the same.
Spectrum shape(const HopperConfig& config) {
    const double half = config.width_khz / 2;
    return Spectrum{{{-3 * half, -40},
                     {-2 * half, -40},
                     {-half, -20},
                     {-half, 0},
                     {half, 0},
                     {half, -20},
                     {2 * half, -40},
                     {3 * half, -40}},
                    config.eirp_dbm};
}

const HopperConfig& checked(std::string_view name, const HopperConfig& config) {
    check(name, config);
    return config;
}

}  // namespace

HopperConfig bluetooth() { return {}; }

HopperConfig bluetooth_le() {
    HopperConfig config;
    config.spacing_khz = 2000;
    config.channels = 37;
    config.width_khz = 2000;
    config.interval = milliseconds{30};
    config.on = milliseconds{1};
    return config;
}

HopperConfig rfid_europe() {
    HopperConfig config;  // EN 302 208: channels 4, 7, 10 and 13.
    config.first_khz = 865'700;
    config.spacing_khz = 600;
    config.channels = 4;
    config.width_khz = 200;
    config.eirp_dbm = 33 + 2.15;  // 33 dBm ERP.
    config.interval = seconds{4} + milliseconds{100};
    config.on = seconds{4};
    return config;
}

HopperConfig rfid_america() {
    HopperConfig config;  // 47 CFR 15.247.
    config.first_khz = 902'750;
    config.spacing_khz = 500;
    config.channels = 50;
    config.width_khz = 500;
    config.eirp_dbm = 36;
    config.interval = milliseconds{400};
    config.on = milliseconds{400};
    return config;
}

HopperConfig cordless_900() {
    HopperConfig config;
    config.first_khz = 902'500;
    config.channels = 25;
    config.eirp_dbm = 30;
    config.interval = milliseconds{10};
    config.on = milliseconds{10};
    return config;
}

Hopper::Hopper(std::string_view name, const HopperConfig& config, const chance::Key& key)
    : config_{checked(name, config)},
      intervals_{config.interval, share(config.interval, key.of("phase").uniform(0))},
      spectrum_{shape(config)},
      used_{used_channels(config)},
      channels_{key.of("channel")},
      activity_{key.of("activity")} {
    require(!used_.empty(), name, "every channel is avoided", "leave at least one");
}

void Hopper::bursts(const Question& question, std::vector<Burst>& out) const {
    for (auto n = intervals_.index(question.from); intervals_.start(n) < question.to; ++n) {
        const Time start = intervals_.start(n);
        const std::uint64_t index = draw_index(n);
        if (start + config_.on <= question.from) continue;
        if (activity_.uniform(index) >= config_.activity) continue;
        const int channel = used_[channels_.below(index, used_.size())];
        const double centre = config_.first_khz + config_.spacing_khz * channel;
        out.push_back({start, start + config_.on, spectrum_.received_mw(question.band, centre)});
    }
}

}  // namespace bench::interference
