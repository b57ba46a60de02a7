#pragma once

// One node's radio: takes a whole transmit job, listens by a schedule, filters and acknowledges.
//
// Half duplex. Carrier sense is judged when its window and the turnaround after it are over, from
// what the medium remembers: an attempt costs one agenda entry. Ticks are local microseconds of
// the node's clock, from the start of the world.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/chance/chance.h"
#include "models/radio/chip_upsets.h"
#include "models/radio/listening.h"
#include "models/radio/mac_header.h"
#include "models/radio/transmission.h"
#include "models/time/agenda.h"
#include "models/time/time.h"
#include "models/trace/record.h"

namespace bench::radio {

class Medium;

struct ListeningDwell {
    Time start;
    Time end;
    std::optional<std::uint8_t> channel;
};

enum Access : std::uint8_t { access_none = 0, access_cca = 1, access_csma = 2 };
enum Status : std::uint8_t {
    status_sent = 0,
    status_acked = 1,
    status_no_ack = 2,
    status_busy = 3,
    status_abandoned = 4,
    status_failed = 5  // The chip lost its lock or its registers: nothing usable was sent.
};

// From the end of sensing to the preamble: the radio is deaf. 200 us is an engineering default; the
// standard allows 1 ms.
inline constexpr Nanoseconds kSenseToSend = std::chrono::microseconds{200};
struct TransmitJob {
    std::uint32_t ticket = 0;
    std::uint8_t access = access_csma;  // none: at once. cca: one look, no back-off.
    std::uint8_t modulation = kSunFsk3;
    std::uint8_t channel = 0;
    std::uint8_t min_exponent = 0;  // Back-off of 0 .. 2^e - 1 units.
    std::uint8_t max_exponent = 0;
    std::uint8_t busy_limit = 1;  // Gives up after so many busy channels.
    int power_cdbm = 0;           // EIRP
    Nanoseconds unit{};
    Nanoseconds sense{};
    int threshold_cdbm = 0;  // At or above: busy.
    int timing_at = -1;      // Offset of the timing field; -1: none.
    Nanoseconds ack_wait{};  // From the frame's end to the acknowledgement's start; 0: none.
    Time not_before{};
    Time latest_start = kEndOfTime;
    // MAC frame without FCS. None: nothing is sent; the energy on the channel is measured over
    // `sense` at `not_before` (energy detection), and the outcome tells it.
    std::vector<std::uint8_t> frame{};
};

struct TransmitOutcome {
    std::uint32_t ticket = 0;
    std::uint8_t status = status_sent;
    std::uint8_t busy_count = 0;
    int ack_rssi_cdbm = 0;
    int level_cdbm = 0;  // Read, of the last channel found busy, or the energy; 0: none.
    Time start{};        // Of the frame; kStart if never sent.
    Time end{};
    Time ack_start{};
    std::span<const std::uint8_t> ack{};  // MAC frame without FCS; lives during the call.
};

struct Reception {
    Time start;
    Time end;
    int rssi_cdbm = 0;
    std::uint8_t lqi = 0;  // 8 x SINR in dB, 0 .. 255.
    std::uint8_t channel = 0;
    std::uint8_t modulation = kSunFsk3;
    bool acknowledged = false;              // The radio will acknowledge it.
    std::span<const std::uint8_t> frame{};  // Lives during the call.
};

struct AckTemplate {
    std::array<std::uint8_t, 64> bytes{};
    std::size_t length = 0;  // 0: nothing is acknowledged.
    int sequence_at = -1;    // An offset outside the template fills in nothing.
    int destination_at = -1;
    int timing_at = -1;
    int power_cdbm = 0;
};

class TransceiverOwner {
public:
    virtual void transmit_done(const TransmitOutcome& outcome) = 0;
    virtual void frame_received(const Reception& reception) = 0;

protected:
    ~TransceiverOwner() = default;
};

// Of a receiver to a channel. locked: tuned, but on another frame, which it may leave.
enum class Attention : std::uint8_t { tuned, away, busy, locked };

struct Heard {
    const Transmission& frame;
    const Hearing& hearing;
    int rssi_cdbm;  // As the receiver reads it.
    int sinr_cdb;
};

// Lives as long as its medium: frames on the air refer to it.
class Transceiver final : public Actor {
public:
    Transceiver(Medium& medium, trace::Entity node, const LocalClock& clock, const chance::Key& key,
                TransceiverOwner& owner);
    Transceiver(const Transceiver&) = delete;
    Transceiver& operator=(const Transceiver&) = delete;

    // `eui64` in the order in which it is written. Timing field: ((ticks at the preamble's start -
    // origin) x multiplier) >> 32, 24 bits.
    void configure(const std::array<std::uint8_t, 8>& eui64, std::uint16_t pan_id,
                   std::int64_t timing_origin_ticks, std::uint32_t timing_multiplier);
    // Hears frames of `modulation`, and with or without error correction alike.
    void listen(std::int64_t start_ticks, std::uint32_t dwell_us,
                std::span<const std::uint8_t> channels, std::uint8_t modulation = kSunFsk3);
    [[nodiscard]] bool submit(
        const TransmitJob& job);  // False: one is under way, or no such modulation.
    void abandon();  // A job that is not on the air yet; its outcome follows at this same instant.
    void set_ack(const AckTemplate& ack) { ack_template_ = ack; }
    void power_off();  // Forgets everything; a frame on the air is cut off.
    [[nodiscard]] bool busy() const { return phase_ != Phase::idle; }
    // From now on this chip may be upset; `upsets` outlives it.
    void suffer(const ChipUpsets& upsets) { upsets_ = &upsets; }
    // Configured, and the registers still hold what was written.
    [[nodiscard]] bool healthy(Time now) const { return configured_ && !forgot(now); }
    // Neither lock nor registers were lost in [from, to).
    [[nodiscard]] bool sound(Time from, Time to) const;

    // ---- For the medium ----
    [[nodiscard]] Attention attention(std::uint8_t channel, const Phy& phy, Time now) const;
    // Of its listening schedule, whatever else it does.
    [[nodiscard]] ListeningDwell dwell(Time now) const;
    [[nodiscard]] Interest interest(const MacHeader& header) const;
    void lock(const Transmission& frame, double power_mw);
    [[nodiscard]] bool locked_on(std::uint32_t frame) const { return locked_frame_ == frame; }
    [[nodiscard]] std::uint32_t locked_frame() const { return locked_frame_; }  // 0: none.
    // Of the frame that it is locked on, at its start.
    [[nodiscard]] double locked_mw() const { return locked_mw_; }
    void release() { locked_frame_ = 0; }
    // Only the end of what it is locked on is still waited for.
    [[nodiscard]] bool waits_for_lock() const {
        return phase_ == Phase::awaiting_ack && ack_wait_over_;
    }
    // Looks at all frames so far that were not meant for it.
    void settle();
    // What it was locked on before then it does not ask for.
    [[nodiscard]] Time matters_since() const;
    void hear(const Heard& heard);
    void miss();
    void frame_ended(std::uint32_t frame);

    void wake(Time now, std::uint32_t what, std::uint64_t argument) override;

private:
    enum class Phase : std::uint8_t { idle, access, ending, sending, awaiting_ack };
    enum What : std::uint32_t { attempt_due, ending, ack_wait_over, ack_due };  // Agenda entries.

    // Transmit jobs.
    [[nodiscard]] bool plan_attempt(Time from);
    void attempt(Time now);
    [[nodiscard]] std::optional<int> sensed_level() const;
    void channel_busy(Time now, int level_cdbm);
    void start_frame(Time now);
    void measure_energy();
    [[nodiscard]] bool possible() const;
    // The registers were lost since it was configured.
    [[nodiscard]] bool forgot(Time now) const {
        return upsets_ != nullptr && upsets_->registers_lost(configured_at_, now);
    }
    void acknowledgement_wait_over();
    void acknowledged(const Heard& heard);
    void finish(std::uint8_t status);
    void finish_soon(std::uint8_t status);
    // Reception.
    [[nodiscard]] bool for_us(const MacAddress& destination) const;
    [[nodiscard]] bool answers_us(const MacHeader& header) const;
    void unlock();
    void occupy(Time until, int level_cdbm);
    [[nodiscard]] bool prepare_ack(const Heard& heard);
    void send_ack(Time now);
    void write_timing(std::span<std::uint8_t> frame, int at, Time now) const;

    Medium& medium_;
    const trace::Entity node_;
    const LocalClock clock_;
    const chance::Key backoff_;
    TransceiverOwner& owner_;

    AirEui64 eui_{};
    const ChipUpsets* upsets_ = nullptr;
    bool configured_ = false;
    Time configured_at_;
    std::uint16_t pan_id_ = 0;
    std::int64_t timing_origin_ = 0;
    std::uint32_t timing_multiplier_ = 0;
    Listening listening_;
    const PhyFacts* listening_to_ = facts_of(kSunFsk3);

    Phase phase_ = Phase::idle;
    TransmitJob job_;
    const PhyFacts* job_facts_ = facts_of(kSunFsk3);
    std::optional<std::uint8_t> job_sequence_{};
    TransmitOutcome outcome_;
    std::uint8_t exponent_ = 0;
    Time sense_start_;
    Time sense_end_;
    std::uint64_t generation_ = 0;     // Of the job's agenda entries.
    std::uint32_t sending_frame_ = 0;  // 0: none.
    bool ack_wait_over_ = false;

    std::uint32_t locked_frame_ = 0;  // 0: none.
    double locked_mw_ = 0;
    Time locked_until_;
    std::uint8_t locked_channel_ = 0;
    const Phy* locked_phy_ = nullptr;
    Time occupied_until_;  // By a frame, or by an acknowledgement and the turn before it.
    int occupied_level_cdbm_ = 0;

    AckTemplate ack_template_;
    AckTemplate ack_;  // Filled in, pending or on the air.
    std::uint8_t ack_channel_ = 0;
    std::uint8_t ack_modulation_ = kSunFsk3;
    bool ack_pending_ = false;
    std::uint32_t ack_frame_ = 0;  // On the air. 0: none.
    std::uint64_t ack_generation_ = 0;
};

}  // namespace bench::radio
