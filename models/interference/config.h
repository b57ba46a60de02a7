#pragma once

// Who else is on the air: plain structs that the scenario fills in, one for each kind of source.
//
// Powers are EIRP at the source unless a comment says otherwise; the asker propagates them.
// Defaults are those of the sources named in the room's README; none is fitted.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "models/time/time.h"

namespace bench::interference {

struct Position {  // Metres.
    double x = 0;
    double y = 0;
    double z = 0;
};

enum class OvenKind : std::uint8_t { residential, commercial };

// Radiates in step with the mains: a tube conducts in every other half cycle. Two tubes take turns.
struct OvenConfig {
    OvenKind kind = OvenKind::residential;
    double door_db = 15;          // What the door keeps in, [0, 60]; sound doors keep 10 to 20.
    double drift_mhz = 2;         // The centre wanders within plus and minus this, [0, 20].
    double on_fraction = 0.5;     // Of the mains cycle, (0, 1]. Of two tubes: both together.
    double sweep_mhz = 20;        // Commercial: swept in each burst, [0, 60].
    double cooking_fraction = 1;  // Of each cooking period, (0, 1]: the power knob.
    Nanoseconds cooking_period = std::chrono::seconds{20};  // > 0
    std::int64_t mains_millihertz = 50'000;                 // [40 000, 70 000]
    Nanoseconds mains_phase{};  // When a mains cycle begins. All ovens of a phase share it.
};

// One 20 MHz channel and its traffic, from any station on it.
struct WifiConfig {
    double centre_khz = 2'437'000;
    double eirp_dbm = 17;
    double duty = 0.01;                                           // Data frames, [0, 0.85].
    Nanoseconds shortest_frame = std::chrono::microseconds{100};  // > 0
    Nanoseconds longest_frame = std::chrono::milliseconds{3};     // >= shortest_frame
    Nanoseconds beacon_length = std::chrono::milliseconds{1};     // 0: no beacons.
};

// A new channel for each interval, drawn anew: Bluetooth, BLE, RFID readers, cordless telephones.
struct HopperConfig {
    double first_khz = 2'402'000;  // Centre of the lowest channel.
    double spacing_khz = 1000;     // > 0
    int channels = 79;             // >= 1
    std::vector<int> avoided;      // Channels that adaptive hopping leaves out; not all of them.
    double width_khz = 1000;       // Occupied, > 0; 20 dB less outside, 40 dB from twice as far.
    double eirp_dbm = 4;
    Nanoseconds interval = std::chrono::microseconds{625};  // > 0
    Nanoseconds on = std::chrono::microseconds{366};        // Of each interval, (0, interval].
    double activity = 1;                                    // Share of the intervals used, [0, 1].
};

[[nodiscard]] HopperConfig bluetooth();     // 1600 hops a second, one-slot packets.
[[nodiscard]] HopperConfig bluetooth_le();  // Connection events each 30 ms.
[[nodiscard]] HopperConfig rfid_europe();   // 4 s on, 100 ms off, four 200 kHz channels.
[[nodiscard]] HopperConfig rfid_america();  // 0.4 s a hop, 50 channels of 500 kHz.
[[nodiscard]] HopperConfig cordless_900();  // US legacy, 902-928 MHz, 1 MHz wide, continuous.

// A handset in band 20, heard next door: what leaks beyond its block, in bursts of 1 ms intervals.
struct LteUplinkConfig {
    double block_start_khz = 852'000;
    double block_end_khz = 862'000;     // > block_start_khz
    double eirp_dbm = 23;               // Within the block.
    double close_in_dbm_per_mhz = -13;  // Leakage up to close_in_khz from the block: the limit.
    double beyond_dbm_per_mhz = -25;    // From there on for 20 MHz.
    double close_in_khz = 5000;         // > 0
    double better_than_limit_db = 20;   // Real handsets leak 15 to 25 dB less; 0 is the limit.
    double duty = 0.05;                 // Bursts over time, (0, 0.9].
    double load = 1;                    // Share of a burst's 1 ms intervals used, (0, 1].
    Nanoseconds shortest_burst = std::chrono::milliseconds{10};  // > 0
    Nanoseconds longest_burst = std::chrono::milliseconds{500};  // >= shortest_burst
};

// Alarms, wM-Bus, LoRa, Sigfox: starts at random, without listening before.
struct NarrowBandConfig {
    double centre_khz = 868'300;
    double width_khz = 125;  // > 0
    double eirp_dbm = 14;
    double duty = 0.01;                                           // (0, 0.9]
    Nanoseconds shortest_burst = std::chrono::milliseconds{5};    // > 0
    Nanoseconds longest_burst = std::chrono::milliseconds{1500};  // >= shortest_burst
};

// Switched-mode supplies, LED lamps, dimmers: the floor rises at both crests of the mains.
// At the receiver, without position or path.
struct SwitchingNoiseConfig {
    double raise_db = 6;         // The floor while it lasts over the thermal one, [0, 60].
    double noise_figure_db = 6;  // Of the receiver whose floor is raised.
    double on_fraction = 0.2;    // Of each mains half cycle, (0, 1].
    std::int64_t mains_millihertz = 50'000;
    Nanoseconds mains_phase{};
};

// Constant. At the receiver, without position or path.
struct ManMadeNoiseConfig {
    double raise_db = 1;         // The floor over the thermal one, [0, 60].
    double noise_figure_db = 6;  // Of the receiver whose floor is raised.
};

struct CarrierConfig {  // A jammer of constant power; 1 kHz wide is a carrier, wider is noise.
    double centre_khz = 868'300;
    double width_khz = 1;  // > 0
    double eirp_dbm = 14;
};

struct SweptConfig {  // Rises from first to last, then starts again.
    double first_khz = 863'000;
    double last_khz = 870'000;  // > first_khz
    double eirp_dbm = 14;
    Nanoseconds period = std::chrono::milliseconds{10};  // >= 100 us
};

struct PulsedConfig {
    double centre_khz = 868'300;
    double width_khz = 200;  // > 0
    double eirp_dbm = 14;
    Nanoseconds period = std::chrono::milliseconds{10};  // >= 10 us
    double duty = 0.5;                                   // (0, 1]
};

struct ReactiveConfig {  // Hears a frame begin and jams what is left of it, on its channel.
    double eirp_dbm = 14;
    Nanoseconds delay = std::chrono::microseconds{300};  // From the preamble's start, >= 0.
    Nanoseconds length = std::chrono::milliseconds{5};   // > 0
};

struct FollowingConfig {     // Knows its victim's hopping and jams where it listens.
    std::string victim;      // A node. Who that is, the asker knows.
    double width_khz = 200;  // > 0
    double eirp_dbm = 14;
};

using Kind = std::variant<OvenConfig, WifiConfig, HopperConfig, LteUplinkConfig, NarrowBandConfig,
                          SwitchingNoiseConfig, ManMadeNoiseConfig, CarrierConfig, SweptConfig,
                          PulsedConfig, ReactiveConfig, FollowingConfig>;

struct SourceConfig {
    std::string name;  // Also names its draws: a source that is removed moves no other's.
    Position at;       // Unused by the kinds that act at the receiver.
    Kind kind;
};

// Power as at the receiver already: no path to it, and every receiver has it.
[[nodiscard]] constexpr bool acts_at_receiver(const Kind& kind) {
    return std::holds_alternative<SwitchingNoiseConfig>(kind) ||
           std::holds_alternative<ManMadeNoiseConfig>(kind);
}

}  // namespace bench::interference
