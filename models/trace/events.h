#pragma once

// The words of a record, by kind: one struct each, which goes into a record and comes back out of
// one.
//
// A record's bytes are what a run's fingerprint is made of. So no struct has padding, whose bytes
// would be garbage: what would be padding is a field `reserved`, and a field of 8 octets lies on 8.

#include "models/trace/measured.h"
#include "models/trace/words.h"

namespace bench::trace {

// ---- A board and its firmware (entity: the node) ----
struct Booted {
    static constexpr Kind kKind = Kind::booted;
    std::uint32_t cause = 0;  // hal_reset_cause
};
struct PoweredDown {  // The reservoir is empty: the instance is gone, flash stays.
    static constexpr Kind kKind = Kind::powered_down;
    std::uint32_t reserved = 0;
};
struct MainsChanged {
    static constexpr Kind kKind = Kind::mains_changed;
    std::uint32_t present = 0;
};
struct FirmwareNote {
    static constexpr Kind kKind = Kind::firmware_note;
    std::uint32_t code = 0;  // hal_diag_code
    std::uint32_t a = 0;
    std::uint32_t b = 0;
};
enum class Failure : std::uint32_t { call_budget = 1, watchdog = 2, bad_wake = 3 };
struct FirmwareFailed {
    static constexpr Kind kKind = Kind::firmware_failed;
    Failure failure{};
};
struct FlashOperation {  // Started. erase: 1, program: 0.
    static constexpr Kind kKind = Kind::flash_operation;
    std::uint32_t address = 0;
    std::uint32_t octets = 0;
    std::uint32_t erase = 0;
};

struct MemoryFlipped {  // A bit of the processor's memory. corrected: 1, by its ECC.
    static constexpr Kind kKind = Kind::memory_flipped;
    std::uint32_t corrected = 0;
};

// ---- What must arrive (entity: the meter) ----
// Bytes: two MintedValues, at the capture instant and 10 ms later; a reading lies between them. Of
// a meter that measures by itself: its least and its most, and MintedRegisters behind them.
struct CaptureDue {
    static constexpr Kind kKind = Kind::capture_due;
    std::uint32_t stream = 0;     // meter::Stream: readings, profiles or phasors
    std::uint16_t excused = 0;    // 1: power goes too soon to store it; it may arrive, but is not
                                  // owed.
    std::uint16_t measured = 0;   // 1: the firmware measures by itself; every value, not the
                                  // energies alone, lies between the two.
    std::int64_t capture_us = 0;  // Calendar time by the meter's own clock.
    std::int64_t period_us = 0;
};
struct MintedValues {
    std::int64_t import_cwh = 0;
    std::int64_t export_cwh = 0;
    std::int64_t power_mw = 0;
    std::int32_t voltage_mv = 0;
    std::int32_t current_ma = 0;
};
// What bounds the advance of a register from one capture to another. In 0.01 Wh since the start.
struct RegisterFlow {
    std::int64_t flowed = 0;      // By the instant.
    std::int64_t shown = 0;       // So much before it that a register shows it.
    std::int64_t unmeasured = 0;  // Of that: while the module may not have measured.
    std::int64_t slack = 0;       // What class and starting current leave open.
    std::int64_t apart = 0;       // mains::EnergyTruth::apart_pj
};
struct MintedRegisters {
    RegisterFlow import;
    RegisterFlow export_;
};
// Bytes: none, or one EventDates.
struct EventOnset {
    static constexpr Kind kKind = Kind::event_onset;
    std::uint32_t stream = 0;           // meter::Stream: alarms or events
    std::uint16_t code = 0;             // meter::EventCode
    std::uint16_t excused = 0;          // As for captures; also what lies so near a threshold that
                                        // a right meter may tell it or not.
    std::int64_t qualification_ns = 0;  // Latency counts from the record's time plus this.
    std::int64_t calendar_us = 0;       // The onset by the meter's own clock.
};

// The calendar times by the meter's own clock that a right meter may write into the message.
struct EventDates {
    std::int64_t earliest_us = 0;
    std::int64_t latest_us = 0;  // Not before `earliest_us`.
};

// ---- The air (entity: the transmitter, or the receiver for received and lost) ----
struct JobSubmitted {
    static constexpr Kind kKind = Kind::job_submitted;
    std::uint32_t ticket = 0;
    std::uint32_t octets = 0;
    std::int64_t not_before_ns = 0;
    std::uint32_t channel = 0;
    std::uint32_t reserved = 0;
};
struct ChannelBusy {
    static constexpr Kind kKind = Kind::channel_busy;
    std::uint32_t ticket = 0;
    std::uint32_t channel = 0;
    std::int32_t level_cdbm = 0;
};
// Time: start of the preamble. Bytes: the MAC frame without FCS.
struct FrameSent {
    static constexpr Kind kKind = Kind::frame_sent;
    std::uint32_t ticket = 0;  // 0 for an acknowledgement.
    std::uint32_t frame = 0;   // Number of the transmission in the run, from 1.
    std::int64_t airtime_ns = 0;
    std::uint8_t channel = 0;
    std::uint8_t modulation : 7 = 0;  // hal_modulation
    std::uint8_t acknowledgement : 1 = 0;
    std::int16_t power_cdbm = 0;
    // How long the channel was sensed idle just before. 0: not at all.
    std::uint16_t listened_us = 0;
    std::int16_t threshold_cdbm = 0;
};
// Time: end of the frame. Bytes: the MAC frame without FCS.
struct FrameReceived {
    static constexpr Kind kKind = Kind::frame_received;
    std::uint32_t ticket = 0;
    std::uint32_t frame = 0;
    Entity from = 0;
    std::int16_t rssi_cdbm = 0;  // As the receiver read it.
    std::int16_t sinr_cdb = 0;   // Least of its chunks.
    std::uint8_t channel = 0;
    std::uint8_t reserved = 0;
};
enum class LossCause : std::uint8_t {
    sync = 1,
    header = 2,
    payload = 3,
    not_tuned = 4,
    busy = 5,
    cut = 6,
    upset = 7  // The receiving chip lost its lock or its registers.
};
struct FrameLost {  // Only for the node that the frame is addressed to.
    static constexpr Kind kKind = Kind::frame_lost;
    std::uint32_t ticket = 0;
    std::uint32_t frame = 0;
    Entity from = 0;
    std::int16_t rssi_cdbm = 0;  // As it was: nobody read it.
    std::int16_t sinr_cdb = 0;
    std::uint8_t channel = 0;
    LossCause cause{};
};
struct JobDone {
    static constexpr Kind kKind = Kind::job_done;
    std::uint32_t ticket = 0;
    std::uint32_t status = 0;  // hal_radio_status
};
enum class Rule : std::uint32_t {
    listen_time = 1,       // Sensed for less than the minimum before sending.
    listen_threshold = 2,  // With a threshold above the limit.
    transmission = 3,      // One transmission too long.
    dialogue = 4,          // One dialogue too long.
    off_time = 5,          // Sent again too soon on the same frequency.
    channel_hour = 6,      // Too long in one hour in 200 kHz.
    duty_cycle = 7,        // Duty cycle of the band exceeded in one hour.
    power = 8,             // Above the band's limit.
    channel = 9,           // Not in the plan.
    dwell = 10             // Too long on one channel in 20 or 10 s (North America).
};
struct Violation {
    static constexpr Kind kKind = Kind::violation;
    Rule rule{};
    std::uint32_t channel = 0;
    std::int64_t seen = 0;  // In the limit's unit: ns, hundredths of dBm, channel.
    std::int64_t limit = 0;
};

// ---- Wide area and head end ----
// Datagrams of a meter's own wire count from here, those of the collector's link from 1.
inline constexpr std::uint32_t kFirstWireDatagram = 1U << 31U;

// Entity: the sender. Bytes: the IPv6 packet.
struct DatagramSent {
    static constexpr Kind kKind = Kind::datagram_sent;
    std::uint32_t datagram = 0;  // Number in the run, from 1.
    std::uint32_t octets = 0;
};
struct DatagramDelivered {  // Entity: the receiver.
    static constexpr Kind kKind = Kind::datagram_delivered;
    std::uint32_t datagram = 0;
};
struct DatagramLost {  // Entity: the sender.
    static constexpr Kind kKind = Kind::datagram_lost;
    std::uint32_t datagram = 0;
    std::uint32_t cut = 0;  // 0: by chance; 1: the link is cut; 2: destroyed by a disturbance.
};
// Entity: the meter that sent it. Time: acceptance, authenticated and decoded. Bytes: one
// Acceptance.
struct PushAccepted {
    static constexpr Kind kKind = Kind::push_accepted;
    std::uint32_t invocation_counter = 0;
    std::uint32_t datagram = 0;
    std::int64_t arrival_ns = 0;  // World time at which the datagram arrived.
};
struct Acceptance {
    std::uint32_t sequence = 0;
    std::uint8_t stream = 0;      // meter::Stream
    std::uint8_t event_code = 0;  // meter::EventCode; 0 for captures.
    std::uint16_t reserved_1 = 0;
    std::int64_t calendar_us =
        0;  // Capture instant, or when the event was qualified, as the meter said.
    std::int64_t import_cwh = 0;
    std::int64_t export_cwh = 0;
    std::int64_t power_w =
        0;  // Import positive. The wire carries whole watts, truncated toward zero,
    std::int32_t voltage_dv = 0;  // tenths of a volt, truncated,
    std::int32_t current_ma = 0;
    std::uint32_t alarm_register_1 = 0;
    std::uint32_t alarm_register_2 = 0;
    std::uint32_t alarm_register_3 = 0;
    std::uint32_t reserved_2 = 0;
};
// Entity: the meter. Bytes: one Measured, as the head end has decoded it.
struct MeasurementAccepted {
    static constexpr Kind kKind = Kind::measurement_accepted;
    std::uint32_t invocation_counter = 0;
    std::uint32_t sequence = 0;
};
// Just after the acceptance it belongs to. Bytes: one Measured.
struct MeasurementTruth {
    static constexpr Kind kKind = Kind::measurement_truth;
    std::uint32_t steady = 0;  // 1: nothing changed during the interval.
    std::uint32_t reserved = 0;
};
enum class Rejection : std::uint32_t {
    malformed = 1,
    unknown_meter = 2,
    forged = 3,
    replayed = 4,
    not_a_push = 5,
    silent = 6,
    duplicate = 7  // The second copy of a packet that went over two links.
};
struct PushRejected {  // Entity: the head end.
    static constexpr Kind kKind = Kind::push_rejected;
    Rejection reason{};
    std::uint32_t invocation_counter = 0;
    std::uint32_t datagram = 0;
};

// ---- Faults of the timeline (entity: what they act on) ----
struct FaultStarted {
    static constexpr Kind kKind = Kind::fault_started;
    std::uint32_t fault = 0;  // Index of the timeline entry.
    std::uint32_t occurrence = 0;
};
struct FaultEnded {
    static constexpr Kind kKind = Kind::fault_ended;
    std::uint32_t fault = 0;
    std::uint32_t occurrence = 0;
};
// touched: terminals or an input changed, a reservoir drained; felt: a frame or datagram was lost
// to it, the module was told or went down.
enum class Effect : std::uint32_t { none = 0, touched = 1, felt = 2 };
struct FaultEffective {  // At most one record of each effect for an occurrence.
    static constexpr Kind kKind = Kind::fault_effective;
    std::uint32_t fault = 0;
    std::uint32_t occurrence = 0;
    Effect effect{};
    std::uint32_t reserved = 0;
};

}  // namespace bench::trace
