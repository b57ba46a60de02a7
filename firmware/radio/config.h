#pragma once

// What a MAC is told, what it is asked to send, and what it answers.

#include <cstdint>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/radio/phy.h"
#include "firmware/radio/plan.h"
#include "firmware/units/power_level.h"
#include "firmware/units/time.h"

namespace meter::radio {

// Adaptive: receivers hop over the channels that they find good, and senders pass over the slots
// of channels that they know bad.
enum class Hopping : std::uint8_t { none, blind, adaptive };
// Forward error correction on what we send. Adaptive: for each neighbour as its link needs.
enum class Coding : std::uint8_t { none, always, adaptive };

struct MacConfig {
    Eui64 self{};
    std::uint16_t pan_id = 0;
    bool collector = false;             // Answers solicits; a meter sends them.
    Hopping hopping = Hopping::blind;   // The same in all nodes of a network.
    std::uint8_t fixed_channel = 0;     // Without hopping.
    Duration dwell = milliseconds(20);  // Whole milliseconds, 15 .. 255.
    std::uint8_t retries = 7;           // Tries after the first.
    PowerLevel power{};                 // With power control: the most.
    std::uint8_t plan = plan_id::kEu33;
    std::uint8_t modulation = kSunFsk3;  // Without the coded bit.
    Coding coding = Coding::none;
    bool power_control = false;
    bool priority = true;             // Alarms go without back-off at the first try.
    bool inter_frame_sensing = true;  // Else a single carrier sense of eight symbols.
};

struct Outgoing {
    Eui64 destination{};
    Bytes payload{};  // Copied by send().
    std::uint32_t ticket = 0;
    bool urgent = false;
};

enum class SendStatus : std::uint8_t { delivered, no_ack, channel_busy, abandoned };

struct Incoming {
    Eui64 source{};
    Bytes payload{};
    PowerLevel rssi{};
};

struct MacCounters {
    std::uint32_t attempts = 0;  // Frames put on the air that asked for an acknowledgement.
    std::uint32_t acked = 0;
    std::uint32_t no_ack = 0;
    std::uint32_t busy = 0;      // Tries that found no idle channel in their window.
    std::uint32_t solicits = 0;  // Put on the air.
    std::uint32_t received = 0;  // Data frames handed up.
    std::uint32_t repeats = 0;   // Data frames dropped since they had come before.
    std::uint32_t malformed = 0;
    std::uint32_t failures_in_row = 0;  // Exchanges, not tries.
    std::uint32_t failed = 0;           // Tries that the radio spoilt.
    std::uint32_t radio_resets = 0;     // The radio was set up again.
};

}  // namespace meter::radio
