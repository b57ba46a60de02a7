#pragma once

// A whole bench as plain data: what the scenario becomes, and all that the bench is built from.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/core/message.h"
#include "models/afe/config.h"
#include "models/flash/config.h"
#include "models/mains/config.h"
#include "models/radio/config.h"
#include "models/supply/config.h"
#include "models/time/time.h"
#include "models/wan/config.h"

namespace bench::system {

enum class Hopping : std::uint8_t { none, blind };

// The radio of a link as the nodes are commissioned for it.
struct RadioConfig {
    std::uint8_t retries = 7;  // 0 .. 7
    Hopping hopping = Hopping::blind;
    radio::AccessMode access = radio::AccessMode::polite;
    Nanoseconds dwell = std::chrono::milliseconds{20};  // 15 .. 255 ms
    double power_dbm = 16.15;                           // EIRP
    std::uint8_t fixed_channel = 15;                    // Without hopping.
};

struct StreamConfig {
    Nanoseconds period{};    // Zero: off, or not periodic.
    Nanoseconds deadline{};  // Zero: none.
};

struct MeterConfig {
    std::string name = "meter";
    std::string firmware = "single_phase";  // Name of a built-in image.
    std::int64_t drift_ppb = 20'000;
    std::shared_ptr<const mains::Recording> load;
    afe::MeteringIcConfig metering_ic;
    supply::SupplyConfig supply;
    flash::FlashConfig flash;
    std::array<StreamConfig, meter::kStreamCount> streams;  // By meter::Stream.
    Nanoseconds debounce = std::chrono::milliseconds{10};
    Nanoseconds outage_qualification{};
};

struct CollectorConfig {
    std::string name = "collector";
    std::string firmware = "collector";
    std::int64_t drift_ppb = -20'000;
    flash::FlashConfig flash;
};

// What one occurrence of a timeline entry does.
enum class Action : std::uint8_t { open_cover, power_off, cut, jam, head_end_silent };

struct Occurrence {
    std::uint32_t entry = 0;       // Index into BenchConfig::entries.
    std::uint32_t occurrence = 0;  // Within the entry, from 0.
    Time start;
    Time end;
};

struct TimelineEntry {
    std::string id;
    Action action = Action::open_cover;
    std::string target;          // Node or link.
    double jam_power_dbm = -40;  // At every receiver of the link, in each channel that it covers.
    std::vector<std::uint8_t> jam_channels;  // Empty: the whole band.
    // Times as written; expand_timeline() turns them into occurrences.
    Nanoseconds at{};      // From the start, or after the end of `after`.
    std::string after;     // Id of another entry, or empty.
    Nanoseconds every{};   // Zero: once.
    Nanoseconds until{};   // End of the repetition; zero: the end of the judged time.
    Nanoseconds jitter{};  // Uniform in +- this, each occurrence.
    Nanoseconds length{};  // `for`; zero: to the end of the judged time.
};

struct BenchConfig {
    std::uint64_t seed = 1;
    Nanoseconds duration{};
    Nanoseconds warmup{};
    Nanoseconds drain{};
    std::int64_t calendar_start_us = 1'767'225'600'000'000;  // 2026-01-01T00:00:00 UTC
    std::vector<MeterConfig> meters;
    CollectorConfig collector;
    RadioConfig radio;
    std::string radio_link = "rf";
    std::string wan_link = "wan";
    radio::AirConfig air;
    wan::BackhaulConfig wan;
    Nanoseconds head_end_processing = std::chrono::milliseconds{2};
    Nanoseconds ack_timeout = std::chrono::milliseconds{400};
    std::vector<TimelineEntry> entries;
};

// The occurrences of all entries for this seed, by start. No occurrence starts within `drain`.
[[nodiscard]] std::vector<Occurrence> expand_timeline(const BenchConfig& config);

}  // namespace bench::system
