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
#include "models/system/three_phase_config.h"
#include "models/time/time.h"
#include "models/wan/config.h"

namespace bench::system {

enum class Hopping : std::uint8_t { none, blind, adaptive };
enum class Coding : std::uint8_t { none, always, adaptive };  // Forward error correction.

// The radio of a link as the nodes are commissioned for it.
struct RadioConfig {
    std::uint8_t retries = 7;        // 0 .. 7
    std::uint8_t modulation = 0x05;  // hal_modulation without the coded bit; models/radio/phy.h.
    std::uint8_t plan = 33;          // models/radio/channel_plan.h; the air has the same.
    Coding coding = Coding::none;
    Hopping hopping = Hopping::blind;
    bool priority = true;  // Alarms go at once (priority channel access).
    bool inter_frame_sensing =
        true;                    // Carrier sense lasts across the gap before an acknowledgement.
    bool power_control = false;  // Transmit power follows the link's margin; power_dbm is the most.
    std::uint16_t fragment_octets = 0;  // Longer packets go in fragments of so many; 0: never.
    radio::AccessMode access = radio::AccessMode::polite;
    Nanoseconds dwell = std::chrono::milliseconds{20};  // 15 .. 255 ms
    double power_dbm = 16.15;                           // EIRP
    std::optional<double> restart_db = 8.0;             // Of the receivers (models/radio/config.h).
    std::uint8_t fixed_channel = 15;                    // Without hopping.
};

struct StreamConfig {
    Nanoseconds period{};    // Zero: off, or not periodic.
    Nanoseconds deadline{};  // Zero: none.
};

// What a meter with Ethernet beside its radio does with the two.
enum class Redundancy : std::uint8_t { none, failover, duplicate };

struct MeterConfig {
    std::string name = "meter";
    std::string firmware = "single_phase";  // Name of a built-in image.
    std::int64_t drift_ppb = 20'000;
    std::shared_ptr<const mains::Recording> load;
    afe::MeteringIcConfig metering_ic;
    std::optional<ThreePhaseConfig> three_phase;  // Instead of load and metering_ic.
    supply::SupplyConfig supply;
    flash::FlashConfig flash;
    std::array<StreamConfig, meter::kStreamCount> streams;  // By meter::Stream.
    Nanoseconds debounce = std::chrono::milliseconds{10};
    Nanoseconds outage_qualification{};
    std::optional<wan::WireConfig> ethernet;  // To the head end, beside the radio.
    Redundancy redundancy = Redundancy::failover;
    std::uint16_t bulk_octets = 0;  // Of a page of bulk, of which one always waits; 0: no bulk.
};

struct CollectorConfig {
    std::string name = "collector";
    std::string firmware = "collector";
    std::int64_t drift_ppb = -20'000;
    flash::FlashConfig flash;
};

enum class Placement : std::uint8_t { disc, ring };  // Uniform in the area, or on the circle.
enum class Arrival : std::uint8_t { poisson, periodic };

// Nodes that only load the air: each runs the built-in image `traffic` and sends frames of one
// length to the collector. They stand around it, at its height, and hear each other by the mesh of
// the air; without one they get a mesh with the path and the fading of the radio link.
struct TrafficConfig {
    std::uint32_t count = 0;
    Placement placement = Placement::disc;
    double distance_m = 80;      // Radius.
    std::uint16_t octets = 120;  // Of the PSDU, check sequence included.
    Nanoseconds every{};         // Between frames of one node, or their mean.
    Arrival arrival = Arrival::poisson;
    Nanoseconds jitter{};     // Periodic: up to so much late.
    bool joined = true;       // Knows the collector from before the start.
    double hidden_share = 0;  // Of the pairs without the collector: deaf to each other.
    std::int64_t most_drift_ppb = 20'000;  // Uniform in +- this.
    bool placed = false;                   // The nodes are in the air already: with_traffic().
};

// What one occurrence of a timeline entry does.
enum class Action : std::uint8_t {
    open_cover,
    power_off,
    cut,
    jam,
    turn_on,
    head_end_silent,
    voltage,  // Something happens to the mains of a three-phase meter.
    inject,   // Something disturbs it.
    reset,    // A module's processor is reset by something else than its firmware.
    forge     // Somebody else sends to the meters over the wide area.
};

struct Occurrence {
    std::uint32_t entry = 0;       // Index into BenchConfig::entries.
    std::uint32_t occurrence = 0;  // Within the entry, from 0.
    Time start;
    Time end;
};

struct TimelineEntry {
    std::string id;
    Action action = Action::open_cover;
    std::string target;          // Node, link or interferer.
    double jam_power_dbm = -40;  // At every receiver of the link, in each channel that it covers.
    std::vector<std::uint8_t> jam_channels;  // Empty: the whole band.
    mains::GridEvent grid_event;             // Of voltage; its times are the occurrence's.
    emi::DisturbanceConfig disturbance;      // Of inject; likewise.
    // Times as written; expand_timeline() turns them into occurrences.
    Nanoseconds at{};      // From the start, or after the end of `after`.
    std::string after;     // Id of another entry, or empty.
    Nanoseconds every{};   // Zero: once.
    Nanoseconds until{};   // End of the repetition; zero: the end of the judged time.
    Nanoseconds jitter{};  // Uniform in +- this, each occurrence.
    Nanoseconds length{};  // `for`; zero: to the end of the judged time.
};

// How a frame's fate is found: by tables, or bit by bit with the decoder in software or in RTL.
enum class RadioFidelity : std::uint8_t { packet, bit, rtl };

struct BenchConfig {
    std::uint64_t seed = 1;
    Nanoseconds duration{};
    Nanoseconds warmup{};
    Nanoseconds drain{};
    std::int64_t calendar_start_us = 1'767'225'600'000'000;  // 2026-01-01T00:00:00 UTC
    std::vector<MeterConfig> meters;
    CollectorConfig collector;
    TrafficConfig traffic;
    RadioConfig radio;
    RadioFidelity radio_fidelity = RadioFidelity::packet;
    std::string radio_link = "rf";
    std::string wan_link = "wan";
    std::string ethernet_link = "ethernet";  // Of every meter that has one.
    radio::AirConfig air;
    wan::BackhaulConfig wan;
    Nanoseconds head_end_processing = std::chrono::milliseconds{2};
    Nanoseconds ack_timeout = std::chrono::milliseconds{400};
    std::vector<TimelineEntry> entries;
};

// The occurrences of all entries for this seed, by start. No occurrence starts within `drain`.
[[nodiscard]] std::vector<Occurrence> expand_timeline(const BenchConfig& config);

// Makes the tables that every run of this configuration looks into: once, before runs are forked.
void prepare_tables(const BenchConfig& config);

// The configuration with the nodes of its traffic in the air, after the others, and their mesh.
// Where they stand is drawn from the seed. Once: a second call changes nothing. Throws
// std::invalid_argument for traffic that cannot be.
[[nodiscard]] BenchConfig with_traffic(BenchConfig config);
// Air time of new data of all traffic nodes over time, before retries (acknowledgements not
// counted).
[[nodiscard]] double offered_load(const BenchConfig& config);

}  // namespace bench::system
